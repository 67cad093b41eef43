// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.schoonnet.internet.attribution.CountryFinding;
import nl.schoonnet.internet.attribution.Role;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Eyesight;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Resolved;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.observing.work.Task;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.attribution.Attributions.Attributed;
import nl.schoonnet.server.attribution.Attributions.Change;
import nl.schoonnet.server.attribution.Attributions.Ending;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Resealing;
import nl.schoonnet.server.intake.Vault;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From notices and looks to who had an item when, in a real server with tables of its own. */
class AttributionsTests {
    private static final String THERE = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5\r\n\r\n";
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final String A = "192.0.2.10";
    private static final String ALSO_A = "192.0.2.20";
    private static final String INTO_B = "192.0.2.200";
    private static final String C = "198.51.100.7";
    private static final String FRONT = "203.0.113.9";

    @TempDir
    static Path data;

    @TempDir
    static Path tables;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: observe
                  article: Article 1
                  organisation: Made-up authority
                  from: 2020-01-01
                """);
        Path routes = Files.writeString(
                tables.resolve("routes-20260201.csv"),
                "prefix,asn\n192.0.2.0/24,64500\n198.51.100.0/24,64501\n203.0.113.0/24,64502\n");
        Path registered = Files.writeString(tables.resolve("inetnum-20260201.txt"), """
                inetnum: 198.51.100.0 - 198.51.100.255
                netname: NET-C
                country: DE
                org: ORG-C1-TEST

