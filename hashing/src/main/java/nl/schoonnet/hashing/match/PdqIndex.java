// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/**
 * Listed PDQ hashes that can be asked for those within a radius; finds all of them. Distinct, in order; never changes; safe
 * for any number of threads. Allocates nothing when asked, but for room in {@link PdqHits} that is kept.
 */
abstract sealed class PdqIndex implements Index permits ScannedPdqIndex, TaggedPdqIndex, WidePdqIndex {
    /** The words of a hash. */
    static final int WORDS = 4;

    /** Below this a scan takes no longer than an index, and needs nothing beside the hashes. */
    static final int LEAST_INDEXED = 1 << 16;

    /** Below this the directories of the wide index are more than what it saves. */
    static final int LEAST_WIDE = 2_200_000;

    private final Entries entries;
    private final Scan scan;

    PdqIndex(Entries entries, Scan scan) {
        this.entries = entries;
        this.scan = scan;
    }

    static PdqIndex of(Entries entries, PdqMatcher.Layout layout, Scan scan) {
        PdqMatcher.Layout suited = layout;
        if (entries.size() < LEAST_INDEXED) {
            suited = PdqMatcher.Layout.SCAN;
        } else if (layout == PdqMatcher.Layout.COMPACT && entries.size() < LEAST_WIDE) {
            suited = PdqMatcher.Layout.FAST;
        }
        return switch (suited) {
            case SCAN -> new ScannedPdqIndex(entries, scan);
            case COMPACT -> new WidePdqIndex(entries, scan, Substrings.WIDE);
            case FAST -> new TaggedPdqIndex(entries, scan);
        };
    }

    /**
     * Adds to the hits, for each of their questions, the numbers and distances of the entries within the radius.
     *
     * @param radius 0 to 256
     */
    final void find(int radius, PdqHits hits) {
        if (radius > Substrings.MAX_RADIUS) {
            scan.find(entries.words(), size(), radius, hits);
        } else {
            findNear(radius, hits);
        }
    }

    /** As {@link #find} with a radius of at most 31. */
    abstract void findNear(int radius, PdqHits hits);

    final void scan(int radius, PdqHits hits) {
        scan.find(entries.words(), size(), radius, hits);
    }

    /** The distance of an entry from a question. */
    final int distance(int entry, long w0, long w1, long w2, long w3) {
        long[][] words = entries.words();
        return Long.bitCount(words[0][entry] ^ w0)
                + Long.bitCount(words[1][entry] ^ w1)
                + Long.bitCount(words[2][entry] ^ w2)
                + Long.bitCount(words[3][entry] ^ w3);
    }

    /** Whether a substring before this one finds the entry as well; then that one tells of it. */
    final boolean foundBefore(
            Substrings substrings, int table, int[] radii, int entry, long w0, long w1, long w2, long w3) {
        for (int before = 0; before < table; before++) {
            if (radii[before] >= 0) {
                int difference =
                        substrings.value(before, entries.words(), entry) ^ substrings.value(before, w0, w1, w2, w3);
                if (Integer.bitCount(difference) <= radii[before]) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public final int size() {
        return entries.size();
    }

    @Override
    public final int locate(long w0, long w1, long w2, long w3) {
        return entries.locate(w0, w1, w2, w3);
    }

    @Override
    public final long reference(int entry) {
        return entries.references()[entry];
    }

    @Override
    public final long word(int entry, int number) {
        return entries.words()[number][entry];
    }

    final Entries entries() {
        return entries;
    }

    @Override
    public final Entries live(Tombstones withdrawn) {
        return entries.live(withdrawn);
    }

    @Override
    public long bytes() {
        return 8L * (WORDS + 1) * size();
    }
}
