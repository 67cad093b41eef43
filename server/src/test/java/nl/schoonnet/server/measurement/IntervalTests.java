// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import nl.schoonnet.reporting.population.Conclusion;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.source.Sightings;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.takedown.episode.End;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.Outcome;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Intervals that are kept up to date are those that are made anew from all facts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntervalTests {
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    private static final String NOTICES = "notice_id,item,url,sent_at,delivered_at,status,address\n";
    private static final String LOOKS = "item,url,observed_at,vantage,verdict,reason,address\n";
    private static final int ITEMS = 60;
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private RunningServer server;

    @BeforeAll
    void start() {
        server = RunningServer.in(data);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void an_empty_database() {
        for (String table : List.of(
                "item",
                "item_by_address",
                "notice",
                "notice_by_source",
                "observation",
                "episode_interval",
                "look_inclusion")) {
            sql("TRUNCATE " + table);
        }
        sql("UPDATE episode_watermark SET through = NULL, vantages = '', method = '', lease_until = NULL");
    }

    private void sql(String statement) {
        server.part(JdbcClient.class).sql(statement).update();
    }

    private Intervals intervals(InstantSource clock) {
        return new Intervals(server.part(DataSource.class), server.part(Keys.class), clock);
    }

    private static ByteArrayInputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    private void notices(List<String> rows) {
        assertThat(server.part(NoticeIntake.class)
                        .take("hotline", "import", stream(NOTICES + String.join("", rows)), "key1")
                        .rejected())
                .isZero();
    }

    private SightingImport.Result looks(List<String> rows) {
        return server.part(SightingImport.class)
                .take("hotline", "import", stream(LOOKS + String.join("", rows)), "key1");
    }

    private static String notice(int item, int number, Instant at) {
        return "n%d-%d,i%d,https://site%d.example/%d,%s,%s,delivered,192.0.2.%d\n"
                .formatted(item, number, item, item % 7, item, at, at.plusSeconds(60), item % 200 + 1);
    }

    private static String look(int item, Instant at, String vantage, Reason reason, String address) {
        return "i%d,,%s,%s,%s,%s,%s\n".formatted(item, at, vantage, reason.verdict(), reason, address);
    }

    /** Facts of all items, mixed. */
    private static List<String> lookRows(SplittableRandom random) {
        List<String> rows = new ArrayList<>();
        List<Reason> reasons = List.of(Reason.values());
        for (int item = 0; item < ITEMS; item++) {
            Instant at = START.plusSeconds(random.nextInt(100_000));
            boolean there = true;
            int count = random.nextInt(40);
            for (int k = 0; k < count; k++) {
                there ^= random.nextInt(7) == 0;
                Reason reason = random.nextInt(5) > 0
                        ? there ? Reason.SAME : Reason.GONE_404
                        : reasons.get(random.nextInt(reasons.size()));
                at = at.plusSeconds(60 + random.nextInt(random.nextInt(6) == 0 ? 900_000 : 20_000));
                rows.add(look(
                        item,
                        at,
                        "v" + random.nextInt(2),
                        reason,
                        random.nextInt(8) == 0 ? "198.51.100." + random.nextInt(9) : ""));
            }
        }
        Collections.shuffle(rows, new Random(random.nextLong()));
        return rows;
    }

    /** All that the rows say. */
    private List<String> rows() {
        return server.part(JdbcClient.class)
                .sql("SELECT e::text FROM episode_interval e ORDER BY item_id, number, yardstick")
                .query((row, n) -> row.getString(1))
                .list();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void facts_in_any_batches_and_orders_give_the_rows_of_a_full_recomputation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Intervals intervals = intervals(Clock.systemUTC());
        List<String> looks = lookRows(random);
        List<String> later = new ArrayList<>();
        List<String> first = new ArrayList<>();
        for (int item = 0; item < ITEMS; item++) {
            first.add(notice(item, 0, START.plusSeconds(random.nextInt(200_000))));
            if (random.nextInt(4) == 0) {
                later.add(notice(item, 1, START.plusSeconds(1_000_000 + random.nextInt(2_000_000))));
            }
            if (random.nextInt(5) == 0) {
                // The register tells of an earlier time: a further revision.
                later.add(notice(item, 0, START.plusSeconds(random.nextInt(100_000))));
            }
        }
        notices(first);
        int from = 0;
        while (from < looks.size()) {
            int to = Math.min(looks.size(), from + 1 + random.nextInt(looks.size() / 3 + 1));
            assertThat(looks(looks.subList(from, to)).rejected()).isZero();
            if (random.nextBoolean()) {
                intervals.update();
            }
            if (random.nextInt(3) == 0 && !later.isEmpty()) {
                notices(later);
                later.clear();
            }
            from = to;
        }
        notices(later);
        intervals.update();
        List<String> kept = rows();
        assertThat(kept).hasSizeGreaterThan(ITEMS / 2);
        assertThat(intervals.recompute()).isEqualTo(ITEMS);
        assertThat(rows()).isEqualTo(kept);
    }

    @Test
    void a_fact_that_is_committed_long_after_it_was_dated_is_not_missed() throws Exception {
        notices(List.of(notice(1, 0, START), notice(2, 0, START)));
        looks(List.of(look(1, START.plusSeconds(7_200), "v0", Reason.SAME, "")));
        Intervals quick = new Intervals(
                server.part(DataSource.class), server.part(Keys.class), Clock.systemUTC(), Duration.ofMillis(20));
        long item = server.part(JdbcClient.class)
                .sql("SELECT max(item_id) FROM item")
                .query((row, n) -> row.getLong(1))
                .single();
        try (Connection writer = server.part(DataSource.class).getConnection()) {
            writer.setAutoCommit(false);
            try (PreparedStatement insert = writer.prepareStatement("""
                    INSERT INTO observation (item_id, at, vantage, learnt_at, reason) VALUES (?, ?, 'v0', ?, 'SAME')""")) {
                insert.setLong(1, item);
                insert.setTimestamp(2, Timestamp.from(START.plusSeconds(9_000)));
                insert.setTimestamp(3, Timestamp.from(Instant.now()));
                insert.executeUpdate();
            }
            Thread.sleep(300);
            quick.update();
            Thread.sleep(300);
            quick.update();
            writer.commit();
        }
        quick.update();
        assertThat(server.part(JdbcClient.class)
                        .sql("SELECT looks FROM episode_interval WHERE item_id = ?")
                        .param(item)
                        .query((row, n) -> row.getInt(1))
                        .list())
                .containsExactly(1);
    }

    @Test
    void looks_of_a_vantage_point_that_was_blind_are_not_believed_once_that_is_known() {
        notices(List.of(notice(1, 0, START), notice(2, 0, START)));
        List<String> gone = new ArrayList<>();
        for (int item = 1; item <= 2; item++) {
            for (int k = 1; k <= 3; k++) {
                gone.add(look(item, START.plusSeconds(item * 100_000L + k * 3_600L), "v0", Reason.GONE_404, ""));
            }
        }
        looks(gone);
        Intervals intervals = intervals(Clock.systemUTC());
        intervals.update();
        Instant before = Instant.now();
        assertThat(ends(before)).containsExactly("GONE_404", "GONE_404");
        sql(
                "INSERT INTO vantage_blind (vantage, since, until, learnt_at, ended_at) VALUES ('v0', '%s', '%s', '%s', '%s')"
                        .formatted(
                                START.plusSeconds(90_000),
                                START.plusSeconds(150_000),
                                before.plusMillis(1),
                                before.plusMillis(1)));
        // A report made in between reads the looks of the items on which it bears; those of before know nothing of it.
        assertThat(ends(before.plusSeconds(9))).containsExactly("NEVER", "GONE_404");
        assertThat(ends(before)).containsExactly("GONE_404", "GONE_404");
        intervals.update();
        assertThat(ends(before.plusSeconds(9))).containsExactly("NEVER", "GONE_404");
        assertThat(ends(before)).containsExactly("GONE_404", "GONE_404");
        List<String> kept = rows();
        intervals.recompute();
        assertThat(rows()).isEqualTo(kept);
        sql("TRUNCATE vantage_blind");
    }

    /** How each item ended, as a report would conclude it as of a moment, by its conclusions and its looks. */
    private List<String> ends(Instant asOf) {
        try (KnownFacts facts =
                KnownFacts.of(server.part(DataSource.class), server.part(Keys.class), asOf, Instant.now())) {
            Facts.InRegister register = facts.register(DAY);
            List<String> ends = new ArrayList<>();
            for (int place = 0; place < register.items().size(); place++) {
                BitSet one = new BitSet();
                one.set(place);
                int item = place;
                Sightings looks = register.looks().looks(one);
                Conclusion conclusion = register.looks()
                        .concluded(place)
                        .or(() -> Conclusion.of(
                                register.items().get(item).notices(),
                                looks,
                                item,
                                register.looks().vantages()))
                        .orElseThrow();
                ends.add(
                        switch (conclusion.network().getFirst()) {
                            case Episode e ->
                                e.end() instanceof End.Ended ended
                                        ? ended.reason().name()
                                        : "THERE";
                            case Outcome.GoneBeforeNotice ignored -> "BEFORE";
                            case Outcome.NeverLooked ignored -> "NEVER";
                        });
            }
            return ends;
        }
    }

    @Test
    void an_item_that_was_not_drawn_to_be_looked_at_counts_for_volume_and_not_for_speed() {
        Instant sent = Instant.now().minusSeconds(7_200).truncatedTo(ChronoUnit.SECONDS);
        notices(List.of(notice(1, 0, sent), notice(2, 0, sent), notice(3, 0, sent)));
        Instant since = Instant.now();
        sql("""
                INSERT INTO look_inclusion (item_id, since, probability, kept)
                SELECT item_id, '%s', 0.25, item_id %% 2 = 0 FROM notice WHERE notice_id <>
                    (SELECT max(notice_id) FROM notice)""".formatted(since));
        try (KnownFacts facts = KnownFacts.of(
                server.part(DataSource.class), server.part(Keys.class), since.plusSeconds(1), Instant.now())) {
            assertThat(facts.register(DAY).items())
                    .extracting(item -> item.notices().getFirst().inclusion())
                    .containsExactlyInAnyOrder(0.0, 0.25, 1.0);
        }
        try (KnownFacts before = KnownFacts.of(
                server.part(DataSource.class), server.part(Keys.class), since.minusMillis(1), Instant.now())) {
            assertThat(before.register(DAY).items())
                    .extracting(item -> item.notices().getFirst().inclusion())
                    .containsOnly(1.0);
        }
    }

    /** How each item counts in a report on a norm. */
    private List<Double> inclusions(Duration norm) {
        try (KnownFacts facts =
                KnownFacts.of(server.part(DataSource.class), server.part(Keys.class), Instant.now(), Instant.now())) {
            return facts.register(norm).items().stream()
                    .map(item -> item.notices().getFirst().inclusion())
                    .toList();
        }
    }

    @Test
    void a_draw_that_came_after_twice_the_norm_does_not_touch_an_item() {
        notices(List.of(notice(1, 0, START)));
        String draw =
                "INSERT INTO look_inclusion (item_id, since, probability, kept) SELECT item_id, '%s', %s, %s FROM item";
        sql(draw.formatted(START.plus(Duration.ofHours(60)), "1.0 / 32", false));
        assertThat(inclusions(DAY)).containsExactly(1.0);
        sql(draw.formatted(START.plus(Duration.ofHours(10)), "0.5", true));
        sql(draw.formatted(START.plus(Duration.ofHours(20)), "0.25", true));
        assertThat(inclusions(DAY)).containsExactly(0.25);
        assertThat(inclusions(Duration.ofHours(6)))
                .as("its dense looks were over before the second draw")
                .containsExactly(0.5);
        assertThat(inclusions(Duration.ofHours(36)))
                .as("it was dropped within twice the norm")
                .containsExactly(0.0);
    }

    @Test
    void nothing_is_concluded_anew_once_facts_have_settled() {
        notices(List.of(notice(1, 0, START), notice(2, 0, START)));
        InstantSource later = InstantSource.fixed(Instant.now().plusSeconds(7_200));
        assertThat(intervals(later).update()).isEqualTo(2);
        assertThat(intervals(later).update()).isZero();
    }

    /** An item is concluded by a clock that is two hours ahead, and is gone once that was set back. */
    private void a_clock_that_was_ahead() {
        notices(List.of(notice(1, 0, START)));
        looks(List.of(look(1, START.plusSeconds(3_600), "v0", Reason.SAME, "")));
        assertThat(intervals(InstantSource.fixed(Instant.now().plusSeconds(7_200)))
                        .update())
                .isEqualTo(1);
        looks(List.of(
                look(1, START.plusSeconds(7_200), "v0", Reason.GONE_404, ""),
                look(1, START.plusSeconds(9_000), "v0", Reason.GONE_404, "")));
    }

    @Test
    void a_report_believes_nothing_that_was_concluded_by_a_clock_that_was_ahead() {
        a_clock_that_was_ahead();
        assertThat(ends(Instant.now())).containsExactly("GONE_404");
    }

    @Test
    void everything_is_concluded_anew_once_a_clock_that_was_ahead_was_set_back() {
        a_clock_that_was_ahead();
        intervals(Clock.systemUTC()).update();
        List<String> kept = rows();
        intervals(Clock.systemUTC()).recompute();
        assertThat(rows()).isEqualTo(kept);
        assertThat(ends(Instant.now())).containsExactly("GONE_404");
        looks(List.of(look(1, START.plusSeconds(99_000), "v0", Reason.GONE_404, "")));
        assertThat(intervals(Clock.systemUTC()).update()).isEqualTo(1);
        assertThat(server.part(JdbcClient.class)
                        .sql("SELECT through FROM episode_watermark")
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .single())
                .isBefore(Instant.now());
    }

    @Test
    void a_process_that_died_leaves_a_lease_that_runs_out() {
        notices(List.of(notice(1, 0, START)));
        sql("UPDATE episode_watermark SET lease_token = 'dead', lease_until = '%s'"
                .formatted(Instant.now().plusSeconds(300)));
        assertThat(intervals(Clock.systemUTC()).update()).isZero();
        assertThat(intervals(InstantSource.fixed(Instant.now().plusSeconds(600)))
                        .update())
                .isEqualTo(1);
    }

    @Test
    void looks_are_taken_in_once_and_rows_that_cannot_be_used_are_told() {
        notices(List.of(notice(1, 0, START)));
        String seen = look(1, START.plusSeconds(7_200), "v0", Reason.SAME, "");
        String gone = look(1, START.plusSeconds(7_200), "v0", Reason.GONE_404, "");
        String byAddress = "," + "https://site1.example/1" + "," + START.plusSeconds(8_000) + ",v0,AVAILABLE,SAME,\n";
        String unknown = look(99, START, "v0", Reason.SAME, "");
        SightingImport.Result first = looks(List.of(seen, byAddress, unknown));
        assertThat(List.of(first.added(), first.known(), first.rejected())).containsExactly(2L, 0L, 1L);
        assertThat(first.rejections().getFirst().code()).isEqualTo("unknown_item");
        assertThat(first.rejections().getFirst().line()).isEqualTo(4);
        SightingImport.Result again = looks(List.of(seen, byAddress, gone));
        assertThat(List.of(again.added(), again.known(), again.rejected())).containsExactly(0L, 2L, 1L);
        assertThat(again.rejections().getFirst().code()).isEqualTo("contradicts_known_look");
    }
}
