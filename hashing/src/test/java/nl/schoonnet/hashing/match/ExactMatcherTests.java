// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactMatcherTests {
    private static final int DELTA_LIMIT = 40;

    /** Additions, new references, withdrawals and merges at random, in batches of all sizes, over few digests. */
    @ParameterizedTest
    @EnumSource
    void after_any_history_it_holds_what_a_map_holds(ExactKind kind) {
        SplittableRandom random = new SplittableRandom(11);
        for (ExactMatcher.Layout layout : ExactMatcher.Layout.values()) {
            ExactMatcher matcher = matcher(kind, layout);
            Map<ByteBuffer, Long> expected = new HashMap<>();
            List<byte[]> digests = digests(kind, 300, random);
            for (int step = 1; step <= 300; step++) {
                ExactChanges changes = new ExactChanges(kind);
                int size = random.nextInt(10) == 0 ? random.nextInt(4 * DELTA_LIMIT) : random.nextInt(8);
                for (int i = 0; i < size; i++) {
                    byte[] digest = digests.get(random.nextInt(digests.size()));
                    if (random.nextInt(3) == 0) {
                        changes.withdraw(digest);
                        expected.remove(ByteBuffer.wrap(digest));
                    } else {
                        long reference = random.nextLong(5);
                        changes.add(digest, reference);
                        expected.put(ByteBuffer.wrap(digest), reference);
                    }
                }
                matcher.apply(changes, step);
                if (random.nextInt(20) == 0) {
                    matcher.compact();
                }
                holds(matcher, kind, digests, expected);
                assertThat(matcher.position()).isEqualTo(step);
            }
        }
    }

    @Test
    void of_several_changes_in_one_go_the_last_about_a_digest_counts() {
        byte[] digest = new byte[16];
        for (int others : new int[] {0, 3 * DELTA_LIMIT}) {
            ExactMatcher matcher = matcher(ExactKind.MD5, ExactMatcher.Layout.FAST);
            ExactChanges changes = new ExactChanges(ExactKind.MD5);
            digests(ExactKind.MD5, others, new SplittableRandom(1)).forEach(other -> changes.add(other, 9));
            changes.add(digest, 1).add(digest, 2).withdraw(digest).add(digest, 3);
            matcher.apply(changes, 1);
            assertThat(matcher.find(digest)).isEqualTo(3);
            matcher.apply(new ExactChanges(ExactKind.MD5).add(digest, 4).withdraw(digest), 2);
            assertThat(matcher.find(digest)).isEqualTo(ExactMatcher.NONE);
        }
    }

    @Test
    void a_silenced_digest_does_not_match_until_the_dispute_ends_and_stays_listed() {
        ExactMatcher matcher = matcher(ExactKind.SHA1, ExactMatcher.Layout.FAST);
        List<byte[]> digests = digests(ExactKind.SHA1, 100, new SplittableRandom(3));
        ExactChanges changes = new ExactChanges(ExactKind.SHA1);
        for (int i = 0; i < digests.size(); i++) {
            changes.add(digests.get(i), i);
        }
        matcher.apply(changes, 1);
        matcher.silence(List.of(digests.get(7)));
        assertThat(matcher.find(digests.get(7))).isEqualTo(ExactMatcher.NONE);
        assertThat(matcher.reference(digests.get(7))).isEqualTo(7);
        assertThat(matcher.find(digests.get(8))).isEqualTo(8);
        long[] references = new long[100];
        assertThat(matcher.find(flat(digests, 20), 0, 100, references)).isEqualTo(99);
        assertThat(references[7]).isEqualTo(ExactMatcher.NONE);
        assertThat(matcher.size()).isEqualTo(100);
        matcher.compact();
        assertThat(matcher.find(digests.get(7))).isEqualTo(ExactMatcher.NONE);
        assertThat(matcher.reference(digests.get(7))).isEqualTo(7);
        matcher.silence(List.of());
        assertThat(matcher.find(digests.get(7))).isEqualTo(7);
    }

    @Test
    void what_is_no_digest_of_the_kind_is_refused() {
        ExactMatcher matcher = new ExactMatcher(ExactKind.MD5, ExactMatcher.Layout.COMPACT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matcher.find(new byte[20]))
                .withMessage("A digest of MD5 has 16 bytes, this has 20.");
        assertThatIllegalArgumentException().isThrownBy(() -> new ExactChanges(ExactKind.MD5).add(new byte[15], 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExactChanges(ExactKind.MD5).add(new byte[16], -1));
        assertThatIllegalArgumentException().isThrownBy(() -> matcher.apply(new ExactChanges(ExactKind.SHA1), 1));
    }

    @Test
    void a_merge_is_asked_for_when_there_is_something_to_merge() {
        ExactMatcher matcher = matcher(ExactKind.MD5, ExactMatcher.Layout.COMPACT);
        assertThat(matcher.wantsCompaction()).isFalse();
        ExactChanges changes = new ExactChanges(ExactKind.MD5);
        digests(ExactKind.MD5, DELTA_LIMIT, new SplittableRandom(1)).forEach(digest -> changes.add(digest, 1));
        matcher.apply(changes, 1);
        assertThat(matcher.wantsCompaction()).isTrue();
        matcher.compact();
        assertThat(matcher.wantsCompaction()).isFalse();
        assertThat(matcher.size()).isEqualTo(DELTA_LIMIT);
    }

    private static ExactMatcher matcher(ExactKind kind, ExactMatcher.Layout layout) {
        return new ExactMatcher(kind, layout, DELTA_LIMIT, Entries.none(kind.words()), 0);
    }

    private static void holds(
            ExactMatcher matcher, ExactKind kind, List<byte[]> digests, Map<ByteBuffer, Long> expected) {
        assertThat(matcher.size()).isEqualTo(expected.size());
        long[] references = new long[digests.size()];
        int listed = matcher.find(flat(digests, kind.bytes()), 0, digests.size(), references);
        assertThat(listed).isEqualTo(expected.size());
        for (int i = 0; i < digests.size(); i++) {
            long reference = expected.getOrDefault(ByteBuffer.wrap(digests.get(i)), ExactMatcher.NONE);
            assertThat(references[i]).isEqualTo(reference);
            assertThat(matcher.find(digests.get(i))).isEqualTo(reference);
        }
    }

    private static byte[] flat(List<byte[]> digests, int width) {
        ByteBuffer flat = ByteBuffer.allocate(digests.size() * width);
        digests.forEach(flat::put);
        return flat.array();
    }

    private static List<byte[]> digests(ExactKind kind, int count, SplittableRandom random) {
        List<byte[]> digests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] digest = new byte[kind.bytes()];
            random.nextBytes(digest);
            digests.add(digest);
        }
        return digests;
    }
}
