// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.DELIVERED;
import static nl.schoonnet.takedown.episode.Looks.hour;
import static nl.schoonnet.takedown.episode.Looks.removed;
import static nl.schoonnet.takedown.episode.Looks.stillThere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import nl.schoonnet.takedown.episode.SnapshotFeed.Listing;
import org.junit.jupiter.api.Test;

class SnapshotFeedTests {
    private static final Instant CUTOFF = hour(1000);
    private static final SnapshotFeed FEED = SnapshotFeed.of(List.of(hour(10), hour(34), hour(58), hour(82)), CUTOFF);

    private static Episode episode(double first, double last) {
        return (Episode) FEED.outcome(DELIVERED, new Listing(hour(first), hour(last), 1));
    }

    @Test
    void an_item_ended_between_its_last_sighting_and_the_next_usable_snapshot() {
        assertThat(episode(10, 34).end()).isEqualTo(removed(34, 58));
    }

    @Test
    void an_item_in_the_last_snapshot_is_right_censored_there() {
        assertThat(episode(10, 82).end()).isEqualTo(stillThere(82));
    }

    @Test
    void an_item_enters_at_its_first_sighting() {
        assertThat(episode(34, 58).entry()).isEqualTo(hour(34));
    }

    @Test
    void an_item_that_left_the_list_and_came_back_is_one_episode() {
        Listing gap = new Listing(hour(10), hour(58), 2);
        assertThat(FEED.returned(gap)).isTrue();
        assertThat(FEED.returned(new Listing(hour(10), hour(58), 3))).isFalse();
        assertThat(((Episode) FEED.outcome(DELIVERED, gap)).end()).isEqualTo(removed(58, 82));
    }

    @Test
    void an_item_that_left_the_list_before_its_notice_was_gone_before_the_notice() {
        NoticeClock late = new NoticeClock(ClockOrigin.DELIVERED, hour(60));
        assertThat(FEED.outcome(late, new Listing(hour(10), hour(10), 1)))
                .isEqualTo(new Outcome.GoneBeforeNotice(late, hour(34), Reason.GONE_404));
    }

    @Test
    void an_item_listed_before_and_after_the_cut_off_was_still_there_at_the_last_snapshot_before_it() {
        SnapshotFeed cut = SnapshotFeed.of(List.of(hour(10), hour(34), hour(58), hour(82)), hour(60));
        assertThat(((Episode) cut.outcome(DELIVERED, new Listing(hour(10), hour(82), 2))).end())
                .isEqualTo(stillThere(58));
    }

    @Test
    void an_item_notified_or_first_listed_after_the_cut_off_was_never_looked_at() {
        SnapshotFeed cut = SnapshotFeed.of(List.of(hour(10), hour(34)), hour(40));
        assertThat(cut.outcome(DELIVERED, new Listing(hour(58), hour(58), 1)))
                .isEqualTo(new Outcome.NeverLooked(DELIVERED, 0));
        NoticeClock late = new NoticeClock(ClockOrigin.DELIVERED, hour(41));
        assertThat(cut.outcome(late, new Listing(hour(10), hour(34), 2))).isEqualTo(new Outcome.NeverLooked(late, 0));
    }

    @Test
    void an_item_last_listed_before_its_notice_with_no_snapshot_after_it_was_never_looked_at() {
        NoticeClock late = new NoticeClock(ClockOrigin.DELIVERED, hour(90));
        assertThat(FEED.outcome(late, new Listing(hour(10), hour(82), 4))).isEqualTo(new Outcome.NeverLooked(late, 0));
    }

    @Test
    void an_item_first_listed_in_no_usable_snapshot_is_refused() {
        assertThatThrownBy(() -> episode(11, 34)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The shortcut against the general rules, with a look per item and snapshot. */
    @Test
    void first_and_last_sighting_give_what_all_looks_give() {
        for (int i = 0; i < 20_000; i++) {
            Random random = new Random(60_000L + i);
            TreeSet<Instant> snapshots = new TreeSet<>();
            for (int k = 0; k < 12; k++) {
                snapshots.add(hour(random.nextInt(-40, 400)));
            }
            Instant cutoff = hour(random.nextInt(1, 420));
            List<Observation> looks = new ArrayList<>();
            List<Instant> listed = new ArrayList<>();
            int stop = random.nextInt(1, 13);
            for (Instant snapshot : snapshots) {
                boolean there = random.nextInt(4) > 0 && looks.size() < stop;
                looks.add(new Observation(snapshot, "feed", there ? Reason.SAME : Reason.GONE_404));
                if (there) {
                    listed.add(snapshot);
                }
            }
            listed.removeIf(snapshot -> snapshot.isAfter(cutoff));
            if (listed.isEmpty()) {
                continue;
            }
            Listing listing = new Listing(listed.getFirst(), listed.getLast(), listed.size());
            History history = History.of(DELIVERED, looks).enteredAt(listed.getFirst());
            List<Outcome> general = Episodes.of(history, EpisodeRules.snapshotFeed(cutoff));
            Outcome shortcut = SnapshotFeed.of(snapshots, cutoff).outcome(DELIVERED, listing);
            assertThat(general).hasSize(1);
            assertSame(general.getFirst(), shortcut);
        }
    }

    /** The general rules count gaps as well, which first and last sighting don't tell; all else must be the same. */
    private static void assertSame(Outcome general, Outcome shortcut) {
        if (general instanceof Episode expected && shortcut instanceof Episode episode) {
            assertThat(episode.end()).isEqualTo(expected.end());
            assertThat(episode.lastEnd()).isEqualTo(expected.lastEnd());
            assertThat(episode.entry()).isEqualTo(expected.entry());
            assertThat(episode.removal()).isEqualTo(expected.removal());
            assertThat(episode.provisional()).isEqualTo(expected.provisional());
        } else {
            assertThat(shortcut.getClass()).isEqualTo(general.getClass());
            assertThat(shortcut.clock()).isEqualTo(general.clock());
        }
    }
}
