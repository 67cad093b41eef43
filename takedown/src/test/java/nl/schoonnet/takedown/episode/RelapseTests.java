// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.DELIVERED;
import static nl.schoonnet.takedown.episode.Looks.hour;
import static nl.schoonnet.takedown.episode.Looks.none;
import static nl.schoonnet.takedown.episode.Looks.removed;
import static nl.schoonnet.takedown.episode.Looks.stillThere;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RelapseTests {
    private static final double DAY = 24;
    private static final double SECOND = 1 / 3600.0;

    @Test
    void an_item_back_within_7_days_is_the_same_episode_and_is_judged_on_its_first_removal() {
        Episode episode = none().seen(1)
                .absent(10, 11)
                .seen(10 + 7 * DAY - SECOND)
                .absent(300, 301)
                .episode();
        assertThat(episode.end()).isEqualTo(removed(1, 10));
        assertThat(episode.lastEnd()).isEqualTo(removed(10 + 7 * DAY - SECOND, 300));
        assertThat(episode.flaps()).isEqualTo(1);
    }

    @Test
    void an_item_that_flapped_and_is_there_again_is_open() {
        Episode episode = none().seen(1).absent(10, 11).seen(20, 400).episode();
        assertThat(episode.end()).isEqualTo(removed(1, 10));
        assertThat(episode.lastEnd()).isEqualTo(stillThere(400));
        assertThat(episode.flaps()).isEqualTo(1);
        assertThat(episode.provisional()).isFalse();
    }

    @Test
    void an_unconfirmed_absence_is_no_flap() {
        Episode episode = none().seen(1).absent(10).seen(20).absent(30, 31).episode();
        assertThat(episode.flaps()).isZero();
        assertThat(episode.end()).isEqualTo(removed(20, 30));
    }

    @Test
    void an_item_back_after_7_days_is_a_new_episode() {
        List<Outcome> outcomes = none().seen(1)
                .absent(10, 11)
                .seen(10 + 7 * DAY)
                .absent(300, 301)
                .outcomes();
        assertThat(outcomes).hasSize(2);
        Episode first = (Episode) outcomes.get(0);
        Episode second = (Episode) outcomes.get(1);
        assertThat(first.end()).isEqualTo(removed(1, 10));
        assertThat(first.lastEnd()).isEqualTo(first.end());
        assertThat(first.number()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.end()).isEqualTo(removed(10 + 7 * DAY, 300));
    }

    @Test
    void a_reappearance_that_nobody_notified_runs_from_its_first_sighting() {
        List<Outcome> outcomes = none().seen(1).absent(10, 11).seen(200).outcomes();
        assertThat(outcomes.get(1).clock()).isEqualTo(new NoticeClock(ClockOrigin.FIRST_SEEN, hour(200)));
    }

    @Test
    void a_reappearance_that_was_notified_runs_from_its_own_notice() {
        List<Outcome> outcomes = none().seen(1)
                .absent(10, 11)
                .seen(200, 220)
                .absent(230, 231)
                .notifiedAgainAt(210)
                .outcomes();
        Episode second = (Episode) outcomes.get(1);
        assertThat(second.clock()).isEqualTo(new NoticeClock(ClockOrigin.DELIVERED, hour(210)));
        assertThat(second.end()).isEqualTo(removed(220, 230));
        assertThat(second.truncated()).isFalse();
    }

    @Test
    void a_notice_since_the_last_look_that_found_it_gone_belongs_to_the_reappearance() {
        List<Outcome> outcomes = none().seen(1)
                .absent(10, 11, 190)
                .seen(200)
                .absent(230, 231)
                .notifiedAgainAt(195)
                .outcomes();
        Episode second = (Episode) outcomes.get(1);
        assertThat(second.clock()).isEqualTo(new NoticeClock(ClockOrigin.DELIVERED, hour(195)));
        assertThat(second.entry()).isEqualTo(hour(200));
        assertThat(second.end()).isEqualTo(removed(200, 230));
    }

    @Test
    void a_notice_about_something_already_gone_starts_nothing() {
        List<Outcome> outcomes = none().seen(1)
                .absent(10, 11, 190)
                .seen(200)
                .notifiedAgainAt(100)
                .outcomes();
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(1).clock().origin()).isEqualTo(ClockOrigin.FIRST_SEEN);
    }

    @Test
    void a_reminder_during_an_episode_starts_nothing() {
        Episode episode = none().seen(1, 60).absent(70, 71).notifiedAgainAt(50).episode();
        assertThat(episode.clock()).isEqualTo(DELIVERED);
        assertThat(episode.end()).isEqualTo(removed(60, 70));
    }

    @Test
    void a_notice_while_a_reappearance_had_flapped_away_is_judged_on_the_next_removal() {
        List<Outcome> outcomes = none().seen(1)
                .absent(10, 11)
                .seen(200)
                .absent(210, 211)
                .seen(220)
                .absent(230, 231)
                .notifiedAgainAt(215)
                .outcomes();
        Episode second = (Episode) outcomes.get(1);
        assertThat(second.origin()).isEqualTo(hour(215));
        assertThat(second.end()).isEqualTo(removed(220, 230));
    }

    @Test
    void a_notice_after_the_cut_off_is_not_that_of_a_reappearance_before_it() {
        List<Outcome> outcomes =
                none().seen(1).absent(10, 11).seen(200).notifiedAgainAt(250).outcomes(EpisodeRules.standard(hour(240)));
        assertThat(outcomes.get(1).clock().origin()).isEqualTo(ClockOrigin.FIRST_SEEN);
    }

    @Test
    void an_item_can_relapse_again_and_again() {
        List<Outcome> outcomes = none().seen(1)
                .absent(10, 11)
                .seen(200)
                .absent(210, 211)
                .seen(400)
                .absent(410, 411)
                .outcomes();
        assertThat(outcomes).extracting(outcome -> ((Episode) outcome).number()).containsExactly(1, 2, 3);
    }

    @Test
    void an_item_back_from_a_restriction_or_a_move_flaps_too() {
        Episode restricted = none().seen(1).found(Reason.LOGIN, 10, 40).seen(50).episode();
        assertThat(restricted.end()).isEqualTo(new End.MadeInaccessible(hour(1), hour(10), Reason.LOGIN));
        assertThat(restricted.flaps()).isEqualTo(1);
        Episode moved = none().seen(1)
                .found(Reason.OTHER_HOST, 10)
                .seen(50)
                .absent(60, 61)
                .episode();
        assertThat(moved.end()).isEqualTo(new End.Moved(hour(1), hour(10), Reason.OTHER_HOST));
        assertThat(moved.removal()).isEmpty();
    }

    @Test
    void an_episode_absent_for_less_than_7_days_at_the_cut_off_is_provisional() {
        Looks looks = none().seen(1).absent(10, 11);
        assertThat(looks.episode(EpisodeRules.standard(hour(10 + 7 * DAY - SECOND)))
                        .provisional())
                .isTrue();
        assertThat(looks.episode(EpisodeRules.standard(hour(10 + 7 * DAY))).provisional())
                .isFalse();
    }

    @Test
    void an_episode_that_flapped_long_ago_and_is_gone_again_is_provisional_by_its_last_absence() {
        Looks looks = none().seen(1).absent(10, 11).seen(20).absent(300, 301);
        assertThat(looks.episode(EpisodeRules.standard(hour(310))).provisional())
                .isTrue();
    }

    @Test
    void an_item_that_came_back_after_the_cut_off_did_not_flap() {
        Episode episode = none().seen(1).absent(10, 11).seen(20).episode(EpisodeRules.standard(hour(15)));
        assertThat(episode.lastEnd()).isEqualTo(removed(1, 10));
        assertThat(episode.flaps()).isZero();
        assertThat(episode.provisional()).isTrue();
    }

    @Test
    void a_snapshot_feed_needs_one_absence_and_knows_no_relapse() {
        EpisodeRules rules = EpisodeRules.snapshotFeed(hour(60 * DAY));
        Episode episode = none().seen(24)
                .absent(48)
                .seen(72)
                .absent(96, 20 * DAY)
                .seen(30 * DAY)
                .absent(31 * DAY)
                .episode(rules);
        assertThat(episode.end()).isEqualTo(removed(30 * DAY, 31 * DAY));
        assertThat(episode.lastEnd()).isEqualTo(episode.end());
        assertThat(episode.provisional()).isFalse();
    }
}
