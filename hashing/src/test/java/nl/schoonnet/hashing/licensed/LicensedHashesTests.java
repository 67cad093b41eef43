// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nl.schoonnet.hashing.pdq.Luma;
import org.junit.jupiter.api.Test;

class LicensedHashesTests {
    @Test
    void a_plug_in_on_the_class_path_is_found_by_its_name() {
        LicensedHashes installed = LicensedHashes.installed();
        assertThat(installed.names()).containsExactly("sample-144");
        assertThat(installed.named("sample-144")).containsInstanceOf(SampleHash.class);
        assertThat(installed.named("photodna")).isEmpty();
    }

    @Test
    void hash_distance_and_radius_are_the_plug_in_s() {
        LicensedHash hash = LicensedHashes.installed().named("sample-144").orElseThrow();
        byte[] picture = new byte[120 * 120];
        new SplittableRandom(1).nextBytes(picture);
        byte[] brighter = picture.clone();
        for (int i = 0; i < brighter.length; i++) {
            brighter[i] = (byte) ((brighter[i] & 0xff) / 2 + 5);
            picture[i] = (byte) ((picture[i] & 0xff) / 2);
        }
        LicensedValue one = hash.hash(Luma.ofGray(picture, 120, 120)).orElseThrow();
        LicensedValue other = hash.hash(Luma.ofGray(brighter, 120, 120)).orElseThrow();
        assertThat(one.length()).isEqualTo(144);
        assertThat(hash.distance(one, one)).isZero();
        // 144 places, each 5 brighter.
        assertThat(hash.distance(one, other)).isEqualTo(144 * 25).isLessThanOrEqualTo(hash.radius());
        assertThat(hash.hash(Luma.ofGray(picture, 11, 120))).isEmpty();
    }

    @Test
    void values_come_back_as_they_went_in_and_don_t_print_themselves() {
        LicensedValue value = LicensedValue.ofHex("00FF7f");
        assertThat(value.hex()).isEqualTo("00ff7f");
        assertThat(value.at(1)).isEqualTo(255);
        assertThat(value).isEqualTo(LicensedValue.of(new byte[] {0, -1, 127})).hasToString("LicensedValue");
        assertThat(value).hasSameHashCodeAs(LicensedValue.of(new byte[] {0, -1, 127}));
        assertThat(value).isNotEqualTo(LicensedValue.ofHex("00ff7e"));
        for (String wrong : List.of("0", "0g", "0x")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LicensedValue.ofHex(wrong))
                    .withMessage("A licensed hash is written in pairs of hexadecimal digits.");
        }
    }

    @Test
    void bytes_that_were_given_can_t_change_a_value() {
        byte[] bytes = {1, 2, 3};
        LicensedValue value = LicensedValue.of(bytes);
        bytes[0] = 9;
        assertThat(value.at(0)).isEqualTo(1);
    }

    @Test
    void a_plug_in_that_breaks_the_rules_is_named() {
        assertRefused(new Odd("PhotoDNA", 144, 1), "has a name of other than");
        assertRefused(new Odd("", 144, 1), "has a name of other than");
        assertRefused(new Odd("pdq", 32, 31), "has the name of a hash that isn't licensed.");
        assertRefused(new Odd("odd", 0, 1), "has values of other than 1 to 4096 bytes.");
        assertRefused(new Odd("odd", 4_097, 1), "has values of other than 1 to 4096 bytes.");
        assertRefused(new Odd("odd", 144, -1), "has a radius below zero.");
        assertThatIllegalStateException()
                .isThrownBy(() -> LicensedHashes.of(List.of(new Odd("odd", 1, 1), new Odd("odd", 1, 1))))
                .withMessageContaining("has the name of another.");
    }

    private static void assertRefused(LicensedHash hash, String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> LicensedHashes.of(List.of(hash)))
                .withMessageStartingWith("The licensed hash " + Odd.class.getName())
                .withMessageContaining(why);
    }

    /** Compares only. */
    private record Odd(String name, int bytes, long radius) implements LicensedHash {
        @Override
        public Optional<LicensedValue> hash(Luma picture) {
            return Optional.empty();
        }

        @Override
        public long distance(LicensedValue one, LicensedValue other) {
            return one.equals(other) ? 0 : 1;
        }
    }
}
