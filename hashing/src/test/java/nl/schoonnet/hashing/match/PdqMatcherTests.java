// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import nl.schoonnet.hashing.pdq.PdqHash;
import org.junit.jupiter.api.Test;

class PdqMatcherTests {
    private static final int DELTA_LIMIT = 40;

    private final SplittableRandom random = new SplittableRandom(21);

    @Test
    void after_any_history_it_finds_what_comparing_with_every_listed_hash_finds() {
        PdqMatcher matcher = matcher();
        PdqHits hits = new PdqHits();
        Map<PdqHash, Long> expected = new HashMap<>();
        List<PdqHash> hashes = families(300);
        for (int step = 1; step <= 300; step++) {
            PdqChanges changes = new PdqChanges();
            int size = random.nextInt(10) == 0 ? random.nextInt(4 * DELTA_LIMIT) : random.nextInt(8);
            for (int i = 0; i < size; i++) {
                PdqHash hash = hashes.get(random.nextInt(hashes.size()));
                if (random.nextInt(3) == 0) {
                    changes.withdraw(hash);
                    expected.remove(hash);
                } else {
                    long reference = random.nextLong(1_000_000);
                    changes.add(hash, reference);
                    expected.put(hash, reference);
                }
            }
            matcher.apply(changes, step);
            if (random.nextInt(20) == 0) {
                matcher.compact();
            }
            assertThat(matcher.size()).isEqualTo(expected.size());
            PdqHash question = near(hashes.get(random.nextInt(hashes.size())), random.nextInt(20));
            int radius = random.nextInt(60);
            matcher.find(question, radius, hits);
            assertThat(found(hits)).isEqualTo(near(expected, question, radius));
        }
    }

