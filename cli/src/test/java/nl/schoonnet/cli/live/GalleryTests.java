// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.testbed.alive.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real looker against a small town that shows every scene. */
class GalleryTests {
    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            names = {"HEADERS", "BODY"})
    void every_look_says_what_is_true_where_it_can_be_told(Level level) {
        ConfusionMatrix matrix = new ConfusionMatrix();
        Set<Scene> scenes = EnumSet.noneOf(Scene.class);
        boolean silent = level == Level.HEADERS;
        LiveRun.gallery(level, 4, silent, 7, look -> {
            scenes.add(look.scene());
            matrix.add(look.scene().truth(), look.told(), look.judgement());
        });
        assertThat(matrix.missed()).as(matrix.text()).isEmpty();
        assertThat(scenes)
                .isEqualTo(
                        silent
                                ? EnumSet.allOf(Scene.class)
                                : EnumSet.complementOf(EnumSet.of(Scene.SILENT, Scene.DRIPPING)));
    }

    @Test
    void every_code_that_one_look_can_give_has_a_scene() {
        // The others need more than one look, a person, or a fault of our own.
        Set<Reason> several = EnumSet.of(Reason.MANUAL, Reason.HOST_DOWN, Reason.OTHER_NETWORK, Reason.VANTAGE_DOWN);
        assertThat(Arrays.stream(Scene.values()).map(Scene::truth))
                .containsAll(EnumSet.complementOf(EnumSet.copyOf(several)));
    }

    @Test
    void a_look_that_can_t_tell_doesn_t_say_that_it_is_gone() {
        assertThat(Arrays.stream(Scene.values())
                        .filter(scene -> scene.visible(true).isEmpty())
                        .map(Scene::truth))
                .containsOnly(Reason.GEO);
    }
}
