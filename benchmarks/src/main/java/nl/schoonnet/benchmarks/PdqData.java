// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.hashing.match.PdqChanges;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.match.PdqMatcher;
import nl.schoonnet.hashing.pdq.PdqHash;

/**
 * Uniform PDQ hashes, splitmix64 with seed 42, and questions that are by turns a near-duplicate of one of them, 0 to 31
 * distinct bits flipped, and random. A hash's reference is its number.
 */
final class PdqData {
    static final int RADIUS = 31;
    private static final long SEED = 42;
    private static final int BITS = 256;

    private final int size;
    private final Splitmix hashes = new Splitmix(SEED);
    private final Splitmix choices = new Splitmix(~SEED);

    PdqData(int size) {
        this.size = size;
    }

    PdqHash hash(int number) {
        return hash(4L * number);
    }

    private PdqHash hash(long at) {
        return new PdqHash(hashes.at(at), hashes.at(at + 1), hashes.at(at + 2), hashes.at(at + 3));
    }

    PdqMatcher matcher(PdqMatcher.Layout layout) {
        PdqMatcher matcher = new PdqMatcher(layout);
        PdqChanges changes = new PdqChanges();
        for (int i = 0; i < size; i++) {
            changes.add(hash(i), i);
        }
        matcher.apply(changes, size);
        matcher.compact();
        return matcher;
    }

    List<PdqHash> questions(int count) {
        List<PdqHash> questions = new ArrayList<>(count);
        long at = 0;
        for (int i = 0; i < count; i++) {
            if (i % 2 == 1) {
                questions.add(hash(4L * size + 4L * i));
                continue;
            }
            PdqHash near = hash((int) Long.remainderUnsigned(choices.at(at++), size));
            long[] words = {near.bits255to192(), near.bits191to128(), near.bits127to64(), near.bits63to0()};
            java.util.BitSet flipped = new java.util.BitSet(BITS);
            int flips = (int) Long.remainderUnsigned(choices.at(at++), RADIUS + 1);
            while (flipped.cardinality() < flips) {
                flipped.set((int) Long.remainderUnsigned(choices.at(at++), BITS));
            }
            flipped.stream().forEach(bit -> words[bit >>> 6] ^= 1L << bit);
            questions.add(new PdqHash(words[0], words[1], words[2], words[3]));
        }
        return questions;
    }

    /** What all questions find: matches, and the sum of their references. Equal for every index that finds everything. */
    static String found(PdqMatcher matcher, List<PdqHash> questions) {
        PdqHits hits = new PdqHits();
        long matches = 0;
        long sum = 0;
        for (PdqHash question : questions) {
            matcher.find(question, RADIUS, hits);
            matches += hits.size();
            for (int hit = 0; hit < hits.size(); hit++) {
                sum += hits.reference(hit);
            }
        }
        return String.format("%,d questions, %,d matches, sum of references %,d", questions.size(), matches, sum);
    }
}
