// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTests {
    /** The right-hand forms are those of RFC 5952 sections 4 and 5. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::AbCd, 2001:db8::abcd",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::ffff:c000:201, 192.0.2.1",
    })
    void an_address_is_read_and_written_in_its_canonical_form(String text, String canonical) {
        assertThat(IpAddress.parse(text).orElseThrow()).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "192.0.2",
                "192.0.2.1.",
                "192.0.2.1.5",
                "192.0.2.256",
                "192.0.02.1",
                "0x7f.1",
                "0300.0.2.1",
                "192.0.2.1 ",
                " 192.0.2.1",
                "1e1.0.0.1",
                "+1.0.0.1",
                "-1.0.0.1",
                "192.0.2.\u0661",
                "::1%eth0",
                "fe80::1%1",
                "[::1]",
                ":",
                ":::",
                "1:::2",
                "::1::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                ":1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7:8:",
                "12345::",
                "g::",
                "::192.0.2",
                "::192.0.2.1:1",
                "1:2:3:4:5:6:7:192.0.2.1",
                "localhost",
                "example.test",
                "::ffff:192.0.2.01",
                "\uFF11::1"
            })
    void what_is_no_plain_address_is_refused(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void any_address_is_read_back_from_its_text_and_agrees_with_the_platform(long seed) throws UnknownHostException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 5_000; i++) {
            long first = random.nextLong();
            long second = random.nextLong();
            long mask = random.nextLong() & 0xFFFF_0000_FFFF_0000L;
            IpAddress address =
                    i % 3 == 0 ? IpAddress.ofIpv4((int) first) : new IpAddress(first & mask, second & ~mask);
            assertThat(IpAddress.parse(address.toString())).contains(address);
            byte[] bytes = InetAddress.getByName(address.toString()).getAddress();
            assertThat(bytes).hasSize(address.isIpv4() ? 4 : 16);
            assertThat(bytes[bytes.length - 1]).isEqualTo((byte) address.low());
            assertThat(bytes[0]).isEqualTo((byte) (address.isIpv4() ? address.low() >>> 24 : address.high() >>> 56));
        }
    }

    @Test
    void order_is_unsigned() {
        assertThat(IpAddress.parse("255.0.0.0").orElseThrow())
                .isGreaterThan(IpAddress.parse("1.0.0.0").orElseThrow());
        assertThat(IpAddress.parse("ffff::").orElseThrow())
                .isGreaterThan(IpAddress.parse("::1").orElseThrow());
    }

    @Test
    void an_ipv6_address_has_no_ipv4_bits() {
        assertThatThrownBy(() -> IpAddress.parse("2001:db8::1").orElseThrow().ipv4())
                .isInstanceOf(IllegalStateException.class);
    }
}
