// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Resolved;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WireTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Done looked(Optional<Resolved> resolved) {
        return new Done(
                7,
                "token",
                new Outcome.Looked(new Seen(
                        Instant.parse("2026-03-02T10:00:00Z"),
                        Optional.of(Reason.SAME),
                        Optional.empty(),
                        2,
                        Optional.of("192.0.2.1"),
                        OptionalInt.of(200),
                        Duration.ofMillis(20),
                        resolved,
                        Optional.empty())));
    }

    private static Done travelled(Done done) {
        String text = JSON.writeValueAsString(Wire.Ended.of(done));
        return JSON.readValue(text, Wire.Ended.class).done();
    }

    @Test
    void what_the_dns_said_travels_with_its_look_and_shows_in_no_text() {
        Resolved resolved = new Resolved(
                Resolved.Answer.ADDRESSES,
                List.of(
                        IpAddress.parse("2001:db8::1").orElseThrow(),
                        IpAddress.parse("192.0.2.1").orElseThrow()),
                List.of("Alias.quagga.example", "end.quagga.example"),
                List.of("ns.quagga.example"),
                false);
        Done done = looked(Optional.of(resolved));
        assertThat(travelled(done)).isEqualTo(done);
        assertThat(resolved.aliases()).containsExactly("alias.quagga.example", "end.quagga.example");
        Wire.Ended ended = Wire.Ended.of(done);
        assertThat(done + " " + ended + " " + ended.resolved() + " " + resolved).doesNotContain("quagga");
        assertThat(travelled(looked(Optional.empty()))).isEqualTo(looked(Optional.empty()));
    }

    @Test
    void what_cannot_be_used_of_it_is_left_out_and_the_look_counts() {
        Wire.Ended ended = Wire.Ended.of(looked(Optional.empty()));
        List<@Nullable String> many = new ArrayList<>(
                IntStream.range(0, 200).mapToObj(n -> "2001:db8::" + n).toList());
        List<Wire.Named> unusable = List.of(
                new Wire.Named(null, List.of("192.0.2.1"), List.of(), List.of(), true),
                new Wire.Named(Resolved.Answer.ADDRESSES, List.of("no address"), List.of(), List.of(), true),
                new Wire.Named(Resolved.Answer.ADDRESSES, List.of(), List.of(), List.of(), true),
                new Wire.Named(Resolved.Answer.NO_ADDRESS, List.of("192.0.2.1"), null, null, true),
                new Wire.Named(Resolved.Answer.ADDRESSES, many, List.of(), List.of(), true),
                new Wire.Named(Resolved.Answer.ADDRESSES, List.of("192.0.2.1"), List.of("a b"), List.of(), true),
                new Wire.Named(
                        Resolved.Answer.ADDRESSES, List.of("192.0.2.1"), List.of(), List.of("x".repeat(256)), true));
        for (Wire.Named named : unusable) {
            Wire.Ended with = new Wire.Ended(
                    ended.item(),
                    ended.token(),
                    null,
                    ended.at(),
                    ended.reason(),
                    ended.cause(),
                    ended.level(),
                    ended.address(),
                    ended.status(),
                    ended.tookMs(),
                    named,
                    null);
            assertThat(with.done()).isEqualTo(looked(Optional.empty()));
        }
    }
}
