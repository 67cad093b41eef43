// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.SplittableRandom;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import org.junit.jupiter.api.Test;

class PdqHashTests {
    /** Published with PDQ: bridge-mods/aaa-orig.jpg at full size. */
    private static final String BRIDGE = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    @Test
    void digits_come_back_as_they_went_in_but_in_small_letters() {
        assertThat(PdqHash.ofHex(BRIDGE).hex()).isEqualTo(BRIDGE);
        assertThat(PdqHash.ofHex(BRIDGE.toUpperCase(Locale.ROOT)).hex()).isEqualTo(BRIDGE);
    }

    @Test
    void distance_is_the_number_of_bits_that_were_flipped() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            PdqHash hash = new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            long mask = random.nextLong();
            PdqHash other =
                    new PdqHash(hash.bits255to192(), hash.bits191to128() ^ mask, ~hash.bits127to64(), hash.bits63to0());
            assertThat(hash.distance(other)).isEqualTo(64 + Long.bitCount(mask)).isEqualTo(other.distance(hash));
        }
    }

    @Test
    void what_is_no_hash_is_refused_without_being_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PdqHash.ofHex(BRIDGE.substring(1)))
                .withMessage("A PDQ hash has 64 hexadecimal digits, this has 63.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PdqHash.ofHex("g" + BRIDGE.substring(1)))
                .withMessage("A PDQ hash has 64 hexadecimal digits, character 1 is none.");
    }

    @Test
    void a_hash_of_a_list_is_the_one_with_its_digits_and_one_of_another_kind_is_none() {
        assertThat(PdqHash.of(HashValue.read(HashKind.PDQ, BRIDGE).orElseThrow()))
                .isEqualTo(PdqHash.ofHex(BRIDGE));
        HashValue other = HashValue.read(HashKind.SHA256, BRIDGE).orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> PdqHash.of(other));
    }

    @Test
    void a_hash_doesn_t_print_itself() {
        assertThat(PdqHash.ofHex(BRIDGE)).hasToString("PdqHash");
    }
}
