// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

/** A set of 128-bit fingerprints, 32 to 64 bytes each, so that a hundred million files fit in memory. Not for several threads. */
final class Fingerprints {
    private static final int FIRST = 1 << 10;

    /** Pairs; two zeros are an empty place. */
    private long[] places = new long[2 * FIRST];

    private int size;

    /**
     * Adds one.
     *
     * @return whether it is new
     */
    boolean add(long high, long low) {
        if (4L * size >= places.length) {
            grow();
        }
        long some = low == 0 ? 1 : low;
        int place = place(high, some);
        if (places[place + 1] != 0) {
            return false;
        }
        places[place] = high;
        places[place + 1] = some;
        size++;
        return true;
    }

    boolean contains(long high, long low) {
        return places[place(high, low == 0 ? 1 : low) + 1] != 0;
    }

    int size() {
        return size;
    }

    /** Where it stands or would stand. */
    private int place(long high, long low) {
        int pairs = places.length / 2;
        // Fingerprints are digests, spread evenly already.
        int pair = (int) (low & (pairs - 1));
        while (places[2 * pair + 1] != 0 && (places[2 * pair] != high || places[2 * pair + 1] != low)) {
            pair = (pair + 1) & (pairs - 1);
        }
        return 2 * pair;
    }

    private void grow() {
        long[] before = places;
        places = new long[Math.multiplyExact(before.length, 2)];
        for (int i = 0; i < before.length; i += 2) {
            if (before[i + 1] != 0) {
                int place = place(before[i], before[i + 1]);
                places[place] = before[i];
                places[place + 1] = before[i + 1];
            }
        }
    }
}
