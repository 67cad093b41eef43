// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.hour;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.schoonnet.takedown.episode.FeedOutages.Cause;
import nl.schoonnet.takedown.episode.FeedOutages.Outage;
import org.junit.jupiter.api.Test;

class FeedOutagesTests {
    private static List<Snapshot> daily(long... sizes) {
        return IntStream.range(0, sizes.length)
                .mapToObj(day -> Snapshot.of(hour(24 * day), sizes[day]))
                .toList();
    }

    private static List<Long> outageSizes(long... sizes) {
        return FeedOutages.among(daily(sizes)).outages().stream()
                .map(outage -> outage.snapshot().items())
                .toList();
    }

    @Test
    void a_snapshot_with_0_items_is_an_outage() {
        FeedOutages feed = FeedOutages.among(daily(100, 0, 100));
        assertThat(feed.outages()).containsExactly(new Outage(Snapshot.of(hour(24), 0), Cause.EMPTY));
        assertThat(feed.usable()).hasSize(2);
    }

    @Test
    void a_snapshot_that_is_unreadable_is_an_outage() {
        Snapshot broken = new Snapshot(hour(0), 100, OptionalLong.of(100), false);
        assertThat(FeedOutages.among(List.of(broken)).outages()).containsExactly(new Outage(broken, Cause.UNREADABLE));
    }

    @Test
    void a_snapshot_with_a_line_count_that_differs_from_its_index_is_an_outage() {
        Snapshot cut = new Snapshot(hour(0), 99, OptionalLong.of(100), true);
        Snapshot whole = new Snapshot(hour(24), 100, OptionalLong.of(100), true);
        assertThat(FeedOutages.among(List.of(cut, whole)).outages())
                .containsExactly(new Outage(cut, Cause.DIFFERS_FROM_INDEX));
    }

    @Test
    void a_snapshot_under_half_the_median_of_its_neighbours_is_an_outage() {
        assertThat(outageSizes(100, 100, 100, 49, 100, 100, 100)).containsExactly(49L);
    }

    @Test
    void a_snapshot_of_exactly_half_the_median_is_not() {
        assertThat(outageSizes(100, 100, 100, 50, 100, 100, 100)).isEmpty();
    }

    @Test
    void up_to_three_neighbours_on_either_side_are_compared() {
        assertThat(outageSizes(1000, 100, 100, 100, 60, 100, 100, 100, 1000)).isEmpty();
        assertThat(outageSizes(40, 100, 100)).containsExactly(40L);
        assertThat(outageSizes(100, 100, 40)).containsExactly(40L);
    }

    @Test
    void the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
        assertThat(outageSizes(60, 49, 140)).containsExactly(49L);
        assertThat(outageSizes(60, 50, 140)).isEmpty();
    }

    @Test
    void an_outage_is_no_usable_neighbour() {
        assertThat(outageSizes(100, 100, 100, 49, 0, 0, 0, 100, 100, 100)).containsExactly(0L, 0L, 0L, 49L);
    }

    @Test
    void a_feed_that_shrank_for_good_is_not_out_for_ever() {
        assertThat(FeedOutages.among(daily(100, 100, 100, 20, 20, 20, 20, 20, 20, 20, 20))
                        .usable())
                .hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void a_snapshot_alone_is_usable() {
        assertThat(outageSizes(3)).isEmpty();
    }

    @Test
    void no_snapshots_have_no_outages() {
        assertThat(FeedOutages.among(List.of()).usable()).isEmpty();
    }

    @Test
    void the_order_of_the_snapshots_changes_nothing() {
        List<Snapshot> shuffled = new ArrayList<>(daily(100, 0, 90, 30, 100, 110, 50, 100));
        Collections.shuffle(shuffled, new Random(3));
        FeedOutages expected = FeedOutages.among(daily(100, 0, 90, 30, 100, 110, 50, 100));
        assertThat(FeedOutages.among(shuffled).usable()).isEqualTo(expected.usable());
        assertThat(FeedOutages.among(shuffled).outages()).isEqualTo(expected.outages());
    }

    @Test
    void every_snapshot_is_usable_or_an_outage() {
        List<Snapshot> snapshots = new Random(4)
                .longs(200, 0, 100)
                .mapToObj(Long::valueOf)
                .map(size -> Snapshot.of(hour(size.intValue() * 7), size))
                .toList();
        FeedOutages feed = FeedOutages.among(snapshots);
        assertThat(Stream.concat(feed.usable().stream(), feed.outages().stream().map(Outage::snapshot)))
                .containsExactlyInAnyOrderElementsOf(snapshots);
    }
}
