// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.observing.address.RawAddress;
import nl.schoonnet.observing.testbench.HandClock;
import nl.schoonnet.observing.testbench.NameServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

class ResolverTests {
    private static final Duration LONG = Duration.ofSeconds(3);

    private final NameServer names = new NameServer();
    private final HandClock clock = new HandClock();
    private final Resolver resolver = new Resolver(names.settings(), clock);

    @AfterEach
    void stop() {
        names.close();
    }

    @Test
    void both_families_are_found_ipv4_first_with_the_names_in_between() {
        names.alias("a.example", "b.example").alias("b.example", "c.example");
        names.address("c.example", "20010db8000000000000000000000001", "192.0.2.2", "192.0.2.1");
        Resolution.Found found = (Resolution.Found) resolver.resolve("a.example", LONG);
        assertThat(found.addresses())
                .map(address -> address.ip().toString())
                .containsExactly("192.0.2.2", "192.0.2.1", "2001:db8::1");
        assertThat(found.aliases()).containsExactly("b.example", "c.example");
        assertThat(found.complete()).isTrue();
    }

    @Test
    void an_ipv4_mapped_answer_stays_what_it_is() {
        names.address("a.example", "00000000000000000000ffffc0000201");
        Resolution.Found found = (Resolution.Found) resolver.resolve("a.example", LONG);
        assertThat(found.addresses())
                .singleElement()
                .satisfies(address -> assertThat(address.isIpv4()).isFalse());
    }

    @Test
    void ways_to_have_no_address_are_told_apart() {
        names.empty("empty.example");
        names.code("servfail.example", Rcode.SERVFAIL).empty("servfail.example");
        names.code("refused.example", Rcode.REFUSED).empty("refused.example");
        names.silent("silent.example");
        assertThat(resolver.resolve("nothing.example", LONG)).isEqualTo(new Resolution.NoSuchName());
        assertThat(resolver.resolve("empty.example", LONG)).isEqualTo(new Resolution.NoAddress());
        assertThat(resolver.resolve("servfail.example", LONG)).isEqualTo(new Resolution.Failed());
        assertThat(resolver.resolve("refused.example", LONG)).isEqualTo(new Resolution.Failed());
        assertThat(resolver.resolve("silent.example", LONG)).isEqualTo(new Resolution.TimedOut());
        assertThat(resolver.resolve("silent.example", Duration.ofMillis(1))).isEqualTo(new Resolution.TimedOut());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                ExtendedErrorCodeOption.BLOCKED,
                ExtendedErrorCodeOption.CENSORED,
                ExtendedErrorCodeOption.FILTERED,
                ExtendedErrorCodeOption.PROHIBITED
            })
    void a_resolver_that_says_that_it_blocks_is_no_missing_name(int code) {
        names.extendedError("a.example", code);
        assertThat(resolver.resolve("a.example", LONG)).isEqualTo(new Resolution.Sinkholed());
    }

    @Test
    void another_extended_error_changes_nothing() {
        names.extendedError("a.example", ExtendedErrorCodeOption.STALE_ANSWER);
        assertThat(resolver.resolve("a.example", LONG)).isEqualTo(new Resolution.NoSuchName());
    }

    @Test
    void a_known_sinkhole_is_no_address_of_the_name() {
        ResolverSettings plain = names.settings();
        ResolverSettings settings = new ResolverSettings(
                plain.servers(),
                plain.timeout(),
                1,
                List.of(Prefix.parse("198.51.100.0/24").orElseThrow()),
                0,
                Duration.ZERO);
        names.address("a.example", "198.51.100.7");
        assertThat(new Resolver(settings, clock).resolve("a.example", LONG)).isEqualTo(new Resolution.Sinkholed());
    }

    @Test
    void a_chain_of_aliases_in_a_circle_fails() {
        names.alias("a.example", "b.example").alias("b.example", "a.example");
        assertThat(resolver.resolve("a.example", LONG)).isEqualTo(new Resolution.Failed());
    }

    @Test
    void an_alias_of_a_name_that_does_not_exist_is_no_such_name() {
        names.alias("a.example", "nothing.example");
        assertThat(resolver.resolve("a.example", LONG)).isEqualTo(new Resolution.NoSuchName());
    }

    @Test
    void records_of_other_names_in_an_answer_are_not_taken() {
        names.empty("a.example");
        names.spoil(answer -> {
            Message spoiled = answer.clone();
            spoiled.addRecord(
                    new ARecord(
                            Name.fromConstantString("evil.example."), DClass.IN, 0, new byte[] {(byte) 192, 0, 2, 66}),
                    Section.ANSWER);
            return spoiled;
        });
        assertThat(resolver.resolve("a.example", LONG)).isEqualTo(new Resolution.NoAddress());
    }

    @Test
    void name_servers_are_those_of_the_domain() {
        names.nameServer("a.example", "NS2.host.example").nameServer("a.example", "ns1.host.example");
        assertThat(resolver.nameServers("a.example", LONG))
                .containsExactlyInAnyOrder("ns1.host.example", "ns2.host.example");
        assertThat(resolver.nameServers("nothing.example", LONG)).isEmpty();
    }

    @Test
    void nothing_is_kept_unless_told_to() {
        names.address("a.example", "192.0.2.1");
        resolver.resolve("a.example", LONG);
        resolver.resolve("a.example", LONG);
        assertThat(names.questions("a.example")).isEqualTo(4);
    }

    @Test
    void a_second_server_is_asked_when_the_first_is_silent() {
        try (NameServer other = new NameServer()) {
            names.silent("a.example");
            other.address("a.example", "192.0.2.1");
            ResolverSettings both = new ResolverSettings(
                    List.of(
                            names.settings().servers().getFirst(),
                            other.settings().servers().getFirst()),
                    Duration.ofMillis(200),
                    1,
                    List.of(),
                    0,
                    Duration.ZERO);
            assertThat(new Resolver(both, clock).resolve("a.example", LONG)).isInstanceOf(Resolution.Found.class);
        }
    }

    @Test
    void nothing_shows_a_name_or_an_address() {
        names.alias("secret.example", "target.example").address("target.example", "192.0.2.1");
        Resolution found = resolver.resolve("secret.example", LONG);
        assertThat(found.toString()).doesNotContain("example", "192");
        assertThat(RawAddress.of(new byte[] {(byte) 192, 0, 2, 1})).asString().doesNotContain("192");
    }
}
