// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import nl.schoonnet.observing.testbench.HandClock;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.attribution.Resolutions;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The clock of the machine jumps by two hours, forwards, backwards, or there and back. */
class ClockJumpTests {
    private static final Duration JUMP = Duration.ofHours(2);
    private static final Duration NORM = Duration.ofHours(24);

    /** Between two looks at an item that is new. */
    private static final Duration GAP = NORM.dividedBy(24);

    private static final int ITEMS = 50;

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

    private final HandClock clock = new HandClock();
    private Plans plans = plans();

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void items_that_are_looked_at_for_three_hours() {
        for (String table :
                List.of("item", "item_by_address", "notice", "notice_by_source", "look_plan", "observation")) {
            jdbc().sql("TRUNCATE " + table).update();
        }
        StringBuilder csv = new StringBuilder("notice_id,url,sent_at\n");
        IntStream.range(0, ITEMS)
                .forEach(n -> csv.append(n + ",https://n" + n + ".example/," + clock.instant() + "\n"));
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "k");
        look(Duration.ofHours(3));
    }

    private static JdbcClient jdbc() {
        return server.part(JdbcClient.class);
    }

    /** A server that has just started on the same database. */
    private Plans plans() {
        return new Plans(
                server.part(JdbcClient.class),
                server.part(TransactionTemplate.class),
                clock,
                server.part(Resolutions.class),
                NORM,
                1_440);
    }

    private List<Done> leased() {
        plans.follow("here");
        return plans.lease("here", 1_000).stream()
                .map(leased -> new Done(leased.item(), leased.token(), new Outcome.Looked(seen())))
                .toList();
    }

    private Seen seen() {
        return new Seen(
                clock.instant(),
                Optional.of(Reason.SAME),
                Optional.empty(),
                2,
                Optional.of("192.0.2.1"),
                OptionalInt.of(200),
                Duration.ofMillis(12));
    }

    /** Looks at what is due, every minute, for so long. */
    private void look(Duration time) {
        Instant until = clock.instant().plus(time);
        while (clock.instant().isBefore(until)) {
            plans.report("here", leased());
            clock.pass(Duration.ofMinutes(1));
        }
    }

    /** Items that are looked at in a while from now, whatever time the looks before it say. */
    private long itemsSeenWithin(Duration time) {
        jdbc().sql("TRUNCATE observation").update();
        look(time);
        return jdbc().sql("SELECT count(DISTINCT item_id) FROM observation")
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private void every_item_is_looked_at_within_one_gap() {
        assertThat(itemsSeenWithin(GAP.plus(Plans.LEASE).plusMinutes(1))).isEqualTo(ITEMS);
    }

    @Test
    void after_a_jump_forwards_every_item_is_looked_at_within_one_gap() {
        clock.pass(JUMP);
        every_item_is_looked_at_within_one_gap();
    }

    @Test
    void after_a_jump_backwards_every_item_is_looked_at_within_one_gap() {
        clock.pass(JUMP.negated());
        every_item_is_looked_at_within_one_gap();
    }

    @Test
    void a_server_that_starts_after_a_jump_backwards_goes_on_too() {
        clock.pass(JUMP.negated());
        plans = plans();
        every_item_is_looked_at_within_one_gap();
    }

    @Test
    void what_was_planned_and_leased_while_the_clock_was_ahead_does_not_wait_for_that_time() {
        clock.pass(JUMP);
        look(GAP.dividedBy(2));
        clock.pass(Duration.ofMinutes(20));
        assertThat(leased()).as("leases of a worker that died").isNotEmpty();
        clock.pass(JUMP.negated());
        every_item_is_looked_at_within_one_gap();
        assertThat(jdbc().sql("SELECT count(*) FROM look_plan WHERE lease_until > :most")
                        .param("most", java.sql.Timestamp.from(clock.instant().plus(Plans.LEASE)))
                        .query((row, n) -> row.getLong(1))
                        .single())
                .isZero();
    }

    @Test
    void an_absence_that_was_to_be_confirmed_is_confirmed_in_time_all_the_same() {
        clock.pass(JUMP);
        look(GAP);
        jdbc().sql("UPDATE look_plan SET absent_since = :at, due_at = :due")
                .param("at", java.sql.Timestamp.from(clock.instant()))
                .param("due", java.sql.Timestamp.from(clock.instant().plus(LookSchedule.CONFIRM_AFTER)))
                .update();
        clock.pass(JUMP.negated());
        assertThat(itemsSeenWithin(LookSchedule.CONFIRM_AFTER.plusMinutes(2))).isEqualTo(ITEMS);
    }

    @Test
    void a_lease_that_a_jump_forwards_ended_goes_to_another_and_only_one_look_is_kept() {
        clock.pass(GAP);
        List<Done> first = leased();
        clock.pass(JUMP);
        List<Done> second = leased();
        assertThat(second)
                .extracting(Done::item)
                .containsAll(first.stream().map(Done::item).toList());
        assertThat(plans.report("here", second)).containsOnly(Receipt.KEPT);
        assertThat(plans.report("here", first)).containsOnly(Receipt.STALE);
    }
}
