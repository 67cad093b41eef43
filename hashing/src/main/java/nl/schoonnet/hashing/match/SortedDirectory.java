// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Arrays;

/**
 * Sorted columns with a directory of their top bits. For 16-byte digests about 22 bytes a key (16, and 4 for each place of
 * the directory, of which there are between one and two a key), 8 more for SHA-1, 16 more for SHA-256, and 8 for the
 * reference. A digest that isn't there costs a read of the directory and one of the first column.
 */
final class SortedDirectory extends ExactIndex {
    /** Digests whose memory is touched before the first is compared, so that no one waits for the other. */
    private static final int TOGETHER = 64;

    private static final int MAX_BITS = 29;

    private final Entries entries;
    private final int shift;
    private final int[] directory;

    SortedDirectory(ExactKind kind, Entries entries) {
        super(kind);
        this.entries = entries;
        int bits = Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(entries.size()), 1, MAX_BITS);
        shift = Long.SIZE - bits;
        directory = new int[(1 << bits) + 1];
        long[] first = entries.words()[0];
        for (long word : first) {
            directory[(int) (word >>> shift) + 1]++;
        }
        for (int i = 0; i < 1 << bits; i++) {
            directory[i + 1] += directory[i];
        }
    }

    @Override
    void find(byte[] digests, int offset, int count, Tombstones withdrawn, long[] found) {
        if (size() == 0) {
            Arrays.fill(found, 0, count, ExactMatcher.NONE);
            return;
        }
        int step = kind().bytes();
        long[] first = entries.words()[0];
        long sum = 0;
        for (int from = 0; from < count; from += TOGETHER) {
            int to = Math.min(count, from + TOGETHER);
            for (int i = from, at = offset + from * step; i < to; i++, at += step) {
                long word = kind().first(digests, at);
                found[i] = word;
                sum += directory[(int) (word >>> shift)];
            }
            for (int i = from; i < to; i++) {
                sum += first[Math.min(directory[(int) (found[i] >>> shift)], first.length - 1)];
            }
            for (int i = from, at = offset + from * step; i < to; i++, at += step) {
                found[i] = find(found[i], digests, at);
            }
            for (int i = from; i < to; i++) {
                int entry = (int) found[i];
                // Without a branch, since half of them may be there: ABSENT and NONE are both -1.
                long reference = entries.references()[Math.max(entry, 0)] | found[i] >> 63;
                found[i] = withdrawn.has(entry) ? ExactMatcher.NONE : reference;
            }
        }
        Touched.keep(sum);
    }

    private int find(long word, byte[] digests, int at) {
        long[] first = entries.words()[0];
        int place = (int) (word >>> shift);
        int end = directory[place + 1];
        for (int i = directory[place]; i < end; i++) {
            if (first[i] == word && restEquals(i, digests, at)) {
                return i;
            }
        }
        return ABSENT;
    }

    private boolean restEquals(int entry, byte[] digests, int at) {
        long[][] words = entries.words();
        for (int word = 1; word < words.length; word++) {
            if (words[word][entry] != kind().rest(digests, at, word)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int locate(long w0, long w1, long w2, long w3) {
        int place = (int) (w0 >>> shift);
        for (int i = directory[place]; i < directory[place + 1]; i++) {
            if (Keys.equal(entries.words(), i, w0, w1, w2, w3)) {
                return i;
            }
        }
        return ABSENT;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public long reference(int entry) {
        return entries.references()[entry];
    }

    @Override
    public long word(int entry, int number) {
        return Keys.word(entries.words(), entry, number);
    }

    @Override
    public Entries live(Tombstones withdrawn) {
        return entries.live(withdrawn);
    }

    @Override
    public long bytes() {
        return 8L * size() * (kind().words() + 1) + 4L * directory.length;
    }
}
