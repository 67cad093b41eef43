// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.testbed.alive.Scene;
import nl.schoonnet.testbed.alive.TownPlan;
import org.junit.jupiter.api.Test;

/** The whole loop on a small town. */
class LiveRunTests {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @Test
    void the_report_on_a_small_town_says_what_is_true() {
        TownPlan town = new TownPlan(
                1,
                2,
                START,
                Duration.ofDays(1),
                30,
                200,
                60,
                Map.of(Scene.NOT_FOUND, 4.0, Scene.GONE, 1.0, Scene.FRONT_PAGE, 1.0, Scene.NAME_GONE, 1.0),
                0,
                0,
                0,
                0,
                0.005,
                Optional.empty());
        LiveRun.Outcome outcome =
                new LiveRun("small", town, Level.HEADERS, List.of("noord"), Duration.ofDays(2), 0).run();
        assertThat(outcome.matrix().missed()).as(outcome.matrix().text()).isEmpty();
        assertThat(Math.abs(outcome.measured().bias()))
                .as(outcome.measured().toString())
                .isLessThan(1.01 / 60);
    }

    @Test
    void what_the_first_vantage_point_saw_is_the_same_whether_or_not_another_looks_too() {
        TownPlan town = new TownPlan(
                3,
                261,
                START,
                Duration.ofDays(1),
                20,
                100,
                60,
                Map.of(Scene.NOT_FOUND, 4.0, Scene.FORBIDDEN, 1.0, Scene.ELSEWHERE, 1.0, Scene.NAME_GONE, 1.0),
                0.1,
                0.1,
                0.1,
                0.3,
                0.01,
                Optional.of("zuid"));
        LiveRun alone = new LiveRun("alone", town, Level.BODY, List.of("noord"), Duration.ofDays(2), 39);
        LiveRun.Outcome two =
                new LiveRun("alone", town, Level.BODY, List.of("noord", "zuid"), Duration.ofDays(2), 39).run();
        assertThat(two.byFirst()).isEqualTo(alone.run().measured()).isNotEqualTo(two.measured());
    }
}
