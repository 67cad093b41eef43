// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Longest-prefix match: address to the value of the most specific prefix that contains it. Immutable and compact; a
 * look-up reads two to four words of memory for IPv4, up to twenty for IPv6, and allocates nothing.
 *
 * <p>IPv4 and IPv6 have a {@link CompressedTrie} each, so a short IPv6 prefix never answers for an IPv4 address.
 */
public final class PrefixTable {
    /** What {@link #find} gives where no prefix contains the address. */
    public static final int ABSENT = -1;

    /** The greatest value that a prefix may have. */
    public static final int MAX_VALUE = CompressedTrie.MAX_VALUE;

    private final CompressedTrie ipv4;
    private final CompressedTrie ipv6;
    private final int size;

    private PrefixTable(CompressedTrie ipv4, CompressedTrie ipv6, int size) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
        this.size = size;
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value of the longest prefix that contains the address, or {@link #ABSENT}. */
    public int find(IpAddress address) {
        return address.isIpv4() ? findIpv4((int) address.low()) : findIpv6(address.high(), address.low());
    }

    /** As {@link #find} for the IPv4 address with these 32 bits. */
    public int findIpv4(int bits) {
        return CompressedTrie.value(ipv4.leaf((long) bits << 32));
    }

    /** As {@link #find} for the IPv6 address with these 128 bits, which must not be an IPv4-mapped one. */
    public int findIpv6(long high, long low) {
        return CompressedTrie.value(ipv6.leaf(high, low));
    }

    /** The longest prefix that contains the address. */
    public Optional<Prefix> match(IpAddress address) {
        int leaf = address.isIpv4() ? ipv4.leaf(address.low() << 32) : ipv6.leaf(address.high(), address.low());
        return leaf == CompressedTrie.NO_LEAF
                ? Optional.empty()
                : Optional.of(Prefix.around(address, CompressedTrie.length(leaf)));
    }

    /** The number of distinct prefixes. */
    public int size() {
        return size;
    }

    /** The memory that the table keeps, in bytes, without the few objects around its arrays. */
    public long bytes() {
        return ipv4.bytes() + ipv6.bytes();
    }

    /** Collects prefixes in any order, nested and repeated; of a repeated prefix the last value counts. */
    public static final class Builder {
        private final List<Entry> ipv4 = new ArrayList<>();
        private final List<Entry> ipv6 = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a prefix.
         *
         * @param value 0 to {@link #MAX_VALUE}
         */
        public Builder add(Prefix prefix, int value) {
            if (value < 0 || value > MAX_VALUE) {
                throw new IllegalArgumentException("value out of range");
            }
            if (prefix.isIpv4()) {
                ipv4.add(new Entry(prefix.first().low() << 32, 0, prefix.length(), value));
            } else {
                ipv6.add(new Entry(prefix.first().high(), prefix.first().low(), prefix.length(), value));
            }
            return this;
        }

        /** The table; the builder may be used on. */
        public PrefixTable build() {
            List<Entry> four = sorted(ipv4);
            List<Entry> six = sorted(ipv6);
            return new PrefixTable(
                    CompressedTrie.of(four, 18), CompressedTrie.of(six, 16), Math.addExact(four.size(), six.size()));
        }

        private static List<Entry> sorted(List<Entry> entries) {
            List<Entry> ordered = new ArrayList<>(entries);
            Collections.sort(ordered);
            int kept = 0;
            for (Entry entry : ordered) {
                if (kept > 0 && ordered.get(kept - 1).compareTo(entry) == 0) {
                    ordered.set(kept - 1, entry);
                } else {
                    ordered.set(kept++, entry);
                }
            }
            ordered.subList(kept, ordered.size()).clear();
            return ordered;
        }
    }

    /** A prefix whose address stands at the top of 128 bits, with its value. Ordered as {@link Prefix} is. */
    record Entry(long high, long low, int length, int value) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int order = Long.compareUnsigned(high, other.high);
            if (order == 0) {
                order = Long.compareUnsigned(low, other.low);
            }
            return order != 0 ? order : Integer.compare(length, other.length);
        }

        /** {@code count} (at most 30) bits of the address from bit {@code offset}; bits past the 128th are zero. */
        int bitsAt(int offset, int count) {
            return CompressedTrie.bitsAt(high, low, offset, count);
        }
    }
}
