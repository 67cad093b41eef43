// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTests {
    private static final Frame FRAME = Frame.of(IntStream.range(0, 60)
            .mapToObj(i -> new Frame.Unit("item-" + i, i < 40 ? "large" : "small", "page-" + i / 5))
            .toList());

    @Test
    void the_same_seed_draws_the_same_items_from_any_order_of_the_frame() {
        Sample sample = Sample.draw(FRAME, new Design.Simple(12), 5);
        Frame reversed = Frame.of(FRAME.units().reversed());
        assertThat(Sample.draw(reversed, new Design.Simple(12), 5)).isEqualTo(sample);
        assertThat(Sample.draw(FRAME, new Design.Simple(12), 6)).isNotEqualTo(sample);
        assertThat(sample.drawn()).hasSize(12).allMatch(d -> d.inclusionProbability() == 12 / 60.0);
    }

    @Test
    void anybody_can_draw_it_again_with_sha_256() {
        List<String> first = FRAME.units().stream()
                .map(Frame.Unit::id)
                .sorted(Comparator.comparing(id -> sha256("5:" + id)))
                .limit(12)
                .toList();
        assertThat(Sample.draw(FRAME, new Design.Simple(12), 5).drawn())
                .extracting(d -> d.unit().id())
                .containsExactlyInAnyOrderElementsOf(first);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void items_are_drawn_as_often_as_their_inclusion_probability_says() {
        Design design = new Design.Stratified(Map.of("large", 10, "small", 10));
        Map<String, Integer> times = new HashMap<>();
        int draws = 2000;
        for (int seed = 0; seed < draws; seed++) {
            Sample.draw(FRAME, design, seed)
                    .drawn()
                    .forEach(d -> times.merge(d.unit().id(), 1, Integer::sum));
        }
        for (Sample.Drawn drawn : Sample.draw(FRAME, design, 1).drawn()) {
            double expected = drawn.unit().stratum().equals("large") ? 0.25 : 0.5;
            assertThat(drawn.inclusionProbability()).isEqualTo(expected);
        }
        for (Frame.Unit unit : FRAME.units()) {
            double expected = unit.stratum().equals("large") ? 0.25 : 0.5;
            assertThat(times.getOrDefault(unit.id(), 0) / (double) draws).isEqualTo(expected, within(0.05));
        }
    }

    @Test
    void pages_are_drawn_whole() {
        Sample sample = Sample.draw(FRAME, new Design.Clustered(3), 9);
        Map<String, Long> pages = sample.drawn().stream()
                .collect(Collectors.groupingBy(d -> d.unit().page(), Collectors.counting()));
        assertThat(pages)
                .hasSize(3)
                .allSatisfy((page, items) -> assertThat(items).isEqualTo(5));
        assertThat(sample.drawn()).allMatch(d -> d.inclusionProbability() == 3 / 12.0);
        assertThat(sample.framePages()).isEqualTo(12);
    }

    @Test
    void proportional_allocation_sees_small_strata_too() {
        Frame frame = Frame.of(IntStream.range(0, 103)
                .mapToObj(i -> new Frame.Unit("i" + i, i < 100 ? "a" : "b", "i" + i))
                .toList());
        assertThat(Design.Stratified.proportional(frame, 20, 2).items()).isEqualTo(Map.of("a", 19, "b", 2));
        assertThat(Design.Stratified.proportional(frame, 20, 5).items()).isEqualTo(Map.of("a", 19, "b", 3));
    }

    @Test
    void a_design_that_does_not_fit_its_frame_is_refused() {
        List<Design> bad = List.of(
                new Design.Simple(0),
                new Design.Simple(61),
                new Design.Clustered(13),
                new Design.Stratified(Map.of("large", 10)),
                new Design.Stratified(Map.of("large", 10, "small", 21)));
        for (Design design : bad) {
            assertThatThrownBy(() -> Sample.draw(FRAME, design, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        Frame.Unit unit = new Frame.Unit("a", "s", "p");
        assertThatThrownBy(() -> Frame.of(List.of(unit, unit))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frame.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
