// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTests {
    private static final AddressPolicy PRODUCTION = AddressPolicy.production(AddressPolicy.STANDARD_PORTS, List.of());

    /** First and last of each block, by the IANA registries. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, UNSPECIFIED",
        "0.255.255.255, UNSPECIFIED",
        "10.0.0.0, PRIVATE",
        "10.255.255.255, PRIVATE",
        "100.64.0.0, SHARED",
        "100.100.100.200, SHARED",
        "100.127.255.255, SHARED",
        "127.0.0.1, LOOPBACK",
        "127.255.255.255, LOOPBACK",
        "168.63.129.16, METADATA",
        "169.254.0.0, LINK_LOCAL",
        "169.254.169.254, LINK_LOCAL",
        "169.254.255.255, LINK_LOCAL",
        "172.16.0.0, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.0.0.0, PROTOCOL",
        "192.0.0.192, PROTOCOL",
        "192.0.2.1, DOCUMENTATION",
        "192.88.99.1, SIX_TO_FOUR",
        "192.168.0.0, PRIVATE",
        "192.168.255.255, PRIVATE",
        "198.18.0.0, BENCHMARKING",
        "198.19.255.255, BENCHMARKING",
        "198.51.100.9, DOCUMENTATION",
        "203.0.113.9, DOCUMENTATION",
        "224.0.0.1, MULTICAST",
        "239.255.255.255, MULTICAST",
        "240.0.0.0, RESERVED",
        "255.255.255.254, RESERVED",
        "255.255.255.255, BROADCAST",
    })
    void special_ipv4_is_refused_with_its_reason(String address, Refusal reason) {
        RawAddress raw = RawAddress.of(IpAddress.parse(address).orElseThrow());
        assertThat(PRODUCTION.vet(raw, 443)).isEqualTo(new AddressVetting.Refused(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "::, UNSPECIFIED",
        "::1, LOOPBACK",
        "::c000:201, IPV4_COMPATIBLE",
        "::ffff:0:7f00:1, IPV4_COMPATIBLE",
        "64:ff9b::7f00:1, NAT64",
        "64:ff9b::808:808, NAT64",
        "64:ff9b:1:ffff::1, NAT64",
        "100::1, DISCARD",
        "2001::1, TEREDO",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2, TEREDO",
        "2001:2::1, BENCHMARKING",
        "2001:20::1, PROTOCOL",
        "2001:db8::1, DOCUMENTATION",
        "2002:7f00:1::1, SIX_TO_FOUR",
        "3fff::1, DOCUMENTATION",
        "4000::1, RESERVED",
        "5f00::1, RESERVED",
        "fc00::1, UNIQUE_LOCAL",
        "fd00:ec2::254, UNIQUE_LOCAL",
        "fe80::1, LINK_LOCAL",
        "febf::1, LINK_LOCAL",
        "fec0::1, SITE_LOCAL",
        "ff02::1, MULTICAST",
        "2a00:1:2:3:0:5efe:7f00:1, ISATAP",
        "2a00:1:2:3:200:5efe:808:808, ISATAP",
    })
    void special_ipv6_is_refused_with_its_reason(String address, Refusal reason) {
        RawAddress raw = RawAddress.of(IpAddress.parse(address).orElseThrow());
        assertThat(PRODUCTION.vet(raw, 443)).isEqualTo(new AddressVetting.Refused(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000000000000000ffff7f000001", "00000000000000000000ffff08080808"})
    void ipv4_in_the_clothes_of_ipv6_is_refused_whatever_it_is(String bytes) {
        RawAddress raw = RawAddress.of(HexFormat.of().parseHex(bytes));
        assertThat(PRODUCTION.vet(raw, 443)).isEqualTo(new AddressVetting.Refused(Refusal.IPV4_MAPPED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2a00::1",
                "2001:200::1",
                "2003::1"
            })
    void neighbours_of_special_blocks_are_permitted(String address) {
        RawAddress raw = RawAddress.of(IpAddress.parse(address).orElseThrow());
        assertThat(PRODUCTION.vet(raw, 443)).isInstanceOfSatisfying(AddressVetting.Permitted.class, permitted -> {
            assertThat(permitted.address().ip()).hasToString(address);
            assertThat(permitted.address().inet().getAddress()).isEqualTo(raw.bytes());
            assertThat(permitted.address().port()).isEqualTo(443);
        });
    }

    @Test
    void the_operators_own_addresses_are_refused() {
        IpAddress own = IpAddress.parse("9.9.9.9").orElseThrow();
        AddressPolicy policy = AddressPolicy.production(Set.of(80), List.of(own));
        assertThat(policy.vet(RawAddress.of(own), 80)).isEqualTo(new AddressVetting.Refused(Refusal.OWN_ADDRESS));
    }

    @Test
    void a_port_off_the_list_is_refused() {
        RawAddress raw = RawAddress.of(IpAddress.parse("1.1.1.1").orElseThrow());
        assertThat(PRODUCTION.vet(raw, 22)).isEqualTo(new AddressVetting.Refused(Refusal.PORT));
    }

    @Test
    void a_testbed_reaches_its_loopback_addresses_and_nothing_else() {
        AddressPolicy testbed = AddressPolicy.testbed(
                Set.of(80), List.of(Prefix.parse("127.77.0.0/16").orElseThrow()));
        assertThat(testbed.isTestbed()).isTrue();
        assertThat(PRODUCTION.isTestbed()).isFalse();
        assertThat(testbed.vet(address("127.77.3.4"), 80)).isInstanceOf(AddressVetting.Permitted.class);
        assertThat(testbed.vet(address("127.0.0.1"), 80)).isEqualTo(new AddressVetting.Refused(Refusal.LOOPBACK));
        assertThat(testbed.vet(address("1.1.1.1"), 80)).isEqualTo(new AddressVetting.Refused(Refusal.RESERVED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "126.0.0.0/7", "0.0.0.0/0", "::/0", "1.1.1.1/32"})
    void a_testbed_lies_on_loopback_addresses_only(String prefix) {
        assertThatThrownBy(() -> AddressPolicy.testbed(
                        Set.of(80), List.of(Prefix.parse(prefix).orElseThrow())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a testbed lies on loopback addresses");
    }

    private static RawAddress address(String text) {
        return RawAddress.of(IpAddress.parse(text).orElseThrow());
    }
}
