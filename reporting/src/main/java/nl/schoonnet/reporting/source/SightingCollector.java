// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Collects looks in chunks of columns, then orders them by item and instant. Used once; not safe for use by many threads.
 */
public final class SightingCollector {
    private static final int CHUNK = 1 << 16;

    /** The most looks; beyond it the columns would not fit any heap that this is meant for. */
    static final int MAX_LOOKS = 1_000_000_000;

    /** Columns of some rows; each is let go as soon as it has been copied to its place. */
    private static final class Chunk {
        int @Nullable [] item = new int[CHUNK];
        long @Nullable [] nanos = new long[CHUNK];
        byte @Nullable [] reason = new byte[CHUNK];
        short @Nullable [] vantage = new short[CHUNK];
        int @Nullable [] address = new int[CHUNK];
    }

    private final int items;
    private final Map<String, Integer> vantages = new HashMap<>();
    private final List<String> vantageNames = new ArrayList<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private final List<InetAddress> addressValues = new ArrayList<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private int size;

    /** A collector of looks at items 0 to {@code items - 1}. */
    public SightingCollector(int items) {
        this.items = items;
    }

    /** How many vantage points were named so far. */
    int vantages() {
        return vantageNames.size();
    }

    boolean knowsVantage(String name) {
        return vantages.containsKey(name);
    }

    /** The number of a vantage point in this collector, for {@link #add}; at most 32,767 of them. */
    public int vantage(String name) {
        Integer known = vantages.putIfAbsent(name, vantageNames.size());
        if (known != null) {
            return known;
        }
        vantageNames.add(name);
        return vantageNames.size() - 1;
    }

    String vantageName(int vantage) {
        return vantageNames.get(vantage);
    }

    @Nullable
    InetAddress addressValue(int address) {
        return address < 0 ? null : addressValues.get(address);
    }

    /**
     * The number of an address in this collector, for {@link #add}.
     *
     * @param text an IPv4 or IPv6 literal, or {@code ""} for none
     * @return -1 for none, -2 if the text is no address
     */
    public int address(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        Integer known = addresses.get(text);
        if (known != null) {
            return known;
        }
        InetAddress address = Addresses.parse(text);
        if (address == null) {
            return -2;
        }
        addresses.put(text, addressValues.size());
        addressValues.add(address);
        return addressValues.size() - 1;
    }

    /**
     * Adds a look.
     *
     * @param nanos nanoseconds since 1970
     * @param vantage as {@link #vantage} numbered it
     * @param address as {@link #address} numbered it, -1 for none
     * @return false, and nothing is added, if there are a billion looks already
     */
    public boolean add(int item, long nanos, Reason reason, int vantage, int address) {
        if (item < 0 || item >= items) {
            throw new IllegalArgumentException("The look-up gave item " + item + " of " + items + ".");
        }
        if (size == MAX_LOOKS) {
            return false;
        }
        if (size % CHUNK == 0) {
            chunks.add(new Chunk());
        }
        Chunk chunk = chunks.getLast();
        int at = size++ % CHUNK;
        present(chunk.item)[at] = item;
        present(chunk.nanos)[at] = nanos;
        present(chunk.reason)[at] = Sightings.number(reason);
        present(chunk.vantage)[at] = (short) vantage;
        present(chunk.address)[at] = address;
        return true;
    }

    /** Orders what was collected; the collector is of no use afterwards. */
    public Sightings sightings() {
        return sightings(0);
    }

    Sightings sightings(long unmatched) {
        int[] first = new int[items + 1];
        for (int row = 0; row < size; row++) {
            first[item(row) + 1]++;
        }
        for (int item = 0; item < items; item++) {
            first[item + 1] += first[item];
        }
        int[] next = first.clone();
        int[] order = new int[size];
        for (int row = 0; row < size; row++) {
            order[next[item(row)]++] = row;
        }
        for (Chunk chunk : chunks) {
            chunk.item = null;
        }
        short[] rank = alphabetically();
        for (int item = 0; item < items; item++) {
            sort(order, first[item], first[item + 1], rank);
        }
        long[] nanos = new long[size];
        for (int look = 0; look < size; look++) {
            nanos[look] = nanos(order[look]);
        }
        chunks.forEach(chunk -> chunk.nanos = null);
        byte[] why = new byte[size];
        short[] from = new short[size];
        int[] seenAt = new int[size];
        for (int look = 0; look < size; look++) {
            int row = order[look];
            Chunk chunk = chunks.get(row / CHUNK);
            why[look] = present(chunk.reason)[row % CHUNK];
            from[look] = rank[present(chunk.vantage)[row % CHUNK]];
            seenAt[look] = present(chunk.address)[row % CHUNK];
        }
        chunks.clear();
        return new Sightings(
                first, nanos, why, from, seenAt, vantageNames.stream().sorted().toList(), addressValues, unmatched);
    }

    /** The place of each vantage point among the names in alphabetical order. */
    private short[] alphabetically() {
        List<String> sorted = vantageNames.stream().sorted().toList();
        short[] rank = new short[vantageNames.size()];
        IntStream.range(0, sorted.size()).forEach(i -> rank[vantages.getOrDefault(sorted.get(i), 0)] = (short) i);
        return rank;
    }

    /** Heap sort in place: logs are nearly always in order, and one item may have all the rows. */
    private void sort(int[] order, int from, int to, short[] rank) {
        boolean sorted = true;
        for (int i = from + 1; i < to && sorted; i++) {
            sorted = isInOrder(order[i - 1], order[i], rank);
        }
        if (sorted) {
            return;
        }
        int length = to - from;
        for (int i = length / 2 - 1; i >= 0; i--) {
            sift(order, from, i, length, rank);
        }
        for (int end = length - 1; end > 0; end--) {
            int greatest = order[from];
            order[from] = order[from + end];
            order[from + end] = greatest;
            sift(order, from, 0, end, rank);
        }
    }

    private void sift(int[] order, int from, int start, int length, short[] rank) {
        int moving = order[from + start];
        int hole = start;
        while (2 * hole + 1 < length) {
            int child = 2 * hole + 1;
            if (child + 1 < length && isInOrder(order[from + child], order[from + child + 1], rank)) {
                child++;
            }
            if (isInOrder(order[from + child], moving, rank)) {
                break;
            }
            order[from + hole] = order[from + child];
            hole = child;
        }
        order[from + hole] = moving;
    }

    /** Whether row a stands before row b or may as well: by instant, vantage point and reason. */
    private boolean isInOrder(int a, int b, short[] rank) {
        int byTime = Long.compare(nanos(a), nanos(b));
        if (byTime != 0) {
            return byTime < 0;
        }
        Chunk chunkA = chunks.get(a / CHUNK);
        Chunk chunkB = chunks.get(b / CHUNK);
        int byVantage =
                Short.compare(rank[present(chunkA.vantage)[a % CHUNK]], rank[present(chunkB.vantage)[b % CHUNK]]);
        if (byVantage != 0) {
            return byVantage < 0;
        }
        int byReason = Byte.compare(present(chunkA.reason)[a % CHUNK], present(chunkB.reason)[b % CHUNK]);
        return byReason != 0 ? byReason < 0 : a <= b;
    }

    private int item(int row) {
        return present(chunks.get(row / CHUNK).item)[row % CHUNK];
    }

    private long nanos(int row) {
        return present(chunks.get(row / CHUNK).nanos)[row % CHUNK];
    }

    private static <T> T present(@Nullable T column) {
        if (column == null) {
            throw new IllegalStateException("The collector of sightings was used after it gave its result.");
        }
        return column;
    }
}
