// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.reporting.source.Timestamps;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.End;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopulationTests {
    private static final String NOTICES =
            "notice_id,item,url,assessed_at,sent_at,delivered_at,channel,status,address\n";
    private static final String LOOKS = "item,url,observed_at,vantage,verdict,reason,address\n";
    private static final String PROVIDERS = """
            providers:
              - id: acht
                name: "Acht"
                seat: "NL"
                parts:
                  - {prefix: "192.0.2.0/25", from: 2020-01-01, evidence: "registry"}
              - id: zes
                name: "Zes"
                seat: "NL"
                parts:
                  - {prefix: "192.0.2.128/25", from: 2020-01-01, evidence: "registry"}
            """;

    @TempDir
    Path folder;

    private final ReadingLog log = new ReadingLog();
    private @Nullable Path providers;
    private @Nullable Instant from;
    private @Nullable Instant to;
    private ClusterBy cluster = new ClusterBy.First();

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Population read(String notices, String looks) {
        return readBy(null, notices, looks);
    }

    private Population readBy(@Nullable Instant latest, String notices, String looks) {
        return PopulationReader.read(
                new Selection(
                        new Facts.InFiles(
                                List.of(write("notices.csv", notices)),
                                List.of(write("looks.csv", LOOKS + looks)),
                                latest),
                        List.of(),
                        List.of(),
                        providers,
                        from,
                        to,
                        null,
                        RankedRole.WEB_HOST,
                        cluster,
                        1),
                log);
    }

    private static String notice(String id, String item, String path, String at, String rest) {
        return "%s,%s,https://a.example/%s,,,%s,%s\n".formatted(id, item, path, at, rest);
    }

    private static String look(String item, String at, String verdict, String reason, String address) {
        return "%s,,%s,v,%s,%s,%s\n".formatted(item, at, verdict, reason, address);
    }

    /** Seen, then twice absent. */
    private static String removed(String item, String day) {
        return look(item, day + "T10:00:00Z", "AVAILABLE", "SAME", "")
                + look(item, day + "T20:00:00Z", "ABSENT", "GONE_404", "")
                + look(item, day + "T20:30:00Z", "ABSENT", "GONE_404", "");
    }

    @Test
    void a_look_dated_ahead_is_rejected_and_moves_no_cutoff() {
        Instant latest = Instant.parse("2025-03-02T00:00:00Z");
        String looks = removed("i1", "2025-03-01") + "i1,,2062-03-01T10:00:00Z,typo,AVAILABLE,SAME,\n";
        Population population =
                readBy(latest, NOTICES + notice("n1", "i1", "x", "2025-03-01T08:00:00Z", "hotline,delivered,"), looks);
        assertThat(population.cutoff()).isEqualTo(Instant.parse("2025-03-01T20:30:00Z"));
        assertThat(log.rejections())
                .singleElement()
                .hasToString("Rejection[file=looks.csv, line=5, field=observed_at, code=in_the_future]");
    }

    @Test
    void a_second_notice_about_what_is_still_there_is_a_repeat() {
        Population population = read(
                NOTICES
                        + notice("n1", "i1", "x", "2025-03-01T08:00:00Z", "hotline,delivered,")
                        + notice("n2", "i1", "x", "2025-03-01T15:00:00Z", "hotline,delivered,"),
                removed("i1", "2025-03-01"));
        assertThat(population.items()).singleElement().satisfies(item -> {
            assertThat(item.notice().id()).isEqualTo("n1");
            assertThat(item.relapse()).isFalse();
        });
        assertThat(population.funnel().count("repeat_notice")).isEqualTo(1);
    }

    @Test
    void what_comes_back_after_a_week_with_a_notice_of_its_own_is_a_new_item_and_a_relapse() {
        Population population = read(
                NOTICES
                        + notice("n1", "i1", "x", "2025-03-01T08:00:00Z", "hotline,delivered,")
                        + notice("n2", "i1", "x", "2025-03-21T08:00:00Z", "hotline,delivered,"),
                removed("i1", "2025-03-01") + removed("i1", "2025-03-21"));
        assertThat(population.items()).hasSize(2);
        Item second = population.items().get(1);
        assertThat(second.notice().id()).isEqualTo("n2");
        assertThat(second.relapse()).isTrue();
        assertThat(second.offNetwork().origin()).isEqualTo("2025-03-21T08:00:00Z");
        assertThat(second.offNetwork().end()).isInstanceOf(End.Removed.class);
        assertThat(second.daysToReturn()).isEqualTo(19.5);
        assertThat(population.funnel().count("repeat_notice")).isZero();
    }

    @Test
    void the_same_content_at_the_same_provider_is_a_relapse_whatever_its_address() {
        String header = "notice_id,item,url,delivered_at,content_hash\n";
        String hash = "ab".repeat(32);
        Population population = read(
                header
                        + "n1,i1,https://a.example/x,2025-03-01T08:00:00Z," + hash + "\n"
                        + "n2,i2,https://a.example/y,2025-03-05T08:00:00Z," + hash + "\n"
                        + "n3,i3,https://b.example/z,2025-03-06T08:00:00Z," + hash + "\n",
                removed("i1", "2025-03-01") + removed("i2", "2025-03-05") + removed("i3", "2025-03-06"));
        assertThat(population.items().stream().map(Item::relapse)).containsExactly(false, true, false);
        assertThat(population.items().stream().map(Item::knownHash)).containsExactly(false, true, true);
    }

    @Test
    void what_the_police_hold_is_neither_notified_nor_timed_until_it_is_released() {
        Population population = read(
                NOTICES
                        + notice("n1", "i1", "x", "2025-03-01T08:00:00Z", "police,delivered,")
                        + "n2,i2,https://a.example/y,2025-03-01T07:00:00Z,,,police,police_hold,\n"
                        + "n3,i3,https://a.example/z,2025-03-01T07:00:00Z,,,hotline,not_notified,\n",
                removed("i1", "2025-03-01") + removed("i2", "2025-03-01"));
        assertThat(population.items())
                .singleElement()
                .satisfies(item -> assertThat(item.channel()).isEqualTo(Channel.POLICE));
        assertThat(population.funnel().count("police_hold")).isEqualTo(1);
        assertThat(population.funnel().count("never_notified")).isEqualTo(1);
        assertThat(population.funnel().count("population")).isEqualTo(1);
    }

    @Test
    void an_unreachable_contact_does_not_stop_the_clock() {
        Population population = read("""
                notice_id,item,url,attempted_at,sent_at,delivered_at,status
                n1,i1,https://a.example/x,2025-03-01T08:00:00Z,,,bounced
                n2,i2,https://a.example/y,,2025-03-01T09:00:00Z,,
                """, removed("i1", "2025-03-01") + removed("i2", "2025-03-01"));
        assertThat(population.items().stream().map(i -> i.offNetwork().origin().toString()))
                .containsExactly("2025-03-01T08:00:00Z", "2025-03-01T09:00:00Z");
        assertThat(population.flags()).containsEntry("contact_obstructed", 1L).containsEntry("delivery_unknown", 1L);
    }

    @Test
    void a_period_begins_and_ends_at_midnight_in_amsterdam_and_its_end_is_not_in_it() {
        from = Timestamps.dateOrInstant("2025-03-30");
        to = Timestamps.dateOrInstant("2025-03-31");
        StringBuilder notices = new StringBuilder(NOTICES);
        StringBuilder looks = new StringBuilder();
        List<String> origins =
                List.of("2025-03-29T22:59:59Z", "2025-03-29T23:00:00Z", "2025-03-30T21:59:59Z", "2025-03-30T22:00:00Z");
        for (int i = 0; i < origins.size(); i++) {
            notices.append(notice("n" + i, "i" + i, "x" + i, origins.get(i), "hotline,delivered,"));
            looks.append(removed("i" + i, "2025-03-31"));
        }
        Population population = read(notices.toString(), looks.toString());
        assertThat(population.items().stream().map(i -> i.offNetwork().origin().toString()))
                .as("the day on which the clock goes forward has 23 hours")
                .containsExactly("2025-03-29T23:00:00Z", "2025-03-30T21:59:59Z");
        assertThat(population.funnel().count("outside_period")).isEqualTo(2);
    }

    @Test
    void a_sighting_at_another_providers_address_ends_the_providers_part_only() {
        providers = write("providers.yaml", PROVIDERS);
        Population population = read(
                NOTICES + notice("n1", "i1", "x", "2025-03-01T08:00:00Z", "hotline,delivered,192.0.2.1"),
                look("i1", "2025-03-01T10:00:00Z", "AVAILABLE", "SAME", "192.0.2.1")
                        + look("i1", "2025-03-01T20:00:00Z", "AVAILABLE", "SAME", "192.0.2.200")
                        + look("i1", "2025-03-02T20:00:00Z", "AVAILABLE", "SAME", "192.0.2.200"));
        Item item = population.items().getFirst();
        assertThat(item.holdings()).containsExactly(new Item.Holding("acht", 1));
        assertThat(item.offNetwork().end()).isInstanceOf(End.Moved.class);
        assertThat(item.offNetwork().end().left()).isEqualTo("2025-03-01T10:00:00Z");
        assertThat(item.offNetwork().end().rightIfEnded()).hasValue(Instant.parse("2025-03-01T20:00:00Z"));
        assertThat(item.offInternet().end()).isEqualTo(new End.StillThere(Instant.parse("2025-03-02T20:00:00Z")));
    }

    @Test
    void absences_at_another_providers_address_are_no_removal_by_the_first_one() {
        providers = write("providers.yaml", PROVIDERS);
        Population population = read(
                NOTICES + notice("n1", "i1", "x", "2025-03-01T08:00:00Z", "hotline,delivered,192.0.2.1"),
                look("i1", "2025-03-01T10:00:00Z", "AVAILABLE", "SAME", "192.0.2.1")
                        + look("i1", "2025-03-01T20:00:00Z", "ABSENT", "GONE_404", "192.0.2.200")
                        + look("i1", "2025-03-01T21:00:00Z", "ABSENT", "GONE_404", "192.0.2.200"));
        Item item = population.items().getFirst();
        assertThat(item.offNetwork().end()).isInstanceOf(End.Moved.class);
        assertThat(item.offNetwork().end().rightIfEnded()).hasValue(Instant.parse("2025-03-01T20:00:00Z"));
        assertThat(item.offInternet().end()).isInstanceOf(End.Removed.class);
    }

    @Test
    void another_address_of_the_same_provider_is_no_move() {
        providers = write("providers.yaml", PROVIDERS);
        Population population = read(
                NOTICES + notice("n1", "i1", "x", "2025-03-01T08:00:00Z", "hotline,delivered,192.0.2.1"),
                look("i1", "2025-03-01T10:00:00Z", "AVAILABLE", "SAME", "192.0.2.1")
                        + look("i1", "2025-03-01T20:00:00Z", "AVAILABLE", "SAME", "192.0.2.9"));
        assertThat(population.items().getFirst().offNetwork().end()).isInstanceOf(End.StillThere.class);
    }

    @Test
    void a_merger_moves_what_is_notified_from_its_date_on_and_is_no_move_of_an_item() {
        providers = write(
                "providers.yaml",
                PROVIDERS + "mergers:\n  - {from: acht, into: zes, on: 2025-03-02, evidence: \"deed\"}\n");
        Population population = read(
                NOTICES
                        + notice("n1", "i1", "x", "2025-03-01T08:00:00Z", "hotline,delivered,192.0.2.1")
                        + notice("n2", "i2", "y", "2025-03-05T08:00:00Z", "hotline,delivered,192.0.2.1"),
                look("i1", "2025-03-01T10:00:00Z", "AVAILABLE", "SAME", "192.0.2.1")
                        + look("i1", "2025-03-03T20:00:00Z", "AVAILABLE", "SAME", "192.0.2.200")
                        + removed("i2", "2025-03-05"));
        assertThat(population.items().get(0).holdings()).containsExactly(new Item.Holding("acht", 1));
        assertThat(population.items().get(0).offNetwork().end()).isInstanceOf(End.StillThere.class);
        assertThat(population.items().get(1).holdings()).containsExactly(new Item.Holding("zes", 1));
    }

    @Test
    void a_block_belongs_to_its_new_holder_from_the_very_moment_on_at_which_it_changed_hands() {
        providers = write("providers.yaml", """
                providers:
                  - id: acht
                    name: "Acht"
                    seat: "NL"
                    parts:
                      - {prefix: "192.0.2.0/25", from: 2020-01-01, until: 2025-03-02, evidence: "registry"}
                  - id: zes
                    name: "Zes"
                    seat: "NL"
                    parts:
                      - {prefix: "192.0.2.0/25", from: 2025-03-02, evidence: "registry"}
                """);
        Population population = read(
                NOTICES
                        + notice("n1", "i1", "x", "2025-03-01T22:59:59Z", "hotline,delivered,192.0.2.1")
                        + notice("n2", "i2", "y", "2025-03-01T23:00:00Z", "hotline,delivered,192.0.2.1")
                        + notice("n3", "i3", "z", "2025-03-01T22:59:58Z", "hotline,delivered,192.0.2.1"),
                removed("i1", "2025-03-02") + removed("i2", "2025-03-02") + removed("i3", "2025-03-02"));
        assertThat(population.items())
                .extracting(item -> item.holdings().getFirst().party())
                .containsExactly("acht", "acht", "zes");
    }

    @Test
    void an_address_written_in_two_ways_is_one_item() {
        Population population = read("""
                notice_id,url,delivered_at
                n1,https://A.example:443/x/../y,2025-03-01T08:00:00Z
                n2,https://a.example/y,2025-03-01T09:00:00Z
                """, ",https://a.example/y,2025-03-01T10:00:00Z,v,AVAILABLE,SAME,\n");
        assertThat(population.items()).hasSize(1);
        assertThat(population.funnel().count("repeat_notice")).isEqualTo(1);
    }

    @Test
    void a_cluster_column_that_is_not_there_is_an_error_and_one_that_is_there_is_used() {
        String notices = """
                notice_id,item,url,delivered_at,ward
                n1,i1,https://a.example/x,2025-03-01T08:00:00Z,w
                n2,i2,https://b.example/x,2025-03-01T08:00:00Z,w
                """;
        String looks = removed("i1", "2025-03-01") + removed("i2", "2025-03-01");
        cluster = new ClusterBy.ByColumn("ward");
        assertThat(read(notices, looks).items().stream().map(Item::cluster)).containsExactly(0, 0);
        cluster = new ClusterBy.ByColumn("parish");
        assertThatThrownBy(() -> read(notices, looks))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("parish");
    }

    @Test
    void an_export_of_scart_becomes_items_with_its_traps_counted() {
        String header = "filenumber;reference;url;url_host;url_ip;url_type;url_referer;received_at;hashcheck_at;"
                + "hashcheck_return;firstseen_at;lastseen_at;type_code;police;source_code;status_code;note;hoster_contact;"
                + "hoster_country;hoster_owner;hoster_first_ntd_at;registrar_contact;grade_code\n";
        Population population = read(
                header
                        + scart("N1", "scheduler_checkonline", "2026-01-05 12:00:00", "2026-01-06 13:00:00")
                        + scart("N2", "scheduler_checkonline", "", "2026-01-06 13:00:00")
                        + scart("N3", "scheduler_checkonline_manual", "2026-01-05 12:00:00", "2026-01-06 13:00:00")
                        + scart("N4", "first_police", "", ""),
                look("N1", "2026-01-08T12:00:00Z", "ABSENT", "GONE_404", "")
                        + look("N1", "2026-01-08T13:00:00Z", "ABSENT", "GONE_404", ""));
        assertThat(population.items().stream().map(i -> i.notice().id())).contains("N1");
        Item first = population.items().getFirst();
        assertThat(first.offNetwork().origin()).isEqualTo("2026-01-05T11:00:00Z");
        assertThat(first.offNetwork().end().left())
                .as("last seen is a lower bound")
                .isEqualTo("2026-01-06T12:00:00Z");
        assertThat(first.offNetwork().end().rightIfEnded()).hasValue(Instant.parse("2026-01-08T12:00:00Z"));
        assertThat(population.flags())
                .containsEntry("last_seen_is_lower_bound", 2L)
                .containsEntry("never_looked_at", 1L)
                .containsEntry("first_police", 1L)
                .containsEntry("first_notice_missing", 1L);
        assertThat(population.funnel().count("police_hold")).isEqualTo(1);
        assertThat(population.funnel().count("never_looked")).isEqualTo(1);
        long out = population.funnel().steps().stream()
                .filter(s -> s.kind().equals("out"))
                .mapToLong(Funnel.Step::count)
                .sum();
        assertThat(population.funnel().count("notices") - out)
                .isEqualTo(population.items().size());
    }

    private static String scart(String id, String status, String firstNotice, String lastSeen) {
        return id + ";;https://a.example/" + id
                + ";a.example;192.0.2.1;mainurl;;2026-01-02 09:00:00;;;2026-01-03 10:00:00;"
                + lastSeen + ";website;n;INHOPE;" + status + ";;abuse@h.example;nl;Hoster One;" + firstNotice
                + ";;illegal\n";
    }
}
