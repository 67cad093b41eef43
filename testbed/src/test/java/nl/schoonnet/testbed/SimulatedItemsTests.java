// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.schoonnet.testbed.SimulatedItems.Design;
import nl.schoonnet.testbed.SimulatedItems.Looks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedItemsTests {
    private static final int ITEMS = 50_000;
    private static final double SHAPE = 0.6;
    private static final double WITHIN_24 = 0.46;

    static Stream<Design> designs() {
        return Stream.of(
                        new Looks.Exact(),
                        new Looks.Every(1, false),
                        new Looks.Every(6, true),
                        new Looks.Every(24, false),
                        new Looks.Every(24, true))
                .flatMap(looks -> Stream.of(
                        Design.independent(ITEMS, SHAPE, WITHIN_24, looks, 30),
                        new Design(ITEMS, SHAPE, WITHIN_24, 200, 0.75, looks, 30)));
    }

    @ParameterizedTest
    @MethodSource("designs")
    void each_interval_holds_its_true_time(Design design) {
        SimulatedItems items = SimulatedItems.draw(design, 11);
        assertThat(items.size()).isEqualTo(ITEMS);
        for (int i = 0; i < ITEMS; i++) {
            double time = items.trueTime()[i];
            boolean ordered =
                    0 <= items.entry()[i] && items.entry()[i] <= items.left()[i] && items.left()[i] < items.right()[i];
            assertThat(ordered).isTrue();
            assertThat(items.left()[i] < time && time <= items.right()[i]).isTrue();
            boolean inTime = items.left()[i] <= 720 && (items.right()[i] <= 720 || Double.isInfinite(items.right()[i]));
            assertThat(inTime).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void the_same_seed_gives_the_same_items_and_another_one_others(Design design) {
        SimulatedItems items = SimulatedItems.draw(design, 12);
        SimulatedItems again = SimulatedItems.draw(design, 12);
        SimulatedItems other = SimulatedItems.draw(design, 13);
        assertThat(again.left()).isEqualTo(items.left());
        assertThat(again.right()).isEqualTo(items.right());
        assertThat(again.cluster()).isEqualTo(items.cluster());
        assertThat(Arrays.equals(other.trueTime(), items.trueTime())).isFalse();
    }

    @Test
    void untruncated_times_have_the_generating_share() {
        Design design = Design.independent(ITEMS, SHAPE, WITHIN_24, new Looks.Every(24, false), 30);
        double[] times = SimulatedItems.draw(design, 14).trueTime();
        for (double hours : new double[] {6, 24, 48, 168}) {
            double share = Arrays.stream(times).filter(t -> t <= hours).count() / (double) ITEMS;
            assertThat(share).isCloseTo(design.shareWithin(hours), within(5 * Math.sqrt(0.25 / ITEMS)));
        }
        assertThat(design.shareWithin(24)).isCloseTo(WITHIN_24, within(1e-12));
    }

    @Test
    void under_left_truncation_as_many_vanish_as_end_before_a_uniform_first_look() {
        Design design = Design.independent(ITEMS, SHAPE, WITHIN_24, new Looks.Every(24, true), 30);
        SimulatedItems items = SimulatedItems.draw(design, 15);
        double vanished = 1 - (double) items.size() / items.drawn();
        // The mean of F over a uniform first look, by the midpoint rule.
        double expected = IntStream.range(0, 10_000)
                .mapToDouble(i -> design.shareWithin(24 * (i + 0.5) / 10_000))
                .average()
                .orElseThrow();
        assertThat(vanished).isCloseTo(expected, within(0.012));
        assertThat(Arrays.stream(items.entry()).allMatch(e -> e > 0 && e < 24)).isTrue();
        assertThat(Arrays.stream(items.entry()).average().orElseThrow()).isLessThan(12);
    }

    @Test
    void without_truncation_nobody_vanishes_and_all_enter_at_the_origin() {
        SimulatedItems items =
                SimulatedItems.draw(Design.independent(ITEMS, SHAPE, WITHIN_24, new Looks.Every(6, false), 30), 16);
        assertThat(items.drawn()).isEqualTo(ITEMS);
        assertThat(Arrays.stream(items.entry()).allMatch(e -> e == 0)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void no_interval_is_wider_than_the_gap_between_looks(Design design) {
        SimulatedItems items = SimulatedItems.draw(design, 17);
        double gap = design.looks() instanceof Looks.Every every ? every.gapHours() : 1e-9;
        for (int i = 0; i < ITEMS; i++) {
            if (Double.isFinite(items.right()[i])) {
                assertThat(items.right()[i] - items.left()[i]).isLessThanOrEqualTo(gap + 1e-9);
            } else {
                assertThat(items.left()[i]).isGreaterThanOrEqualTo(720 - 2 * gap);
            }
        }
    }

    @Test
    void items_of_a_cluster_share_its_time_with_the_chance_that_was_asked() {
        SimulatedItems items =
                SimulatedItems.draw(new Design(ITEMS, SHAPE, WITHIN_24, 200, 0.75, new Looks.Exact(), 30), 18);
        int pairs = 0;
        int together = 0;
        for (int i = 0; i + 1 < ITEMS; i++) {
            boolean first = i == 0 || items.cluster()[i - 1] != items.cluster()[i];
            if (first && items.cluster()[i] == items.cluster()[i + 1]) {
                pairs++;
                together += items.trueTime()[i] == items.trueTime()[i + 1] ? 1 : 0;
            }
        }
        assertThat(pairs).isGreaterThan(1_000);
        assertThat(together / (double) pairs).isCloseTo(0.75 * 0.75, within(5 * Math.sqrt(0.25 / pairs)));
        int[] cluster = items.cluster();
        assertThat(IntStream.range(1, ITEMS).allMatch(i -> {
                    int step = cluster[i] - cluster[i - 1];
                    return step == 0 || step == 1;
                }))
                .isTrue();
    }

    @Test
    void an_impossible_design_is_refused() {
        assertThatThrownBy(() -> new Looks.Every(0, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Design.independent(0, 1, 0.5, new Looks.Exact(), 30))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Design.independent(10, 1, 1.5, new Looks.Exact(), 30))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
