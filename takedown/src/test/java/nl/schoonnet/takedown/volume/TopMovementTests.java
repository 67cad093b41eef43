// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopMovementTests {

    @Test
    void everybody_in_either_top_is_said_once() {
        TopMovement<String> movement =
                TopMovement.between(List.of("a", "b", "c"), Set.of("a", "b", "c", "d", "x"), List.of("n", "c", "d"));
        assertThat(movement).isEqualTo(new TopMovement<>(List.of("c"), List.of("d"), List.of("n"), List.of("a", "b")));
    }

    @Test
    void the_same_top_stays_and_a_first_one_is_all_new() {
        assertThat(TopMovement.between(List.of(1, 2), Set.of(), List.of(2, 1)).stayed())
                .containsExactly(2, 1);
        assertThat(TopMovement.between(List.<Integer>of(), Set.of(), List.of(2, 1))
                        .neverSeenBefore())
                .containsExactly(2, 1);
    }

    @Test
    void the_top_is_by_volume_then_by_key_and_without_the_empty_handed() {
        Map<String, Double> volumes = Map.of("d", 5.0, "b", 7.5, "a", 5.0, "c", 0.0);
        assertThat(TopMovement.top(volumes, 2)).containsExactly("b", "a");
        assertThat(TopMovement.top(volumes, 10)).containsExactly("b", "a", "d");
    }
}
