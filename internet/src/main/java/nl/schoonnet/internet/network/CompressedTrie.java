// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.Arrays;
import java.util.List;

/**
 * A multibit trie compressed by population counts: a directly indexed root, then nodes of 64 slots.
 *
 * <p>Layout after Asai & Ohara, "Poptrie: A Compressed Trie with Population Count for Fast and Scalable Software IP
 * Routing Table Lookup" (SIGCOMM 2015): a node has one bit per slot that leads on to a child, and one bit per slot that
 * starts a new run of equal leaves; children and leaves of a node lie together, so that a slot's place is a population
 * count. A leaf packs the value and the length of the matched prefix.
 */
final class CompressedTrie {
    static final int MAX_VALUE = (1 << 23) - 2;
    static final int NO_LEAF = (MAX_VALUE + 1) << 8;

    private static final int STEP = 6;
    private static final int SLOTS = 1 << STEP;
    private static final int WORDS = 3;

    private final int rootBits;
    /** A leaf, or the complement of a node's number. */
    private final int[] root;
    /** Per node: which slots have children, which slots start a run of leaves, first child << 32 | first leaf. */
    private final long[] nodes;

    private final int[] leaves;

    private CompressedTrie(int rootBits, int[] root, long[] nodes, int[] leaves) {
        this.rootBits = rootBits;
        this.root = root;
        this.nodes = nodes;
        this.leaves = leaves;
    }

    /** Builds from distinct entries in order. */
    static CompressedTrie of(List<PrefixTable.Entry> entries, int rootBits) {
        return new Building(entries, rootBits).build();
    }

    static int value(int leaf) {
        return leaf == NO_LEAF ? PrefixTable.ABSENT : leaf >>> 8;
    }

    static int length(int leaf) {
        return leaf & 0xFF;
    }

    static int bitsAt(long high, long low, int offset, int count) {
        long window;
        if (offset >= 64) {
            window = low << (offset - 64);
        } else if (offset == 0) {
            window = high;
        } else {
            window = high << offset | low >>> (64 - offset);
        }
        return (int) (window >>> (64 - count));
    }

    /** The leaf for an address of at most 64 bits, which stand at the top; the other bits are zero. */
    int leaf(long address) {
        int at = root[(int) (address >>> (64 - rootBits))];
        long rest = address << rootBits;
        while (at < 0) {
            int node = ~at * WORDS;
            int slot = (int) (rest >>> (64 - STEP));
            long upTo = (2L << slot) - 1;
            long children = nodes[node];
            long bases = nodes[node + 2];
            if ((children >>> slot & 1) == 0) {
                return leaves[(int) bases + Long.bitCount(nodes[node + 1] & upTo) - 1];
            }
            at = ~((int) (bases >>> 32) + Long.bitCount(children & upTo) - 1);
            rest <<= STEP;
        }
        return at;
    }

    /** The leaf for an address of 128 bits. */
    int leaf(long high, long low) {
        int at = root[(int) (high >>> (64 - rootBits))];
        int offset = rootBits;
        while (at < 0) {
            int node = ~at * WORDS;
            int slot = bitsAt(high, low, offset, STEP);
            long upTo = (2L << slot) - 1;
            long children = nodes[node];
            long bases = nodes[node + 2];
            if ((children >>> slot & 1) == 0) {
                return leaves[(int) bases + Long.bitCount(nodes[node + 1] & upTo) - 1];
            }
            at = ~((int) (bases >>> 32) + Long.bitCount(children & upTo) - 1);
            offset += STEP;
        }
        return at;
    }

    long bytes() {
        return 4L * root.length + 8L * nodes.length + 4L * leaves.length;
    }

    private static final class Building {
        private final List<PrefixTable.Entry> entries;
        private final int rootBits;
        private long[] nodes = new long[WORDS * 1024];
        private int nodeCount;
        private int[] leaves = new int[1024];
        private int leafCount;

        Building(List<PrefixTable.Entry> entries, int rootBits) {
            this.entries = entries;
            this.rootBits = rootBits;
        }

        CompressedTrie build() {
            int[] root = new int[1 << rootBits];
            Arrays.fill(root, NO_LEAF);
            int at = 0;
            while (at < entries.size()) {
                PrefixTable.Entry entry = entries.get(at);
                int slot = entry.bitsAt(0, rootBits);
                if (entry.length() <= rootBits) {
                    Arrays.fill(root, slot, slot + (1 << (rootBits - entry.length())), leafOf(entry));
                    at++;
                } else {
                    int end = endOfSlot(at, entries.size(), 0, rootBits, slot);
                    int node = allocate(1);
                    fill(node, at, end, rootBits, root[slot]);
                    root[slot] = ~node;
                    at = end;
                }
            }
            return new CompressedTrie(
                    rootBits, root, Arrays.copyOf(nodes, nodeCount * WORDS), Arrays.copyOf(leaves, leafCount));
        }

        /** The first entry from {@code at} that has other bits here. */
        private int endOfSlot(int at, int limit, int offset, int count, int slot) {
            int end = at;
            while (end < limit && entries.get(end).bitsAt(offset, count) == slot) {
                end++;
            }
            return end;
        }

        /**
         * Fills a node with entries [from, to), all longer than {@code offset} and equal before it. An entry stands after
         * those that contain it, so what a slot holds when its first longer entry comes is what its child inherits.
         */
        private void fill(int node, int from, int to, int offset, int inherited) {
            int[] slots = new int[SLOTS];
            Arrays.fill(slots, inherited);
            long children = 0;
            int[] starts = new int[SLOTS];
            int[] ends = new int[SLOTS];
            int at = from;
            while (at < to) {
                PrefixTable.Entry entry = entries.get(at);
                int slot = entry.bitsAt(offset, STEP);
                if (entry.length() <= offset + STEP) {
                    Arrays.fill(slots, slot, slot + (1 << (offset + STEP - entry.length())), leafOf(entry));
                    at++;
                } else {
                    children |= 1L << slot;
                    starts[slot] = at;
                    at = endOfSlot(at, to, offset, STEP, slot);
                    ends[slot] = at;
                }
            }
            int firstLeaf = leafCount;
            long runs = 0;
            for (int slot = 0; slot < SLOTS; slot++) {
                boolean leads = (children >>> slot & 1) != 0;
                if (!leads && (leafCount == firstLeaf || leaves[leafCount - 1] != slots[slot])) {
                    runs |= 1L << slot;
                    addLeaf(slots[slot]);
                }
            }
            int firstChild = allocate(Long.bitCount(children));
            nodes[node * WORDS] = children;
            nodes[node * WORDS + 1] = runs;
            nodes[node * WORDS + 2] = (long) firstChild << 32 | firstLeaf;
            int child = firstChild;
            for (int slot = 0; slot < SLOTS; slot++) {
                if ((children >>> slot & 1) != 0) {
                    fill(child++, starts[slot], ends[slot], offset + STEP, slots[slot]);
                }
            }
        }

        private static int leafOf(PrefixTable.Entry entry) {
            return entry.value() << 8 | entry.length();
        }

        private int allocate(int count) {
            int first = nodeCount;
            nodeCount = Math.addExact(nodeCount, count);
            int needed = Math.multiplyExact(nodeCount, WORDS);
            if (needed > nodes.length) {
                nodes = Arrays.copyOf(nodes, Math.max(needed, nodes.length + (nodes.length >> 1)));
            }
            return first;
        }

        private void addLeaf(int leaf) {
            if (leafCount == leaves.length) {
                leaves = Arrays.copyOf(leaves, leafCount + (leafCount >> 1));
            }
            leaves[leafCount++] = leaf;
        }
    }
}
