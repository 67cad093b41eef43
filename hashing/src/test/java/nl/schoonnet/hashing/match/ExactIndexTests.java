// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactIndexTests {
    @ParameterizedTest
    @EnumSource
    void both_layouts_find_what_a_hash_map_finds_among_random_digests(ExactKind kind) {
        SplittableRandom random = new SplittableRandom(1);
        for (int size : new int[] {0, 1, 2, 3, 17, 1_000, 30_000}) {
            List<byte[]> digests = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                digests.add(randomDigest(kind, random));
            }
            holds(kind, digests, random);
        }
    }

    @ParameterizedTest
    @EnumSource
    void equal_digests_are_one_entry_with_the_last_reference(ExactKind kind) {
        SplittableRandom random = new SplittableRandom(2);
        byte[] one = randomDigest(kind, random);
        for (int power = 0; power <= 14; power += 7) {
            holds(kind, Collections.nCopies(1 << power, one), random);
        }
    }

    /** Counters at either end, one byte repeated, zeros and ones, digests that share all but their last byte. */
    @ParameterizedTest
    @EnumSource
    void made_up_digests_are_found_as_well(ExactKind kind) {
        SplittableRandom random = new SplittableRandom(3);
        List<byte[]> digests = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            digests.add(ByteBuffer.allocate(kind.bytes())
                    .putInt(kind.bytes() - 4, i)
                    .array());
            digests.add(ByteBuffer.allocate(kind.bytes()).putInt(0, i).array());
        }
        for (int value = 0; value < 256; value++) {
            byte[] repeated = new byte[kind.bytes()];
            java.util.Arrays.fill(repeated, (byte) value);
            digests.add(repeated);
        }
        holds(kind, digests, random);
    }

    /** Among them one of all ones, as which an empty slot of the hash table reads, and one that is asked for and isn't there. */
    @ParameterizedTest
    @EnumSource
    void stored_keys_at_either_end_or_that_share_their_beginning_are_found(ExactKind kind) {
        SplittableRandom random = new SplittableRandom(4);
        KeyBatch batch = new KeyBatch(kind.words());
        long[] firsts = {0, 1, -1L, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()};
        for (int i = 0; i < 3_000; i++) {
            long last = i % 50;
            batch.add(firsts[i % firsts.length], i % 7, kind.words() > 2 ? last : 0, kind.words() > 3 ? last : 0, i);
        }
        Entries entries = batch.distinct();
        assertThat(entries.inOrder()).isTrue();
        for (ExactMatcher.Layout layout : ExactMatcher.Layout.values()) {
            ExactIndex index = ExactIndex.of(kind, entries, layout);
            int before = -1;
            for (int i = 0; i < entries.size(); i++) {
                int entry = locate(index, entries, i);
                assertThat(entry).isGreaterThan(before);
                assertThat(index.reference(entry)).isEqualTo(entries.references()[i]);
                assertThat(entries.locate(
                                index.word(entry, 0), index.word(entry, 1), index.word(entry, 2), index.word(entry, 3)))
                        .isEqualTo(i);
                before = entry;
            }
            for (long first : firsts) {
                assertThat(index.locate(first, 99, 99, 99)).isEqualTo(ExactIndex.ABSENT);
            }
            assertThat(index.locate(-1, -1, -1, -1)).isEqualTo(ExactIndex.ABSENT);
            assertThat(index.live(Tombstones.NONE).words()).isDeepEqualTo(entries.words());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stored_key_of_all_ones_is_found_where_it_is_listed(ExactKind kind) {
        KeyBatch batch = new KeyBatch(kind.words());
        batch.add(-1, -1, -1, -1, 7);
        batch.add(0, 0, 0, 0, 8);
        for (ExactMatcher.Layout layout : ExactMatcher.Layout.values()) {
            ExactIndex index = ExactIndex.of(kind, batch.distinct(), layout);
            assertThat(index.reference(index.locate(-1, -1, -1, -1))).isEqualTo(7);
            assertThat(index.reference(index.locate(0, 0, 0, 0))).isEqualTo(8);
            assertThat(index.live(Tombstones.NONE).references()).containsExactly(8, 7);
        }
    }

    private static int locate(ExactIndex index, Entries entries, int i) {
        long[][] words = entries.words();
        return index.locate(words[0][i], words[1][i], Keys.word(words, i, 2), Keys.word(words, i, 3));
    }

    private static void holds(ExactKind kind, List<byte[]> digests, SplittableRandom random) {
        Map<ByteBuffer, Long> expected = new HashMap<>();
        ExactChanges changes = new ExactChanges(kind);
        for (int i = 0; i < digests.size(); i++) {
            expected.put(ByteBuffer.wrap(digests.get(i)), (long) i);
            changes.add(digests.get(i), i);
        }
        Entries entries = changes.batch(kind).distinct();
        assertThat(entries.inOrder()).isTrue();
        assertThat(entries.size()).isEqualTo(expected.size());

        List<byte[]> questions = new ArrayList<>(digests);
        for (int i = 0; i < 500; i++) {
            questions.add(randomDigest(kind, random));
            if (!digests.isEmpty()) {
                byte[] near = digests.get(random.nextInt(digests.size())).clone();
                near[random.nextInt(near.length)] ^= (byte) (1 << random.nextInt(8));
                questions.add(near);
            }
        }
        Collections.shuffle(questions, new java.util.Random(5));
        byte[] flat = new byte[3 + questions.size() * kind.bytes()];
        for (int i = 0; i < questions.size(); i++) {
            System.arraycopy(questions.get(i), 0, flat, 3 + i * kind.bytes(), kind.bytes());
        }
        for (ExactMatcher.Layout layout : ExactMatcher.Layout.values()) {
            ExactIndex index = ExactIndex.of(kind, entries, layout);
            assertThat(index.size()).isEqualTo(expected.size());
            long[] found = new long[questions.size()];
            index.find(flat, 3, questions.size(), Tombstones.NONE, found);
            Tombstones withdrawn = Tombstones.NONE;
            for (int i = 0; i < found.length; i++) {
                Long reference = expected.get(ByteBuffer.wrap(questions.get(i)));
                assertThat(found[i]).isEqualTo(reference == null ? ExactMatcher.NONE : reference);
                Silence.Key key = ExactChanges.key(kind, questions.get(i));
                int entry = index.locate(key.w0(), key.w1(), key.w2(), key.w3());
                assertThat(entry == ExactIndex.ABSENT ? null : (Long) index.reference(entry))
                        .isEqualTo(reference);
                if (reference != null && reference % 3 == 0) {
                    withdrawn = withdrawn.with(entry);
                }
            }
            long[] live = new long[questions.size()];
            index.find(flat, 3, questions.size(), withdrawn, live);
            for (int i = 0; i < live.length; i++) {
                assertThat(live[i]).isEqualTo(found[i] % 3 == 0 ? ExactMatcher.NONE : found[i]);
            }
            Entries again = index.live(Tombstones.NONE);
            assertThat(again.words()).isDeepEqualTo(entries.words());
            assertThat(again.references()).isEqualTo(entries.references());
        }
    }

    private static byte[] randomDigest(ExactKind kind, SplittableRandom random) {
        byte[] digest = new byte[kind.bytes()];
        random.nextBytes(digest);
        return digest;
    }
}
