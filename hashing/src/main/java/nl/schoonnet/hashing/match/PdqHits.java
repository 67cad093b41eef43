// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Arrays;
import java.util.Objects;

/**
 * What {@link PdqMatcher} found, and the room to work in. Made once a thread and used for question after question, so that a
 * question allocates nothing; each one overwrites the answers of the one before. Not safe for several threads.
 */
public final class PdqHits {
    /** The most buckets that are looked at together. */
    static final int BUCKETS = 512;

    private static final int WORDS = 4;

    private long[] questionWords = new long[WORDS];
    private int questions;
    private int[] ofQuestion = new int[16];
    private long[] references = new long[16];
    private int[] distances = new int[16];
    private int size;

    private final int[] starts = new int[BUCKETS];

    private final int[] ends = new int[BUCKETS];
    private int[] candidates = new int[1_024];

    /** No hits yet. */
    public PdqHits() {}

    /** How many hits. Their order means nothing. */
    public int size() {
        return size;
    }

    /**
     * Which question a hit answers, 0 if there was but one.
     *
     * @param hit 0 to {@link #size} - 1
     */
    public int question(int hit) {
        return ofQuestion[Objects.checkIndex(hit, size)];
    }

    /** The reference of the listed hash. */
    public long reference(int hit) {
        return references[Objects.checkIndex(hit, size)];
    }

    /** In how many bits the listed hash differs from the question, 0 to 256. Not for everyone's eyes. */
    public int distance(int hit) {
        return distances[Objects.checkIndex(hit, size)];
    }

    void clear() {
        questions = 0;
        size = 0;
    }

    void ask(long w0, long w1, long w2, long w3) {
        int at = WORDS * questions;
        if (at == questionWords.length) {
            questionWords = Arrays.copyOf(questionWords, 2 * at);
        }
        questionWords[at] = w0;
        questionWords[at + 1] = w1;
        questionWords[at + 2] = w2;
        questionWords[at + 3] = w3;
        questions++;
    }

    int questions() {
        return questions;
    }

    long questionWord(int question, int word) {
        return questionWords[WORDS * question + word];
    }

    /** A hit whose reference is an entry's number for now. */
    void add(int question, int entry, int distance) {
        if (size == references.length) {
            int capacity = 2 * size;
            ofQuestion = Arrays.copyOf(ofQuestion, capacity);
            references = Arrays.copyOf(references, capacity);
            distances = Arrays.copyOf(distances, capacity);
        }
        ofQuestion[size] = question;
        references[size] = entry;
        distances[size] = distance;
        size++;
    }

    /** Keeps a hit as the {@code kept}-th, with its reference. */
    void keep(int hit, int kept, long reference) {
        ofQuestion[kept] = ofQuestion[hit];
        references[kept] = reference;
        distances[kept] = distances[hit];
    }

    void cut(int newSize) {
        size = newSize;
    }

    int[] starts() {
        return starts;
    }

    int[] ends() {
        return ends;
    }

    int[] candidates(int atLeast) {
        if (candidates.length < atLeast) {
            candidates = new int[Math.max(atLeast, 2 * candidates.length)];
        }
        return candidates;
    }
}
