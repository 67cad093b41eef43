// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTests {
    @Test
    void a_prefix_is_read_and_written() {
        assertThat(prefix("192.0.2.0/24")).hasToString("192.0.2.0/24");
        assertThat(prefix("2001:DB8::/32")).hasToString("2001:db8::/32");
        assertThat(prefix("192.0.2.7")).hasToString("192.0.2.7/32");
        assertThat(prefix("0.0.0.0/0").length()).isZero();
        assertThat(prefix("::/0").length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.0/33", "192.0.2.1/24", "192.0.2.0/", "192.0.2.0/-1", "192.0.2.0/024", "192.0.2.0/24/24",
                "2001:db8::/129", "2001:db8::1/32", "::ffff:192.0.2.0/120", "::ffff:0:0/96", "/24", "192.0.2/24",
                "fe80::%1/64", "192.0.2.0/+4", "192.0.2.0/2 "
            })
    void what_is_no_prefix_is_refused(String text) {
        assertThat(Prefix.parse(text)).isEmpty();
    }

    @Test
    void a_prefix_contains_its_first_and_last_address_and_none_beside_them() {
        Prefix prefix = prefix("192.0.2.64/26");
        assertThat(prefix.last()).hasToString("192.0.2.127");
        assertThat(prefix.contains(address("192.0.2.64"))).isTrue();
        assertThat(prefix.contains(address("192.0.2.127"))).isTrue();
        assertThat(prefix.contains(address("192.0.2.63"))).isFalse();
        assertThat(prefix.contains(address("192.0.2.128"))).isFalse();
    }

    @Test
    void no_ipv6_prefix_contains_an_ipv4_address() {
        assertThat(prefix("::/0").contains(address("192.0.2.1"))).isFalse();
        assertThat(prefix("::/0").contains(prefix("192.0.2.0/24"))).isFalse();
        assertThat(prefix("0.0.0.0/0").contains(address("2001:db8::1"))).isFalse();
    }

    @Test
    void bits_after_the_length_are_refused() {
        assertThatThrownBy(() -> new Prefix(address("192.0.2.1"), 120)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_range_is_split_into_the_fewest_prefixes() {
        assertThat(Prefix.ofRange(address("192.0.2.1"), address("192.0.2.14")))
                .extracting(Prefix::toString)
                .containsExactly(
                        "192.0.2.1/32",
                        "192.0.2.2/31",
                        "192.0.2.4/30",
                        "192.0.2.8/30",
                        "192.0.2.12/31",
                        "192.0.2.14/32");
        assertThat(Prefix.ofRange(address("0.0.0.0"), address("255.255.255.255")))
                .containsExactly(prefix("0.0.0.0/0"));
        assertThat(Prefix.ofRange(address("::"), address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")))
                .containsExactly(prefix("::/0"));
    }

    @Test
    void a_range_that_runs_back_or_crosses_families_has_no_prefixes() {
        assertThat(Prefix.ofRange(address("192.0.2.2"), address("192.0.2.1"))).isEmpty();
        assertThat(Prefix.ofRange(address("192.0.2.2"), address("2001:db8::"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void the_prefixes_of_a_range_join_up_to_exactly_the_range(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 500; i++) {
            boolean ipv4 = i % 2 == 0;
            IpAddress one =
                    ipv4 ? IpAddress.ofIpv4(random.nextInt()) : new IpAddress(random.nextLong(), random.nextLong());
            IpAddress other =
                    ipv4 ? IpAddress.ofIpv4(random.nextInt()) : new IpAddress(random.nextLong(), random.nextLong());
            IpAddress first = one.compareTo(other) < 0 ? one : other;
            IpAddress last = one.compareTo(other) < 0 ? other : one;
            List<Prefix> parts = Prefix.ofRange(first, last);
            assertThat(parts.getFirst().first()).isEqualTo(first);
            assertThat(parts.getLast().last()).isEqualTo(last);
            for (int at = 1; at < parts.size(); at++) {
                assertThat(number(parts.get(at).first()))
                        .isEqualTo(number(parts.get(at - 1).last()).add(BigInteger.ONE));
            }
            assertThat(parts.size()).isLessThanOrEqualTo(ipv4 ? 62 : 254);
        }
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(Long.toUnsignedString(address.high()))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(address.low())));
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }
}