                organisation: ORG-C1-TEST
                org-name: Third Hosting
                country: DE
                """);
        Path front = Files.writeString(tables.resolve("edgeward-20260201.txt"), "203.0.113.0/24\n");
        Path providers = Files.writeString(tables.resolve("providers.yaml"), """
                providers:
                  - id: host-a
                    name: First Hosting
                    seat: NL
                    parts:
                      - {prefix: 192.0.2.0/25}
                  - id: host-b
                    name: Second Hosting
                    seat: NL
                    parts:
                      - {prefix: 192.0.2.128/25}
                mergers:
                  - {from: host-a, into: host-b, on: 2026-03-05, evidence: "made up"}
                """);
        server = RunningServer.in(
                data,
                Map.of(
                        "schoonnet.attribution.tables",
                        routes + "," + registered + "," + front,
                        "schoonnet.attribution.providers",
                        providers.toString()));
        server.part(NetworkTables.class).refresh();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static long item(String name) {
        String url = "https://" + name + "/x";
        String csv = "notice_id,url,sent_at\n" + name + "," + url + "," + START + "\n";
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
        return server.part(Vault.class).find(url).orElseThrow();
    }

    private static Resolved dns(String... addresses) {
        return new Resolved(
                Resolved.Answer.ADDRESSES,
                Arrays.stream(addresses)
                        .map(a -> IpAddress.parse(a).orElseThrow())
                        .toList(),
                List.of(),
                List.of(),
                true);
    }

    /** Plans a look for now and leases it. */
    private static Task lease(Leases leases, String vantage, long item) {
        leases.lease(1);
        server.part(JdbcClient.class)
                .sql("""
                INSERT INTO look_plan (item_id, vantage, origin, due_at, confirmed) VALUES (?, ?, ?, ?, false)
                ON CONFLICT (item_id, vantage) DO UPDATE SET due_at = excluded.due_at, lease_until = NULL""")
                .params(item, vantage, java.sql.Timestamp.from(START), java.sql.Timestamp.from(START))
                .update();
        return leases.lease(1_000).tasks().stream()
                .filter(task -> task.item() == item)
                .findFirst()
                .orElseThrow();
    }

    private static void look(long item, Duration after, Reason reason, Resolved resolved) {
        look("ams-1", item, after, reason, resolved);
    }

    private static void look(String vantage, long item, Duration after, Reason reason, Resolved resolved) {
        Leases leases = server.server().leases(vantage);
        Task task = lease(leases, vantage, item);
        Seen seen = new Seen(
                START.plus(after),
                Optional.of(reason),
                Optional.empty(),
                2,
                Optional.empty(),
                OptionalInt.empty(),
                Duration.ofMillis(20),
                Optional.of(resolved),
                Optional.empty());
        assertThat(leases.report(List.of(new Done(item, task.token(), new Outcome.Looked(seen)))))
                .containsExactly(Receipt.KEPT);
    }

    private static List<Attributed> derived(long item) {
        server.part(Attributions.class).update();
        List<Attributed> once = server.part(Attributions.class).ofItem(item);
        server.part(Attributions.class).recompute();
        assertThat(server.part(Attributions.class).ofItem(item))
                .as("derived anew")
                .isEqualTo(once);
        return once;
    }

    private static List<String> parties(Attributed attributed, Role role) {
        return attributed.role(role).stream().map(Held::key).toList();
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    @Test
    void an_item_that_is_seen_elsewhere_has_moved_and_the_first_host_did_not_take_it_down() {
        long item = item("moving.example");
        look(item, hours(1), Reason.SAME, dns(A));
        look(item, hours(2), Reason.SAME, dns(ALSO_A));
        look(item, hours(3), Reason.SAME, dns(C));
        List<Attributed> all = derived(item);
        assertThat(all).hasSize(2);
        Attributed first = all.getFirst();
        assertThat(first.since()).isEqualTo(START.plus(hours(1)));
        assertThat(first.until()).isEqualTo(START.plus(hours(3)));
        assertThat(first.change()).isEqualTo(Change.FIRST);
        assertThat(parties(first, Role.WEB_HOST)).containsExactly("host-a");
        assertThat(parties(first, Role.NETWORK)).containsExactly("as:64500");
        assertThat(first.ending()).isEqualTo(Ending.MOVED);
        Attributed second = all.getLast();
        assertThat(second.change()).isEqualTo(Change.OTHER_PARTY);
        assertThat(parties(second, Role.WEB_HOST)).containsExactly("org:ORG-C1-TEST");
        assertThat(second.role(Role.WEB_HOST).getFirst().name()).isEqualTo("Third Hosting");
        assertThat(second.country(CountryFinding.Kind.SEAT).getFirst().party()).isEqualTo("DE");
        assertThat(second.until()).isNull();
        assertThat(second.ending()).isNull();
        assertThat(second.tables())
                .extracting(used -> Path.of(used.source()).getFileName().toString())
                .containsExactly(
                        "routes-20260201.csv", "inetnum-20260201.txt", "edgeward-20260201.txt", "providers.yaml");
        assertThat(second.tables().getFirst().trueAt()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    }

    @Test
    void what_was_gone_and_confirmed_so_before_the_change_was_taken_down_by_the_first_host() {
        long item = item("gone.example");
        look(item, hours(1), Reason.SAME, dns(A));
        look(item, hours(2), Reason.GONE_404, dns(A));
        look(item, hours(3), Reason.GONE_404, dns(A));
        look(item, hours(30), Reason.SAME, dns(C));
        assertThat(derived(item)).extracting(Attributed::ending).containsExactly(Ending.GONE_BEFORE, null);
    }

    @Test
    void one_absence_or_an_absence_with_the_change_tells_not_who_acted() {
        long once = item("once.example");
        look(once, hours(1), Reason.SAME, dns(A));
        look(once, hours(2), Reason.GONE_404, dns(A));
        look(once, hours(3), Reason.SAME, dns(C));
        assertThat(derived(once)).extracting(Attributed::ending).containsExactly(Ending.NOT_KNOWN, null);
        long with = item("with.example");
        look(with, hours(1), Reason.SAME, dns(A));
        look(with, hours(2), Reason.GONE_404, dns(C));
        assertThat(derived(with)).extracting(Attributed::ending).containsExactly(Ending.NOT_KNOWN, null);
    }

    @Test
    void a_name_that_vanished_and_came_back_elsewhere_was_gone_before() {
        long item = item("vanished.example");
        Resolved nowhere = new Resolved(Resolved.Answer.NO_SUCH_NAME, List.of(), List.of(), List.of(), true);
        look(item, hours(1), Reason.SAME, dns(A));
        look(item, hours(2), Reason.NXDOMAIN, nowhere);
        look(item, hours(3), Reason.NXDOMAIN, nowhere);
        look(item, hours(40), Reason.SAME, dns(C));
        List<Attributed> all = derived(item);
        assertThat(all).extracting(Attributed::ending).containsExactly(Ending.GONE_BEFORE, null);
        assertThat(all.getFirst().until()).isEqualTo(START.plus(hours(40)));
    }

    @Test
    void a_merger_between_two_looks_is_no_move() {
        long item = item("merged.example");
        look(item, hours(1), Reason.SAME, dns(A));
        look(item, Duration.ofDays(6), Reason.SAME, dns(INTO_B));
        List<Attributed> after = derived(item);
        assertThat(after).extracting(Attributed::change).containsExactly(Change.FIRST, Change.SAME_PARTY);
        assertThat(after).extracting(Attributed::ending).containsOnlyNulls();
        long before = item("before-the-merger.example");
        look(before, hours(1), Reason.SAME, dns(A));
        look(before, hours(2), Reason.SAME, dns(INTO_B));
        assertThat(derived(before)).extracting(Attributed::ending).containsExactly(Ending.MOVED, null);
    }

    @Test
    void what_stands_in_front_is_never_the_host() {
        long item = item("fronted.example");
        look(item, hours(1), Reason.SAME, dns(A));
        look(item, hours(2), Reason.SAME, dns(FRONT));
        List<Attributed> all = derived(item);
        assertThat(all).hasSize(2);
        Attributed fronted = all.getLast();
        assertThat(parties(fronted, Role.PROXY)).containsExactly("proxy:edgeward");
        assertThat(parties(fronted, Role.WEB_HOST)).containsExactly("? BEHIND_PROXY");
        assertThat(parties(fronted, Role.NETWORK)).containsExactly("? BEHIND_PROXY");
        assertThat(fronted.change()).isEqualTo(Change.UNKNOWN);
        assertThat(all.getFirst().ending()).isEqualTo(Ending.NOT_KNOWN);
    }

    @Test
    void an_item_has_not_left_a_host_as_long_as_one_vantage_point_sees_it_there() {
        long item = item("two-views.example");
        look("ams-1", item, hours(1), Reason.SAME, dns(A));
        look("fra-1", item, hours(1), Reason.SAME, dns(A));
        look("ams-1", item, hours(2), Reason.SAME, dns(C));
        look("fra-1", item, hours(4), Reason.SAME, dns(C));
        List<Attributed> all = derived(item);
        assertThat(all)
                .extracting(Attributed::change)
                .containsExactly(Change.FIRST, Change.SAME_PARTY, Change.OTHER_PARTY);
        assertThat(parties(all.get(1), Role.WEB_HOST)).containsExactlyInAnyOrder("host-a", "org:ORG-C1-TEST");
        assertThat(all).extracting(Attributed::ending).containsExactly(null, Ending.MOVED, null);
    }

    @Test
    void a_look_that_is_told_late_takes_its_place_in_time() {
        long item = item("late.example");
        look(item, hours(1), Reason.SAME, dns(A));
        look(item, hours(5), Reason.SAME, dns(C));
        server.part(Attributions.class).update();
        look("fra-1", item, hours(3), Reason.SAME, dns(C));
        List<Attributed> all = derived(item);
        assertThat(all)
                .extracting(Attributed::since)
                .containsExactly(START.plus(hours(1)), START.plus(hours(3)), START.plus(hours(5)));
    }

    @Test
    void in_whatever_order_facts_come_in_they_are_concluded_the_same() {
        Random random = new Random(20260302);
        List<String> addresses = List.of(A, ALSO_A, INTO_B, C, FRONT, "2001:db8::9");
        List<Reason> reasons = List.of(Reason.SAME, Reason.SAME, Reason.GONE_404, Reason.TIMEOUT);
        for (int n = 0; n < 5; n++) {
            long item = item("shuffled" + n + ".example");
            List<Integer> hours = new ArrayList<>(IntStream.range(1, 10).boxed().toList());
            Collections.shuffle(hours, random);
            for (int hour : hours) {
                String[] seen = random.ints(1 + random.nextInt(2), 0, addresses.size())
                        .mapToObj(addresses::get)
                        .toArray(String[]::new);
                look(
                        random.nextInt(3) == 0 ? "fra-1" : "ams-1",
                        item,
                        Duration.ofHours(hour * 11L),
                        reasons.get(random.nextInt(reasons.size())),
                        dns(seen));
                server.part(Attributions.class).update();
            }
            List<Attributed> all = derived(item);
            assertThat(all).hasSizeGreaterThan(1).isSortedAccordingTo(Comparator.comparing(Attributed::since));
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i).change()).isNotEqualTo(Change.FIRST);
                assertThat(all.get(i - 1).until()).isEqualTo(all.get(i).since());
                assertThat(all.get(i - 1).ending() == null).isEqualTo(all.get(i).change() == Change.SAME_PARTY);
            }
            for (Attributed attributed : all) {
                assertThat(parties(attributed, Role.WEB_HOST)).noneMatch(party -> party.contains("edgeward"));
                assertThat(attributed.role(Role.WEB_HOST).stream()
                                .mapToDouble(Held::share)
                                .sum())
                        .isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void a_row_is_written_only_where_the_dns_says_something_else() {
        long item = item("steady.example");
        for (int hour = 1; hour < 6; hour++) {
            look(item, hours(hour), Reason.SAME, dns(A, "2001:db8::5"));
        }
        look(item, hours(7), Reason.SAME, dns("2001:db8::5", A));
        Resolved half = new Resolved(
                Resolved.Answer.ADDRESSES, List.of(IpAddress.parse(A).orElseThrow()), List.of(), List.of(), false);
        look(item, hours(8), Reason.SAME, half);
        assertThat(server.part(Resolutions.class).ofItem(item)).hasSize(1);
        look(item, hours(9), Reason.SAME, dns(A));
        assertThat(server.part(Resolutions.class).ofItem(item)).hasSize(2);
    }

    @Test
    void names_travel_from_a_real_look_into_the_database_sealed() throws Exception {
        try (SmallInternet internet = new SmallInternet()) {
            internet.site("cdn.hosting-names.example", "127.77.0.1", Site.saying(THERE));
            internet.names()
                    .alias("pictures.secret-name.example", "cdn.hosting-names.example")
                    .nameServer("secret-name.example", "ns2.secret-dns.example")
                    .nameServer("secret-name.example", "NS1.secret-dns.example");
            String first = internet.url("pictures.secret-name.example", "/one");
            String second = internet.url("pictures.secret-name.example", "/two");
            for (String url : List.of(first, second)) {
                String csv = "notice_id,url,sent_at\n" + url.hashCode() + "," + url + "," + START + "\n";
                server.part(NoticeIntake.class)
                        .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
            }
            long item = server.part(Vault.class).find(first).orElseThrow();
            Leases leases = server.server().leases("eye-1");
            lease(leases, "eye-1", item);
            lease(leases, "eye-1", server.part(Vault.class).find(second).orElseThrow());
            server.part(JdbcClient.class)
                    .sql("UPDATE look_plan SET lease_until = NULL")
                    .update();
            try (Worker worker = new Worker(
                    leases,
                    internet.looker(),
                    internet.stopSwitch(),
                    new Eyesight(List.of(), internet.looker(), internet.clock()),
                    internet.clock(),
                    time -> internet.clock().pass(time),
                    100,
                    event -> {})) {
                assertThat(worker.round()).isGreaterThanOrEqualTo(2);
            }
            assertThat(internet.names().questions("secret-name.example"))
                    .as("two items of one domain, one question for its name servers")
                    .isEqualTo(1);
            assertThat(internet.names().questions("pictures.secret-name.example"))
                    .as("each of two looks, and their control path, asks once for each family")
                    .isEqualTo(6);
            for (String url : List.of(first, second)) {
                long known = server.part(Vault.class).find(url).orElseThrow();
                Resolved kept =
                        server.part(Resolutions.class).ofItem(known).getFirst().resolved();
                assertThat(kept.answer()).isEqualTo(Resolved.Answer.ADDRESSES);
                assertThat(kept.addresses()).extracting(Object::toString).containsExactly("127.77.0.1");
                assertThat(kept.aliases()).containsExactly("cdn.hosting-names.example");
                assertThat(kept.nameServers()).containsExactly("ns1.secret-dns.example", "ns2.secret-dns.example");
            }
            Attributed attributed = derived(item).getFirst();
            assertThat(parties(attributed, Role.PLATFORM).getFirst()).startsWith("domain#");
            assertThat(parties(attributed, Role.REGISTRAR)).containsExactly("? NO_TABLE");
            assertThat(parties(attributed, Role.WEB_HOST)).containsExactly("? NOT_IN_TABLE");
        }
        server.part(Resealing.class).rotate("k");
        server.part(Resealing.class).work();
        assertThat(server.part(Resealing.class).left()).isPositive();
        assertThat(server.part(Resolutions.class).reseal()).isPositive();
        assertThat(server.part(Resealing.class).left()).isZero();
        assertThatNothingHolds("secret-name", "hosting-names", "secret-dns");
    }

    /** Every value of every table, and every file of the database's log. */
    private static void assertThatNothingHolds(String... names) throws IOException {
        JdbcClient jdbc = server.part(JdbcClient.class);
        List<String> all = jdbc.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                .query((row, n) -> row.getString(1))
                .list();
        assertThat(all).contains("resolution", "attribution", "item");
        for (String table : all) {
            String content = String.join(
                    "\n",
                    jdbc.sql("SELECT t::text FROM \"" + table + "\" t")
                            .query((row, n) -> row.getString(1))
                            .list());
            for (String name : names) {
                String hex = HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
                assertThat(content.contains(name) || content.contains(hex))
                        .as("%s in %s", name, table)
                        .isFalse();
            }
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                assertThat(Files.readString(log, StandardCharsets.ISO_8859_1)).doesNotContain(names);
            }
        }
    }

    @Test
    void names_go_with_the_address_of_their_item() {
        long item = item("erased.example");
        look(
                item,
                hours(1),
                Reason.SAME,
                new Resolved(
                        Resolved.Answer.ADDRESSES,
                        List.of(IpAddress.parse(A).orElseThrow()),
                        List.of("front.erased.example"),
                        List.of("ns.erased.example"),
                        true));
        List<Attributed> before = derived(item);
        server.part(JdbcClient.class)
                .sql("UPDATE item SET address = NULL, erased_at = ? WHERE item_id = ?")
                .params(java.sql.Timestamp.from(START), item)
                .update();
        assertThat(server.part(Resolutions.class).erase()).isEqualTo(1);
        Resolved left = server.part(Resolutions.class).ofItem(item).getFirst().resolved();
        assertThat(left.addresses()).hasSize(1);
        assertThat(left.aliases()).isEmpty();
        assertThat(left.nameServers()).isEmpty();
        assertThat(derived(item)).as("what was derived stays").isEqualTo(before);
    }
}
