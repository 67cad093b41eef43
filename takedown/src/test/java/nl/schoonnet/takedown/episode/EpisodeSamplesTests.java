// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.DELIVERED;
import static nl.schoonnet.takedown.episode.Looks.NOTICE;
import static nl.schoonnet.takedown.episode.Looks.none;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import nl.schoonnet.takedown.curve.CensoredSample;
import org.junit.jupiter.api.Test;

class EpisodeSamplesTests {
    private static final List<Episode> EPISODES = List.of(
            none().seen(1.5).absent(9, 10).episode(),
            none().seen(30).episode(),
            none().enteredAt(4).found(Reason.OTHER_HOST, 20).episode(),
            none().seen(2).found(Reason.GEO, 6, 30).absent(40, 41).episode(),
            none().seen(2).found(Reason.GEO, 6, 30).episode());

    private static CensoredSample takedowns(Counting counting) {
        return EpisodeSamples.takedowns(
                EPISODES,
                counting,
                new double[] {1, 2, 3, 4, 5},
                EpisodeSamples.clusters(List.of("x", "y", "x", "z", "y")));
    }

    @Test
    void hours_run_from_the_clock_origin() {
        CensoredSample sample = takedowns(Counting.REMOVED);
        assertThat(sample.left(0)).isEqualTo(1.5);
        assertThat(sample.right(0)).isEqualTo(9);
        assertThat(sample.rightCensored(1)).isTrue();
        assertThat(sample.left(1)).isEqualTo(30);
    }

    @Test
    void entry_weight_and_cluster_are_kept() {
        CensoredSample sample = takedowns(Counting.REMOVED);
        assertThat(sample.entry(0)).isZero();
        assertThat(sample.entry(2)).isEqualTo(4);
        assertThat(sample.weight(3)).isEqualTo(4);
        assertThat(List.of(sample.cluster(0), sample.cluster(1), sample.cluster(2), sample.cluster(3)))
                .containsExactly(0, 1, 0, 2);
    }

    @Test
    void another_end_than_takedown_censors_at_the_last_sighting() {
        CensoredSample sample = takedowns(Counting.REMOVED);
        assertThat(sample.rightCensored(2)).isTrue();
        assertThat(sample.left(2)).isEqualTo(4);
        assertThat(sample.rightCensored(4)).isTrue();
    }

    @Test
    void an_item_made_inaccessible_is_taken_down_then_or_when_it_is_removed() {
        assertThat(takedowns(Counting.REMOVED_OR_INACCESSIBLE).right(3)).isEqualTo(6);
        assertThat(takedowns(Counting.REMOVED).right(3)).isEqualTo(40);
    }

    @Test
    void all_ends_keep_their_intervals_and_have_their_causes() {
        CensoredSample sample = EpisodeSamples.allEnds(
                EPISODES,
                Counting.REMOVED,
                EpisodeSamples.unitWeights(5),
                EpisodeSamples.clusters(List.of("a", "b", "c", "d", "e")));
        assertThat(sample.right(2)).isEqualTo(20);
        assertThat(sample.right(4)).isEqualTo(6);
        assertThat(EpisodeSamples.causes(EPISODES, Counting.REMOVED)).containsExactly(1, 0, 3, 1, 2);
        assertThat(EpisodeSamples.causes(EPISODES, Counting.REMOVED_OR_INACCESSIBLE))
                .containsExactly(1, 0, 3, 1, 1);
    }

    @Test
    void ends_a_nanosecond_apart_stay_apart() {
        End.Removed end = new End.Removed(
                NOTICE.plusSeconds(360_000_000), NOTICE.plusSeconds(360_000_000).plusNanos(1), Reason.EMPTY);
        Episode episode = new Episode(DELIVERED, 1, NOTICE, end, end, Optional.of(end), 0, false);
        CensoredSample sample =
                EpisodeSamples.takedowns(List.of(episode), Counting.REMOVED, EpisodeSamples.unitWeights(1), new int[1]);
        assertThat(sample.left(0)).isLessThan(sample.right(0));
    }

    @Test
    void every_episode_makes_a_valid_item() {
        for (int i = 0; i < 5_000; i++) {
            Random random = new Random(900_000L + i);
            List<Episode> episodes = Episodes.of(RandomHistories.any(random), RandomHistories.rules(random)).stream()
                    .filter(Episode.class::isInstance)
                    .map(Episode.class::cast)
                    .toList();
            for (Counting counting : Counting.values()) {
                CensoredSample sample = EpisodeSamples.takedowns(
                        episodes, counting, EpisodeSamples.unitWeights(episodes.size()), new int[episodes.size()]);
                assertThat(sample.size()).isEqualTo(episodes.size());
            }
        }
    }
}
