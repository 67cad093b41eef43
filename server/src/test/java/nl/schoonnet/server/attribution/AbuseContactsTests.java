// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.testbench.HandClock;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.attribution.AbuseContacts.Contact;
import nl.schoonnet.server.attribution.AbuseContacts.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class AbuseContactsTests {
    /** As RFC 9083, 5.4 has it: a network with a registrant, in which the abuse desk stands. */
    private static final String NETWORK = """
            {"objectClassName": "ip network", "startAddress": "192.0.2.0", "endAddress": "192.0.2.127",
             "entities": [
               {"roles": ["technical"], "vcardArray": ["vcard", [["email", {}, "text", "noc@host-a.example"]]]},
               {"roles": ["registrant"], "entities": [
                 {"roles": ["noc", "abuse"], "vcardArray": ["vcard", [
                   ["version", {}, "text", "4.0"], ["fn", {}, "text", "Abuse desk"],
                   ["email", {"type": "work"}, "text", "abuse@host-a.example"]]]}]}]}""";

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

    private final HandClock clock = new HandClock();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @SuppressWarnings("NullAway.Init")
    private HttpServer web;

    private record Answer(int status, String header, String value, String body) {
        static Answer of(String body) {
            return new Answer(200, "X-Any", "x", body);
        }
    }

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        for (String table : List.of("abuse_contact", "item", "resolution")) {
            server.part(JdbcClient.class).sql("TRUNCATE " + table).update();
        }
        web = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        web.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            Answer answer = answers.getOrDefault(path, new Answer(404, "X-Any", "x", "{}"));
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add(answer.header, answer.value);
            exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void close() {
        web.stop(0);
    }

    private AbuseContacts contacts() {
        URI base = URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/rdap");
        return new AbuseContacts(
                server.part(JdbcClient.class),
                clock,
                new Rdap(
                        base,
                        uri -> uri.getPort() == base.getPort() && uri.getHost().equals("127.0.0.1")));
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private void item(long number, String addresses) {
        JdbcClient jdbc = server.part(JdbcClient.class);
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                INSERT INTO item (item_id, learnt_at, address_digest, domain_digest, sealed_with)
                VALUES (?, ?, '', '', 0)""").params(number, now).update();
        jdbc.sql("""
                INSERT INTO resolution (item_id, vantage, at, learnt_at, answer, complete, addresses, said)
                VALUES (?, 'ams-1', ?, ?, 'ADDRESSES', true, ?, '')""").params(number, now, now, addresses).update();
    }

    private static void ticks(AbuseContacts contacts, HandClock clock, int seconds) {
        for (int second = 0; second < seconds; second++) {
            contacts.tick();
            clock.pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void a_network_is_asked_for_once_and_serves_all_its_addresses_with_date_and_source() {
        answers.put("/rdap/ip/192.0.2.10", Answer.of(NETWORK));
        answers.put("/rdap/ip/192.0.2.77", Answer.of(NETWORK));
        item(1, "192.0.2.10");
        item(2, "192.0.2.77");
        Instant began = clock.instant();
        AbuseContacts contacts = contacts();
        assertThat(contacts.of(ip("192.0.2.10"))).isEmpty();
        ticks(contacts, clock, 10);
        assertThat(asked).hasSize(1);
        for (String address : List.of("192.0.2.10", "192.0.2.77", "192.0.2.127")) {
            assertThat(contacts.of(ip(address)))
                    .contains(new Contact(Optional.of("abuse@host-a.example"), Outcome.FOUND, began, "127.0.0.1"));
        }
        assertThat(contacts.of(ip("192.0.2.128"))).isEmpty();
        clock.pass(Duration.ofDays(29));
        ticks(contacts, clock, 3);
        assertThat(asked).hasSize(1);
        clock.pass(Duration.ofDays(1));
        ticks(contacts, clock, 3);
        assertThat(asked).as("a month later").hasSize(2);
    }

    @Test
    void there_is_one_question_a_second_and_none_while_the_service_asks_for_rest() {
        for (int n = 1; n <= 9; n++) {
            item(n, "198.51.100." + n + " 2001:db8::" + n);
        }
        AbuseContacts contacts = contacts();
        for (int n = 0; n < 20; n++) {
            contacts.tick();
            clock.pass(Duration.ofMillis(250));
        }
        assertThat(asked).hasSize(5);
        asked.clear();
        for (int n = 1; n <= 9; n++) {
            answers.put("/rdap/ip/198.51.100." + n, new Answer(429, "Retry-After", "300", ""));
            answers.put("/rdap/ip/2001:db8:0:0:0:0:0:" + n, new Answer(429, "Retry-After", "300", ""));
            answers.put("/rdap/ip/2001:db8::" + n, new Answer(429, "Retry-After", "300", ""));
        }
        ticks(contacts, clock, 299);
        assertThat(asked).hasSize(1);
        ticks(contacts, clock, 2);
        assertThat(asked).hasSize(2);
    }

    @Test
    void what_is_not_known_is_kept_as_such_and_nothing_fails() {
        answers.put("/rdap/ip/198.51.100.1", new Answer(403, "X-Any", "x", ""));
        answers.put("/rdap/ip/198.51.100.2", Answer.of("no json"));
        answers.put("/rdap/ip/198.51.100.3", Answer.of("{\"startAddress\": \"203.0.113.0\", \"endAddress\": 5}"));
        answers.put(
                "/rdap/ip/198.51.100.4", new Answer(302, "Location", "https://elsewhere.example/ip/198.51.100.4", ""));
        answers.put("/rdap/ip/198.51.100.5", new Answer(301, "Location", "/rdap/ip/192.0.2.10", ""));
        answers.put("/rdap/ip/198.51.100.7", new Answer(301, "Location", "/rdap/ip/198.51.100.7", ""));
        answers.put("/rdap/ip/198.51.100.8", new Answer(500, "X-Any", "x", ""));
        answers.put("/rdap/ip/198.51.100.9", Answer.of("[".repeat(2_000_000)));
        answers.put(
                "/rdap/ip/192.0.2.10",
                Answer.of(NETWORK.replace("abuse@host-a.example", "abuse@host-a.example\\nBcc: x@y.example")));
        Map<String, Outcome> expected = Map.of(
                "198.51.100.1", Outcome.REFUSED,
                "198.51.100.2", Outcome.UNUSABLE,
                "198.51.100.3", Outcome.NO_CONTACT,
                "198.51.100.4", Outcome.REFUSED,
                "198.51.100.5", Outcome.NO_CONTACT,
                "198.51.100.6", Outcome.NOT_REGISTERED,
                "198.51.100.7", Outcome.UNUSABLE,
                "198.51.100.8", Outcome.AWAY,
                "198.51.100.9", Outcome.AWAY);
        long number = 1;
        for (String address : expected.keySet()) {
            item(number++, address);
        }
        AbuseContacts contacts = contacts();
        // The one that is away asks for nothing, so that all are through soon.
        ticks(contacts, clock, 15);
        expected.forEach((address, outcome) -> assertThat(contacts.of(ip(address)))
                .as(address)
                .hasValueSatisfying(contact -> {
                    assertThat(contact.outcome()).isEqualTo(outcome);
                    assertThat(contact.mail()).isEmpty();
                }));
    }

    @Test
    void in_production_only_the_set_service_and_the_registries_are_asked_and_only_over_tls() {
        URI base = URI.create("https://rdap.example/bootstrap/");
        assertThat(List.of(
                        "https://rdap.example/ip/192.0.2.1",
                        "https://rdap.db.ripe.net/ip/192.0.2.1",
                        "https://rdap.arin.net/registry/ip/192.0.2.1",
                        "https://rdap.apnic.net/ip/192.0.2.1",
                        "https://rdap.lacnic.net/rdap/ip/192.0.2.1",
                        "https://RDAP.AFRINIC.NET/rdap/ip/192.0.2.1"))
                .allMatch(text -> Rdap.production(base).test(URI.create(text)));
        assertThat(List.of(
                        "http://rdap.db.ripe.net/ip/192.0.2.1",
                        "https://rdap.db.ripe.net:8443/ip/192.0.2.1",
                        "https://x@rdap.db.ripe.net/ip/192.0.2.1",
                        "https://rdap.db.ripe.net.example/ip/192.0.2.1",
                        "https://127.0.0.1/ip/192.0.2.1",
                        "https:/ip/192.0.2.1",
                        "file:///etc/hostname"))
                .noneMatch(text -> Rdap.production(base).test(URI.create(text)));
        for (String setting :
                List.of("", "http://127.0.0.1:" + web.getAddress().getPort() + "/rdap", "https:", "no address")) {
            item(setting.hashCode(), "198.51.100.1");
            AbuseContacts contacts = new AbuseContacts(
                    server.part(JdbcClient.class), clock, new AttributionSettings(List.of(), "", List.of(), setting));
            contacts.tick();
        }
        assertThat(asked).isEmpty();
    }
}
