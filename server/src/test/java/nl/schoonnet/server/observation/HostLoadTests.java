// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import nl.schoonnet.observing.testbench.HandClock;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Outcome;
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

/** One host with nine in ten of all items, which may be asked 100 times an hour by the norm's schedule. */
class HostLoadTests {
    private static final int BIG = 1_800;
    private static final int SMALL = 200;

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

    private final HandClock clock = new HandClock();

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void nothing_yet() {
        for (String table : List.of(
                "item",
                "item_by_address",
                "notice",
                "notice_by_source",
                "look_plan",
                "observation",
                "look_inclusion")) {
            jdbc().sql("TRUNCATE " + table).update();
        }
    }

    private static JdbcClient jdbc() {
        return server.part(JdbcClient.class);
    }

    private Plans plans() {
        return new Plans(
                jdbc(),
                server.part(TransactionTemplate.class),
                clock,
                server.part(Resolutions.class),
                Duration.ofHours(24),
                100);
    }

    private void notify(String path, int big, int small) {
        StringBuilder csv = new StringBuilder("notice_id,url,sent_at\n");
        for (int n = 0; n < big + small; n++) {
            String host = n < big ? "big.example" : "site" + n + ".example";
            csv.append(path + n + ",https://" + host + "/" + path + "/" + n + "," + clock.instant() + "\n");
        }
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "k");
    }

    private static long count(String of) {
        return jdbc().sql("SELECT count(*) FROM " + of)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static Set<Long> items(String where) {
        return new HashSet<>(jdbc().sql("SELECT item_id FROM " + where)
                .query((row, n) -> row.getLong(1))
                .list());
    }

    /** Everything is there at each look; gives the instants of looks by item. */
    private Map<Long, List<Instant>> looks(Plans plans, Duration time) {
        Map<Long, List<Instant>> looks = new HashMap<>();
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            clock.pass(Duration.ofMinutes(15));
            List<Done> done = plans.lease("here", 5_000).stream()
                    .map(lease -> new Done(
                            lease.item(),
                            lease.token(),
                            new Outcome.Looked(new Seen(
                                    clock.instant(),
                                    Optional.of(Reason.SAME),
                                    Optional.empty(),
                                    2,
                                    Optional.empty(),
                                    OptionalInt.of(200),
                                    Duration.ofMillis(10)))))
                    .toList();
            plans.report("here", done);
            done.forEach(one -> looks.computeIfAbsent(one.item(), item -> new java.util.ArrayList<>())
                    .add(clock.instant()));
        }
        return looks;
    }

    private static Duration widest(List<Instant> looks) {
        Duration widest = Duration.ZERO;
        for (int n = 1; n < looks.size(); n++) {
            Duration gap = Duration.between(looks.get(n - 1), looks.get(n));
            widest = gap.compareTo(widest) > 0 ? gap : widest;
        }
        return widest;
    }

    @Test
    void a_random_part_of_a_host_that_is_too_big_keeps_the_schedule_and_the_rest_is_widened() {
        notify("a", BIG, SMALL);
        Plans plans = plans();
        assertThat(plans.follow("here")).isEqualTo(BIG + SMALL);

        // 1,800 looks an hour are wanted and 100 may be: 1/32 is the largest power of 1/2 that fits.
        assertThat(count("look_inclusion WHERE probability = 1.0 / 32")).isEqualTo(BIG);
        Set<Long> kept = items("look_inclusion WHERE kept");
        // Binomial with n = 1,800, p = 1/32: mean 56.25, standard deviation 7.4.
        assertThat(kept).hasSizeBetween(26, 87);
        assertThat(count("look_plan WHERE widened = 32")).isEqualTo(BIG - kept.size());

        Map<Long, List<Instant>> looks = looks(plans, Duration.ofHours(36));
        Set<Long> big = items("look_inclusion");
        Map<Long, Integer> perHour = new TreeMap<>();
        for (Map.Entry<Long, List<Instant>> item : looks.entrySet()) {
            if (big.contains(item.getKey())) {
                item.getValue().forEach(at -> perHour.merge(at.getEpochSecond() / 3_600, 1, Integer::sum));
            }
            boolean dense = kept.contains(item.getKey()) || !big.contains(item.getKey());
            Duration most = dense ? Duration.ofMinutes(75) : Duration.ofHours(33);
            assertThat(widest(item.getValue())).as("nothing slips").isLessThanOrEqualTo(most);
            if (dense) {
                assertThat(item.getValue()).hasSizeBetween(35, 37);
            }
        }
        assertThat(looks).as("each item was looked at").hasSize(BIG + SMALL);
        // Twice the limit, and three standard deviations of Poisson for the phases.
        assertThat(perHour.values()).allMatch(n -> n <= 200 + 3 * Math.sqrt(200));
    }

    @Test
    void more_items_lower_the_probability_and_keep_a_part_of_those_kept_before() {
        notify("a", BIG, SMALL);
        Plans plans = plans();
        plans.follow("here");
        Set<Long> before = items("look_inclusion WHERE kept");
        clock.pass(Duration.ofMinutes(20));
        notify("b", BIG + 400, 0);
        plans.follow("here");

        assertThat(count("look_inclusion WHERE probability = 1.0 / 64")).isEqualTo(2 * BIG + 400);
        Set<Long> now = items("look_inclusion WHERE kept AND probability = 1.0 / 64");
        Set<Long> first = items("look_inclusion WHERE probability = 1.0 / 32");
        assertThat(first).hasSize(BIG);
        assertThat(now.stream().filter(first::contains)).isNotEmpty().allMatch(before::contains);
        assertThat(count("look_plan WHERE widened = 64")).isEqualTo(2 * BIG + 400 - now.size());
    }

    @Test
    void where_every_host_can_carry_its_items_none_is_drawn() {
        notify("a", 90, SMALL);
        plans().follow("here");
        assertThat(count("look_inclusion")).isZero();
        assertThat(count("look_plan WHERE widened = 1")).isEqualTo(90 + SMALL);
    }

    @Test
    void a_host_s_items_are_narrowed_again_when_few_are_young() {
        notify("a", 150, 0);
        Plans plans = plans();
        plans.follow("here");
        assertThat(count("look_plan WHERE widened = 2")).isPositive();
        clock.pass(Duration.ofDays(3));
        plans.follow("here");
        assertThat(count("look_plan WHERE widened = 1")).isEqualTo(150);
        assertThat(count("look_inclusion")).as("facts stay").isEqualTo(150);
    }
}