    @Test
    void many_questions_get_the_answers_of_each() {
        PdqMatcher matcher = matcher();
        List<PdqHash> hashes = families(200);
        Map<PdqHash, Long> expected = listed(matcher, hashes);
        List<PdqHash> questions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            questions.add(near(hashes.get(i), random.nextInt(32)));
        }
        PdqHits hits = new PdqHits();
        matcher.find(questions, 31, hits);
        for (int question = 0; question < questions.size(); question++) {
            Map<Long, Integer> found = new TreeMap<>();
            for (int hit = 0; hit < hits.size(); hit++) {
                if (hits.question(hit) == question) {
                    found.put(hits.reference(hit), hits.distance(hit));
                }
            }
            assertThat(found).isEqualTo(near(expected, questions.get(question), 31));
        }
        matcher.find(List.of(), 31, hits);
        assertThat(hits.size()).isZero();
    }

    @Test
    void a_silenced_hash_takes_part_in_no_match() {
        PdqMatcher matcher = matcher();
        PdqHash listed = anything();
        PdqHash nearby = near(listed, 10);
        PdqHash question = near(listed, 5);
        matcher.apply(new PdqChanges().add(listed, 1).add(nearby, 2), 1);
        PdqHits hits = new PdqHits();

        matcher.silence(List.of(listed), List.of());
        matcher.find(question, 31, hits);
        assertThat(found(hits)).containsOnlyKeys(2L);
        assertThat(matcher.reference(listed)).isEqualTo(1);
        matcher.compact();
        matcher.find(question, 31, hits);
        assertThat(found(hits)).containsOnlyKeys(2L);
        assertThat(matcher.reference(listed)).isEqualTo(1);
        assertThat(matcher.reference(question)).isEqualTo(PdqMatcher.NONE);

        matcher.silence(List.of(question), List.of());
        matcher.find(question, 31, hits);
        assertThat(hits.size()).isZero();
        matcher.find(listed, 31, hits);
        assertThat(found(hits)).containsOnlyKeys(1L, 2L);
    }

    @Test
    void a_silenced_pair_matches_others() {
        PdqMatcher matcher = matcher();
        PdqHash listed = anything();
        PdqHash nearby = near(listed, 10);
        PdqHash question = near(listed, 5);
        matcher.apply(new PdqChanges().add(listed, 1).add(nearby, 2), 1);
        matcher.silence(List.of(), List.of(new PdqPair(question, listed)));
        PdqHits hits = new PdqHits();
        matcher.find(question, 31, hits);
        assertThat(found(hits)).containsOnlyKeys(2L);
        matcher.find(nearby, 31, hits);
        assertThat(found(hits)).containsOnlyKeys(1L, 2L);
        matcher.silence(List.of(), List.of());
        matcher.find(question, 31, hits);
        assertThat(found(hits)).containsOnlyKeys(1L, 2L);
    }

    @Test
    void radii_and_hits_out_of_range_are_refused() {
        PdqMatcher matcher = matcher();
        PdqHits hits = new PdqHits();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matcher.find(anything(), 257, hits))
                .withMessage("A radius is 0 to 256, not 257.");
        assertThatIllegalArgumentException().isThrownBy(() -> matcher.find(anything(), -1, hits));
        assertThatIllegalArgumentException().isThrownBy(() -> new PdqChanges().add(anything(), -1));
        matcher.find(anything(), 31, hits);
        org.assertj.core.api.Assertions.assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> hits.reference(0));
    }

    /** A JVM of its own, since this one has the module. */
    @Test
    void without_the_vector_module_it_finds_the_same() throws Exception {
        assertThat(PdqMatcher.scanning()).startsWith("vectors of ");
        Process process = new ProcessBuilder(
                        java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutVectors.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo("plain: 1 of 2");
    }

    /** The main class of that JVM. */
    static final class WithoutVectors {
        private WithoutVectors() {}

        public static void main(String[] arguments) {
            PdqMatcher matcher = new PdqMatcher(PdqMatcher.Layout.FAST);
            matcher.apply(new PdqChanges().add(new PdqHash(1, 2, 3, 4), 1).add(new PdqHash(-1, 2, 3, 4), 2), 1);
            PdqHits hits = new PdqHits();
            matcher.find(new PdqHash(1, 2, 3, 5), 31, hits);
            System.out.println(PdqMatcher.scanning() + ": " + hits.size() + " of " + matcher.size());
        }
    }

    private PdqMatcher matcher() {
        return new PdqMatcher(PdqMatcher.Layout.FAST, DELTA_LIMIT, Entries.none(PdqIndex.WORDS), 0);
    }

    private static Map<PdqHash, Long> listed(PdqMatcher matcher, List<PdqHash> hashes) {
        Map<PdqHash, Long> expected = new HashMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            matcher.apply(new PdqChanges().add(hashes.get(i), i), i);
            expected.put(hashes.get(i), (long) i);
        }
        return expected;
    }

    private static Map<Long, Integer> found(PdqHits hits) {
        Map<Long, Integer> found = new TreeMap<>();
        for (int hit = 0; hit < hits.size(); hit++) {
            assertThat(found.put(hits.reference(hit), hits.distance(hit))).isNull();
        }
        return found;
    }

    private static Map<Long, Integer> near(Map<PdqHash, Long> listed, PdqHash question, int radius) {
        Map<Long, Integer> near = new TreeMap<>();
        listed.forEach((hash, reference) -> {
            if (hash.distance(question) <= radius) {
                near.put(reference, hash.distance(question));
            }
        });
        return near;
    }

    private List<PdqHash> families(int count) {
        List<PdqHash> hashes = new ArrayList<>();
        PdqHash first = anything();
        for (int i = 0; i < count; i++) {
            if (i % 10 == 0) {
                first = anything();
            }
            hashes.add(near(first, i % 10));
        }
        return hashes;
    }

    private PdqHash anything() {
        return new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** At most so many bits away. */
    private PdqHash near(PdqHash hash, int bits) {
        long[] words = {hash.bits255to192(), hash.bits191to128(), hash.bits127to64(), hash.bits63to0()};
        for (int i = 0; i < bits; i++) {
            words[random.nextInt(4)] ^= 1L << random.nextInt(64);
        }
        return new PdqHash(words[0], words[1], words[2], words[3]);
    }
}
