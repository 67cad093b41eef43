// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.segment.SealedFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SavedMatcherTests {
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(61);

    @ParameterizedTest
    @EnumSource
    void digests_come_back_in_either_layout_without_the_withdrawn_ones_at_their_position(ExactKind kind) {
        Path file = folder.resolve("exact.segment");
        byte[][] digests = new byte[500][kind.bytes()];
        for (ExactMatcher.Layout layout : ExactMatcher.Layout.values()) {
            ExactMatcher matcher = new ExactMatcher(kind, layout);
            ExactChanges changes = new ExactChanges(kind);
            for (int i = 0; i < digests.length; i++) {
                random.nextBytes(digests[i]);
                changes.add(digests[i], i);
            }
            matcher.apply(changes, 41);
            matcher.apply(new ExactChanges(kind).withdraw(digests[3]), 42);
            matcher.save(file, KEY);
            matcher.apply(new ExactChanges(kind).withdraw(digests[4]), 43);

            for (ExactMatcher.Layout other : ExactMatcher.Layout.values()) {
                ExactMatcher opened = ExactMatcher.open(file, KEY, kind, other);
                assertThat(opened.position()).isEqualTo(42);
                assertThat(opened.size()).isEqualTo(499);
                for (int i = 0; i < digests.length; i++) {
                    assertThat(opened.find(digests[i])).isEqualTo(i == 3 ? ExactMatcher.NONE : i);
                }
            }
        }
    }

    @Test
    void pdq_hashes_come_back_in_each_layout() {
        Path file = folder.resolve("pdq.segment");
        PdqMatcher matcher = new PdqMatcher(PdqMatcher.Layout.FAST);
        PdqHash[] hashes = new PdqHash[500];
        PdqChanges changes = new PdqChanges();
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            changes.add(hashes[i], i);
        }
        matcher.apply(changes, 7);
        matcher.save(file, KEY);
        PdqHits hits = new PdqHits();
        for (PdqMatcher.Layout layout : PdqMatcher.Layout.values()) {
            PdqMatcher opened = PdqMatcher.open(file, KEY, layout);
            assertThat(opened.position()).isEqualTo(7);
            assertThat(opened.size()).isEqualTo(500);
            for (int i = 0; i < hashes.length; i++) {
                opened.find(hashes[i], 31, hits);
                assertThat(hits.size()).isEqualTo(1);
                assertThat(hits.reference(0)).isEqualTo(i);
            }
        }
    }

    @Test
    void an_empty_list_comes_back_empty() {
        new PdqMatcher(PdqMatcher.Layout.FAST).save(folder.resolve("pdq.segment"), KEY);
        assertThat(PdqMatcher.open(folder.resolve("pdq.segment"), KEY, PdqMatcher.Layout.FAST)
                        .size())
                .isZero();
    }

    @Test
    void a_file_of_another_kind_is_refused() {
        Path file = folder.resolve("md5.segment");
        new ExactMatcher(ExactKind.MD5, ExactMatcher.Layout.FAST).save(file, KEY);
        assertThatExceptionOfType(SealedFileException.class)
                .isThrownBy(() -> ExactMatcher.open(file, KEY, ExactKind.SHA1, ExactMatcher.Layout.FAST));
        assertThatExceptionOfType(SealedFileException.class)
                .isThrownBy(() -> PdqMatcher.open(file, KEY, PdqMatcher.Layout.FAST));
    }
}
