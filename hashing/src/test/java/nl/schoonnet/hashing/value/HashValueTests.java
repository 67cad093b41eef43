// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashValueTests {
    @Test
    void digits_in_capitals_or_not_and_base64_are_the_same_hash() {
        SplittableRandom random = new SplittableRandom(3);
        for (HashKind kind : HashKind.values()) {
            byte[] bytes = new byte[kind.length()];
            random.nextBytes(bytes);
            HashValue value = HashValue.of(kind, bytes);
            String hex = HexFormat.of().formatHex(bytes);
            assertThat(HashValue.read(kind, hex)).contains(value);
            assertThat(HashValue.read(kind, hex.toUpperCase(Locale.ROOT))).contains(value);
            assertThat(HashValue.read(kind, Base64.getEncoder().encodeToString(bytes)))
                    .contains(value);
            assertThat(value.hex()).isEqualTo(hex);
            assertThat(value.bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void what_is_no_hash_of_the_kind_is_none() {
        assertThat(HashValue.read(HashKind.MD5, "")).isEmpty();
        assertThat(HashValue.read(HashKind.MD5, "0".repeat(31))).isEmpty();
        assertThat(HashValue.read(HashKind.MD5, "0".repeat(33))).isEmpty();
        assertThat(HashValue.read(HashKind.MD5, "0".repeat(31) + "g")).isEmpty();
        assertThat(HashValue.read(HashKind.MD5, "0".repeat(31) + "\u0660")).isEmpty();
        assertThat(HashValue.read(HashKind.MD5, "!".repeat(24))).isEmpty();
        assertThat(HashValue.read(HashKind.SHA1, "A".repeat(28))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> HashValue.of(HashKind.SHA1, new byte[16]));
    }

    @Test
    void the_same_bytes_of_another_kind_are_another_hash() {
        assertThat(HashValue.of(HashKind.PDQ, new byte[32]))
                .isNotEqualTo(HashValue.of(HashKind.SHA256, new byte[32]))
                .isEqualTo(HashValue.of(HashKind.PDQ, new byte[32]))
                .hasToString("PDQ");
    }
}
