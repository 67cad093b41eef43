// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTableTests {
    @Test
    void the_longest_of_nested_prefixes_answers() {
        PrefixTable table = PrefixTable.builder()
                .add(prefix("192.0.2.0/24"), 1)
                .add(prefix("192.0.2.128/25"), 2)
                .add(prefix("192.0.0.0/16"), 3)
                .build();
        assertThat(table.find(address("192.0.2.1"))).isEqualTo(1);
        assertThat(table.find(address("192.0.2.200"))).isEqualTo(2);
        assertThat(table.find(address("192.0.3.1"))).isEqualTo(3);
        assertThat(table.find(address("192.1.0.0"))).isEqualTo(PrefixTable.ABSENT);
        assertThat(table.match(address("192.0.2.200"))).contains(prefix("192.0.2.128/25"));
        assertThat(table.match(address("203.0.113.1"))).isEmpty();
    }

    @Test
    void of_a_repeated_prefix_the_last_value_counts() {
        PrefixTable table = PrefixTable.builder()
                .add(prefix("2001:db8::/32"), 1)
                .add(prefix("2001:db8::/32"), 2)
                .build();
        assertThat(table.find(address("2001:db8::1"))).isEqualTo(2);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void an_ipv6_default_route_says_nothing_about_ipv4() {
        PrefixTable table = PrefixTable.builder().add(prefix("::/0"), 7).build();
        assertThat(table.find(address("192.0.2.1"))).isEqualTo(PrefixTable.ABSENT);
        assertThat(table.find(address("2001:db8::1"))).isEqualTo(7);
        assertThat(table.find(address("::ffff:192.0.2.1"))).isEqualTo(PrefixTable.ABSENT);
    }

    @Test
    void an_empty_table_finds_nothing() {
        PrefixTable table = PrefixTable.builder().build();
        assertThat(table.find(address("0.0.0.0"))).isEqualTo(PrefixTable.ABSENT);
        assertThat(table.find(address("::"))).isEqualTo(PrefixTable.ABSENT);
        assertThat(table.size()).isZero();
    }

    @Test
    void the_greatest_value_fits_and_one_more_is_refused() {
        PrefixTable table = PrefixTable.builder()
                .add(prefix("0.0.0.0/0"), PrefixTable.MAX_VALUE)
                .add(prefix("192.0.2.1/32"), 0)
                .build();
        assertThat(table.find(address("255.255.255.255"))).isEqualTo(PrefixTable.MAX_VALUE);
        assertThat(table.find(address("192.0.2.1"))).isZero();
        assertThatThrownBy(() -> PrefixTable.builder().add(prefix("::/0"), PrefixTable.MAX_VALUE + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_random_nested_table_answers_as_a_naive_scan_does(long seed) {
        RandomGenerator random = generator(seed);
        boolean ipv4 = seed % 2 == 0;
        int widest = ipv4 ? 32 : 128;
        // A few bits vary, so that prefixes nest, repeat and share their ends at every depth of the trie.
        int base = random.nextInt(widest);
        List<Prefix> prefixes = new ArrayList<>();
        PrefixTable.Builder builder = PrefixTable.builder();
        int count = 1 + random.nextInt(400);
        for (int i = 0; i < count; i++) {
            Prefix prefix = Prefix.around(near(random, ipv4, base), random.nextInt(widest + 1));
            prefixes.add(prefix);
            builder.add(prefix, i);
        }
        PrefixTable table = builder.build();
        assertThat(table.size()).isEqualTo((int) prefixes.stream().distinct().count());
        for (int i = 0; i < 4000; i++) {
            Prefix some = prefixes.get(random.nextInt(count));
            IpAddress address = switch (i % 4) {
                case 0 -> near(random, ipv4, base);
                case 1 -> some.first();
                case 2 -> some.last();
                default -> after(some.last());
            };
            int expected = naive(prefixes, address);
            assertThat(table.find(address)).isEqualTo(expected);
            assertThat(table.match(address))
                    .isEqualTo(expected < 0 ? Optional.empty() : Optional.of(prefixes.get(expected)));
        }
    }

    /** The last of the longest prefixes that contain the address; prefixes are their own values. */
    private static int naive(List<Prefix> prefixes, IpAddress address) {
        int best = -1;
        for (int i = 0; i < prefixes.size(); i++) {
            Prefix prefix = prefixes.get(i);
            if (prefix.contains(address)
                    && (best < 0 || prefix.bits() >= prefixes.get(best).bits())) {
                best = i;
            }
        }
        return best;
    }

    private static IpAddress near(RandomGenerator random, boolean ipv4, int base) {
        // Random bits from 'base' on with three quarters of them zero; zero before.
        if (ipv4) {
            int bits = (int) sparse(random);
            return IpAddress.ofIpv4(base == 0 ? bits : bits >>> (base / 2) | 0xC0000000);
        }
        long high = sparse(random);
        long low = sparse(random);
        return base < 64
                ? new IpAddress(high >>> base | 0x2000_0000_0000_0000L, low)
                : new IpAddress(0x2001_0DB8_0000_0000L, low >>> (base - 64));
    }

    private static long sparse(RandomGenerator random) {
        long first = random.nextLong();
        return first & random.nextLong();
    }

    private static IpAddress after(IpAddress address) {
        if (address.isIpv4()) {
            return IpAddress.ofIpv4(address.ipv4() + 1);
        }
        return new IpAddress(address.low() == -1 ? address.high() + 1 : address.high(), address.low() + 1);
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }
}
