// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nl.schoonnet.hashing.pdq.Luma;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import org.junit.jupiter.api.Test;

class LicensedHashesTests {
    @Test
    void a_plug_in_on_the_class_path_is_found_by_its_kind() {
        LicensedHashes installed = LicensedHashes.installed();
        assertThat(installed.kinds()).containsExactly(HashKind.PHOTODNA);
        assertThat(installed.of(HashKind.PHOTODNA)).containsInstanceOf(SampleHash.class);
        assertThat(installed.of(HashKind.PDQ)).isEmpty();
        assertThat(LicensedHashes.of(List.of()).kinds()).isEmpty();
    }

    @Test
    void hash_distance_and_radius_are_the_plug_in_s() {
        LicensedHash hash = LicensedHashes.installed().of(HashKind.PHOTODNA).orElseThrow();
        byte[] picture = new byte[120 * 120];
        new SplittableRandom(1).nextBytes(picture);
        byte[] brighter = picture.clone();
        for (int i = 0; i < brighter.length; i++) {
            brighter[i] = (byte) ((brighter[i] & 0xff) / 2 + 5);
            picture[i] = (byte) ((picture[i] & 0xff) / 2);
        }
        HashValue one = hash.hash(Luma.ofGray(picture, 120, 120)).orElseThrow();
        HashValue other = hash.hash(Luma.ofGray(brighter, 120, 120)).orElseThrow();
        assertThat(one.bytes()).hasSize(144);
        assertThat(hash.distance(one, one)).isZero();
        // 144 places, each 5 brighter.
        assertThat(hash.distance(one, other)).isEqualTo(144 * 25).isLessThanOrEqualTo(hash.radius());
        assertThat(hash.hash(Luma.ofGray(picture, 11, 120))).isEmpty();
    }

    @Test
    void a_plug_in_that_breaks_the_rules_is_named() {
        assertRefused(List.of(new Odd(HashKind.PDQ, 31)), "is of kind PDQ, which isn't licensed.");
        assertRefused(List.of(new Odd(HashKind.MD5, 0)), "is of kind MD5, which isn't licensed.");
        assertRefused(List.of(new Odd(HashKind.PHOTODNA, -1)), "has a radius below zero.");
        Odd fine = new Odd(HashKind.PHOTODNA, 1);
        assertRefused(List.of(fine, fine), "is of kind PHOTODNA, as another is.");
    }

    private static void assertRefused(List<LicensedHash> hashes, String why) {
        assertThatIllegalStateException()
                .isThrownBy(() -> LicensedHashes.of(hashes))
                .withMessage("The licensed hash " + Odd.class.getName() + " " + why);
    }

    /** Compares only. */
    private record Odd(HashKind kind, long radius) implements LicensedHash {
        @Override
        public Optional<HashValue> hash(Luma picture) {
            return Optional.empty();
        }

        @Override
        public long distance(HashValue one, HashValue other) {
            return one.equals(other) ? 0 : 1;
        }
    }
}
