// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.testbed.alive.Gallery;
import nl.schoonnet.testbed.alive.LivingInternet;
import nl.schoonnet.testbed.alive.Scene;
import nl.schoonnet.testbed.alive.SteppingClock;
import nl.schoonnet.testbed.alive.Town;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real looker against a small town that shows every scene. */
class GalleryTests {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private static List<Sighting> seen(Level level) {
        Town town = Gallery.town(7, 6, "zuid", START, START.plus(Duration.ofMinutes(90)));
        SteppingClock clock = new SteppingClock(START);
        List<Sighting> seen = new ArrayList<>();
        try (LivingInternet internet = new LivingInternet(town, clock, List.of("noord", "zuid"))) {
            List<Vantage> vantages = List.of(
                    new Vantage("noord", internet, 0, clock, 1),
                    new Vantage("zuid", internet, internet.proxyPort("zuid"), clock, 2));
            try (Watch watch = new Watch(internet, clock, vantages, level, Duration.ofDays(1), seen::add)) {
                watch.until(START.plus(Duration.ofHours(3)));
            }
        }
        return seen;
    }

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"HEADERS", "BODY"})
    void every_look_says_what_is_true_where_it_can_be_told(Level level) {
        ConfusionMatrix matrix = new ConfusionMatrix();
        List<Sighting> seen = seen(level);
        seen.forEach(
                look -> matrix.add(look.scene().truth(), look.scene().visible(level == Level.BODY), look.judgement()));
        System.out.println(matrix.text());
        assertThat(matrix.missed()).as(matrix.text()).isEmpty();
        Set<Scene> scenes = EnumSet.noneOf(Scene.class);
        seen.forEach(look -> scenes.add(look.scene()));
        assertThat(scenes).containsExactlyInAnyOrder(Scene.values());
    }

    @Test
    void a_look_that_can_t_tell_doesn_t_say_that_it_is_gone() {
        assertThat(Arrays.stream(Scene.values())
                        .filter(scene -> scene.visible(true).isEmpty())
                        .map(Scene::truth))
                .containsOnly(Reason.GEO);
    }
}
