// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import nl.schoonnet.hashing.pdq.PdqHash;
import org.junit.jupiter.api.Test;

/** Every index gives what comparing with every hash gives, for each radius. */
class PdqIndexTests {
    private static final Substrings SMALL = new Substrings(
            new int[] {13, 9, 17, 3, 16, 16, 16, 11, 5, 16, 16, 16, 16, 16, 16, 16, 16, 10, 6, 6},
            new int[] {1, 1, 2, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0});

    private static final Scan PLAIN = new Scan(new PlainScanKernel());
    private static final Scan VECTOR = new Scan(new VectorScanKernel());

    private final SplittableRandom random = new SplittableRandom(42);

    @Test
    void uniform_hashes() {
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            hashes.add(anything());
        }
        holds(hashes);
    }

    @Test
    void three_hundred_families_of_near_duplicates() {
        List<PdqHash> hashes = new ArrayList<>();
        for (int family = 0; family < 300; family++) {
            PdqHash first = anything();
            for (int i = 0; i < 10; i++) {
                hashes.add(flipped(first, random.nextInt(24)));
            }
        }
        holds(hashes);
    }

    @Test
    void one_single_hash_and_none() {
        holds(List.of(anything()));
        holds(List.of());
    }

    @Test
    void equal_hashes_of_any_power_of_two_are_found_once() {
        PdqHash one = anything();
        for (int power = 0; power <= 12; power += 3) {
            holds(Collections.nCopies(1 << power, one));
        }
    }

    @Test
    void hashes_of_zeros_and_of_ones_and_their_neighbours() {
        PdqHash zeros = new PdqHash(0, 0, 0, 0);
        PdqHash ones = new PdqHash(-1, -1, -1, -1);
        List<PdqHash> hashes = new ArrayList<>(List.of(zeros, ones));
        for (int i = 0; i < 600; i++) {
            hashes.add(flipped(zeros, random.nextInt(40)));
            hashes.add(flipped(ones, random.nextInt(40)));
            // Little in it: few values of many substrings.
            hashes.add(new PdqHash(random.nextLong(4), 0, -1, random.nextLong(4)));
        }
        holds(hashes);
    }

    /** Of the 32 flips that radius 31 doesn't reach, one is taken back in each substring in turn: only that one sees it. */
    @Test
    void what_only_one_substring_sees_is_found() {
        List<PdqHash> hashes = new ArrayList<>();
        PdqHash question = anything();
        for (Substrings cut : List.of(Substrings.SIXTEEN, Substrings.WIDE, SMALL)) {
            for (int radius : new int[] {0, 1, 14, 15, 16, 20, 30, 31}) {
                int[] radii = cut.radii(radius);
                for (int seeing = 0; seeing < cut.count(); seeing++) {
                    if (radii[seeing] >= 0) {
                        hashes.add(spread(question, cut, radii, seeing));
                    }
                }
            }
        }
        holds(hashes, List.of(question), List.of(0, 1, 14, 15, 16, 20, 30, 31), everyIndex(hashes));
    }

    @Test
    void the_wide_cut_at_its_real_size() {
        List<PdqHash> hashes = new ArrayList<>();
        PdqHash question = anything();
        for (int i = 0; i < 2_000; i++) {
            hashes.add(i % 2 == 0 ? anything() : flipped(question, random.nextInt(36)));
        }
        for (int radius : new int[] {0, 9, 10, 20, 21, 31}) {
            int[] radii = Substrings.WIDE.radii(radius);
            for (int seeing = 0; seeing < Substrings.WIDE.count(); seeing++) {
                if (radii[seeing] >= 0) {
                    hashes.add(spread(question, Substrings.WIDE, radii, seeing));
                }
            }
        }
        List<PdqIndex> wide = List.of(new WidePdqIndex(entries(hashes), PLAIN, Substrings.WIDE));
        holds(hashes, List.of(question, hashes.getFirst(), anything()), radii(0, 31), wide);
    }

    @Test
    void a_cut_has_to_cover_all_bits_and_reach_the_radius() {
        for (Substrings cut : List.of(Substrings.SIXTEEN, Substrings.WIDE, SMALL)) {
            for (int radius = 0; radius <= Substrings.MAX_RADIUS; radius++) {
                int reach = 0;
                for (int each : cut.radii(radius)) {
                    reach += each + 1;
                }
                assertThat(reach).isEqualTo(radius + 1);
            }
        }
        assertThat(Substrings.WIDE.probes(0, 2)).isEqualTo(1 + 23 + 23 * 22 / 2);
        assertThat(Substrings.WIDE.probes(10, 1)).isEqualTo(1 + 26);
        int[] fifteen = new int[15];
        java.util.Arrays.fill(fifteen, 16);
        assertThatIllegalArgumentException().isThrownBy(() -> new Substrings(fifteen, new int[15]));
        int[] sixteen = new int[16];
        java.util.Arrays.fill(sixteen, 16);
        assertThatIllegalArgumentException().isThrownBy(() -> new Substrings(sixteen, new int[16]));
    }

    @Test
    void both_kernels_know_the_least_distance_of_any_stretch() {
        long[] first = random.longs(300).toArray();
        long[] second = random.longs(300).toArray();
        for (int run = 0; run < 2_000; run++) {
            int from = random.nextInt(300);
            int to = from + random.nextInt(301 - from);
            long x = random.nextLong();
            long y = random.nextLong();
            int expected = Integer.MAX_VALUE;
            for (int i = from; i < to; i++) {
                expected = Math.min(expected, Long.bitCount(first[i] ^ x) + Long.bitCount(second[i] ^ y));
            }
            assertThat(PLAIN.kernel().least(first, second, from, to, x, y)).isEqualTo(expected);
            assertThat(VECTOR.kernel().least(first, second, from, to, x, y)).isEqualTo(expected);
        }
    }

    @Test
    void a_list_gets_the_index_that_suits_its_length() {
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < PdqIndex.LEAST_INDEXED; i++) {
            hashes.add(anything());
        }
        Entries many = entries(hashes);
        Entries few = entries(hashes.subList(1, hashes.size()));
        assertThat(PdqIndex.of(few, PdqMatcher.Layout.FAST, PLAIN)).isInstanceOf(ScannedPdqIndex.class);
        assertThat(PdqIndex.of(many, PdqMatcher.Layout.FAST, PLAIN)).isInstanceOf(TaggedPdqIndex.class);
        assertThat(PdqIndex.of(many, PdqMatcher.Layout.COMPACT, PLAIN)).isInstanceOf(TaggedPdqIndex.class);
        assertThat(PdqIndex.of(many, PdqMatcher.Layout.SCAN, PLAIN)).isInstanceOf(ScannedPdqIndex.class);
    }

    private void holds(List<PdqHash> hashes) {
        List<PdqHash> questions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            questions.add(anything());
            if (!hashes.isEmpty()) {
                PdqHash near = hashes.get(random.nextInt(hashes.size()));
                questions.add(near);
                questions.add(flipped(near, random.nextInt(32)));
            }
        }
        List<PdqIndex> indexes = everyIndex(hashes);
        holds(hashes, questions, radii(0, 31), indexes);
        holds(hashes, questions, List.of(32, 33, 40, 44, 45, 63, 100, 128, 160, 255, 256), indexes);
    }

    private static void holds(
            List<PdqHash> hashes, List<PdqHash> questions, List<Integer> radii, List<PdqIndex> indexes) {
        Map<PdqHash, Integer> last = new java.util.HashMap<>();
        for (int i = 0; i < hashes.size(); i++) {
            last.put(hashes.get(i), i);
        }
        PdqHits hits = new PdqHits();
        for (int radius : radii) {
            List<Map<Long, Integer>> expected = new ArrayList<>();
            for (PdqHash question : questions) {
                Map<Long, Integer> near = new TreeMap<>();
                last.forEach((hash, number) -> {
                    if (hash.distance(question) <= radius) {
                        near.put((long) number, hash.distance(question));
                    }
                });
                expected.add(near);
            }
            for (PdqIndex index : indexes) {
                hits.clear();
                for (PdqHash question : questions) {
                    hits.ask(
                            question.bits255to192(),
                            question.bits191to128(),
                            question.bits127to64(),
                            question.bits63to0());
                }
                index.find(radius, hits);
                List<Map<Long, Integer>> found = new ArrayList<>();
                questions.forEach(question -> found.add(new TreeMap<>()));
                for (int hit = 0; hit < hits.size(); hit++) {
                    Integer before = found.get(hits.question(hit))
                            .put(index.reference((int) hits.reference(hit)), hits.distance(hit));
                    assertThat(before).as("told twice").isNull();
                }
                assertThat(found)
                        .as("%s, radius %d", index.getClass().getSimpleName(), radius)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<PdqIndex> everyIndex(List<PdqHash> hashes) {
        Entries entries = entries(hashes);
        assertThat(entries.inOrder()).isTrue();
        return List.of(
                new ScannedPdqIndex(entries, PLAIN),
                new ScannedPdqIndex(entries, VECTOR),
                new TaggedPdqIndex(entries, PLAIN),
                new TaggedPdqIndex(entries, VECTOR),
                new WidePdqIndex(entries, PLAIN, Substrings.SIXTEEN),
                new WidePdqIndex(entries, PLAIN, SMALL));
    }

    private static Entries entries(List<PdqHash> hashes) {
        PdqChanges changes = new PdqChanges();
        for (int i = 0; i < hashes.size(); i++) {
            changes.add(hashes.get(i), i);
        }
        return changes.batch().distinct();
    }

    private static List<Integer> radii(int from, int to) {
        return java.util.stream.IntStream.rangeClosed(from, to).boxed().toList();
    }

    private PdqHash anything() {
        return new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private PdqHash flipped(PdqHash hash, int bits) {
        java.util.BitSet chosen = new java.util.BitSet(256);
        while (chosen.cardinality() < bits) {
            chosen.set(random.nextInt(256));
        }
        return flip(hash, chosen);
    }

    /** As many flips as a substring is looked up with in the one that sees it, one more in all others that are looked up. */
    private static PdqHash spread(PdqHash hash, Substrings cut, int[] radii, int seeing) {
        java.util.BitSet chosen = new java.util.BitSet(256);
        int offset = 0;
        for (int table = 0; table < cut.count(); table++) {
            int flips = radii[table] + (table == seeing ? 0 : 1);
            for (int i = 0; i < flips; i++) {
                chosen.set(offset + cut.width(table) - 1 - i);
            }
            offset += cut.width(table);
        }
        return flip(hash, chosen);
    }

    /** Bit 0 is the lowest of the first word, as substrings are counted. */
    private static PdqHash flip(PdqHash hash, java.util.BitSet bits) {
        long[] mask = java.util.Arrays.copyOf(bits.toLongArray(), 4);
        return new PdqHash(
                hash.bits255to192() ^ mask[0],
                hash.bits191to128() ^ mask[1],
                hash.bits127to64() ^ mask[2],
                hash.bits63to0() ^ mask[3]);
    }
}
