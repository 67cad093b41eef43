// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.DELIVERED;
import static nl.schoonnet.takedown.episode.Looks.NOTICE;
import static nl.schoonnet.takedown.episode.Looks.RULES;
import static nl.schoonnet.takedown.episode.Looks.hour;
import static nl.schoonnet.takedown.episode.Looks.none;
import static nl.schoonnet.takedown.episode.Looks.removed;
import static nl.schoonnet.takedown.episode.Looks.stillThere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One vantage point: the takedown interval, the cut-off, and what looks before the notice mean. */
class EpisodesTests {
    private static final double MINUTE = 1 / 60.0;
    private static final double SECOND = 1 / 3600.0;

    @Test
    void the_interval_runs_from_the_last_sighting_to_the_first_absence_of_a_confirmed_run() {
        assertThat(none().seen(1, 5).absent(9, 10, 11).end()).isEqualTo(removed(5, 9));
    }

    @Test
    void the_interval_begins_at_the_clock_origin_if_that_is_later_than_the_last_sighting() {
        assertThat(none().seen(-3).absent(2, 3).end()).isEqualTo(removed(0, 2));
    }

    @Test
    void interval_ends_are_the_exact_instants_of_the_looks() {
        Instant seen = NOTICE.plus(Duration.ofNanos(3_600_000_000_001L));
        Instant gone = NOTICE.plus(Duration.ofNanos(7_199_999_999_999L));
        List<Observation> looks = List.of(
                new Observation(seen, "a", Reason.CHANGED),
                new Observation(gone, "a", Reason.GONE_410),
                new Observation(gone.plusSeconds(3600), "a", Reason.GONE_410));
        assertThat(Episodes.of(History.of(DELIVERED, looks), RULES))
                .singleElement()
                .extracting(outcome -> ((Episode) outcome).end())
                .isEqualTo(new End.Removed(seen, gone, Reason.GONE_410));
    }

    @Test
    void one_absence_alone_is_no_removal() {
        assertThat(none().seen(1).absent(5).end()).isEqualTo(stillThere(1));
    }

    @Test
    void an_absence_is_confirmed_after_exactly_15_minutes() {
        assertThat(none().seen(1).absent(5, 5 + 15 * MINUTE).end()).isEqualTo(removed(1, 5));
    }

    @Test
    void an_absence_is_not_confirmed_a_second_before_15_minutes() {
        assertThat(none().seen(1).absent(5, 5 + 15 * MINUTE - SECOND).end()).isEqualTo(stillThere(1));
    }

    @Test
    void an_absence_is_confirmed_after_exactly_48_hours() {
        assertThat(none().seen(1).absent(5, 53).end()).isEqualTo(removed(1, 5));
    }

    @Test
    void an_absence_is_not_confirmed_a_second_after_48_hours() {
        assertThat(none().seen(1).absent(5, 53 + SECOND).end()).isEqualTo(stillThere(1));
    }

    @Test
    void looks_close_together_are_confirmed_by_a_later_one() {
        assertThat(none().seen(1)
                        .absent(5, 5 + 5 * MINUTE, 5 + 10 * MINUTE, 5 + 20 * MINUTE)
                        .end())
                .isEqualTo(removed(1, 5));
    }

    @Test
    void a_lonely_absence_more_than_48_hours_before_the_confirmed_run_is_not_its_first() {
        assertThat(none().seen(1).absent(5, 60, 61).end()).isEqualTo(removed(1, 60));
    }

    @Test
    void a_sighting_between_two_absences_leaves_both_unconfirmed() {
        assertThat(none().seen(1).absent(5).seen(6).absent(7).end()).isEqualTo(stillThere(6));
    }

    @Test
    void a_look_that_says_nothing_between_two_absences_changes_nothing() {
        assertThat(none().seen(1)
                        .absent(5)
                        .found(Reason.SERVER_ERROR, 6)
                        .absent(7)
                        .end())
                .isEqualTo(removed(1, 5));
    }

    @Test
    void a_restricted_look_between_two_absences_changes_nothing() {
        assertThat(none().seen(1).absent(5).found(Reason.FORBIDDEN, 6).absent(7).end())
                .isEqualTo(removed(1, 5));
    }

    @Test
    void two_absences_at_one_instant_confirm_nothing() {
        assertThat(none().seen(1).absent(5).found(Reason.GONE_410, 5).end()).isEqualTo(stillThere(1));
    }

    @Test
    void a_sighting_at_the_very_instant_of_an_absence_prevails() {
        assertThat(none().absent(5).seen(5).absent(6, 7).end()).isEqualTo(removed(5, 6));
        assertThat(none().absent(5, 6).seen(6).end()).isEqualTo(stillThere(6));
    }

    @Test
    void an_item_that_was_never_absent_is_censored_at_its_last_sighting() {
        assertThat(none().seen(1, 30, 500).found(Reason.TIMEOUT, 501).end()).isEqualTo(stillThere(500));
    }

    @Test
    void a_single_sighting_censors_at_that_look() {
        assertThat(none().seen(7).end()).isEqualTo(stillThere(7));
    }

    @Test
    void an_item_seen_only_at_the_clock_origin_is_censored_there() {
        assertThat(none().seen(0).end()).isEqualTo(stillThere(0));
    }

    @Test
    void an_item_absent_at_the_first_look_went_between_origin_and_that_look() {
        assertThat(none().absent(6, 7).end()).isEqualTo(removed(0, 6));
    }

    @Test
    void an_item_found_absent_before_the_notice_and_at_the_first_look_was_gone_before_the_notice() {
        assertThat(none().absent(-20, 6, 7).outcomes())
                .containsExactly(new Outcome.GoneBeforeNotice(DELIVERED, hour(-20), Reason.GONE_404));
    }

    @Test
    void one_look_before_the_notice_is_enough_for_gone_before_the_notice() {
        assertThat(none().absent(-200, 6).outcomes())
                .containsExactly(new Outcome.GoneBeforeNotice(DELIVERED, hour(-200), Reason.GONE_404));
    }

    @Test
    void an_absence_at_the_very_instant_of_the_notice_was_before_it() {
        assertThat(none().absent(0, 6).outcomes())
                .containsExactly(new Outcome.GoneBeforeNotice(DELIVERED, hour(0), Reason.GONE_404));
    }

    @Test
    void an_absence_before_the_notice_that_a_later_sighting_before_the_notice_refutes_means_nothing() {
        assertThat(none().absent(-20, -19).seen(-5).absent(6, 7).end()).isEqualTo(removed(0, 6));
    }

    @Test
    void an_item_found_absent_before_the_notice_and_seen_at_the_first_look_after_it_is_an_episode() {
        assertThat(none().absent(-20, -19).seen(3).absent(6, 7).end()).isEqualTo(removed(3, 6));
    }

    @Test
    void an_item_gone_before_the_notice_that_is_soon_back_is_judged_on_its_later_removal() {
        assertThat(none().absent(-2, 3, 4).seen(10).absent(50, 51).end()).isEqualTo(removed(10, 50));
    }

    @Test
    void an_item_gone_before_the_notice_that_is_back_after_7_days_begins_a_new_episode() {
        List<Outcome> outcomes =
                none().absent(-2, 3, 4).seen(200).absent(250, 251).outcomes();
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.getFirst()).isInstanceOf(Outcome.GoneBeforeNotice.class);
        Episode again = (Episode) outcomes.get(1);
        assertThat(again.clock()).isEqualTo(new NoticeClock(ClockOrigin.FIRST_SEEN, hour(200)));
        assertThat(again.end()).isEqualTo(removed(200, 250));
    }

    @Test
    void an_item_made_inaccessible_before_the_notice_was_gone_before_the_notice() {
        assertThat(none().seen(-50).found(Reason.FORBIDDEN, -40, -20, 5).outcomes())
                .containsExactly(new Outcome.GoneBeforeNotice(DELIVERED, hour(-40), Reason.FORBIDDEN));
    }

    @Test
    void an_item_that_moved_before_the_notice_was_gone_from_this_network_before_the_notice() {
        assertThat(none().seen(-50).found(Reason.OTHER_NETWORK, -40, 5).outcomes())
                .containsExactly(new Outcome.GoneBeforeNotice(DELIVERED, hour(-40), Reason.OTHER_NETWORK));
    }

    @Test
    void an_item_that_nobody_looked_at_was_never_looked_at() {
        assertThat(none().outcomes()).containsExactly(new Outcome.NeverLooked(DELIVERED, 0));
    }

    @Test
    void an_item_about_which_no_look_said_anything_was_never_looked_at() {
        assertThat(none().found(Reason.TIMEOUT, 1, 2).found(Reason.TLS, 3).outcomes())
                .containsExactly(new Outcome.NeverLooked(DELIVERED, 3));
    }

    @Test
    void looks_before_the_notice_only_are_no_looks_in_the_window() {
        assertThat(none().seen(-5).outcomes()).containsExactly(new Outcome.NeverLooked(DELIVERED, 0));
        assertThat(none().absent(-5, -4).outcomes())
                .containsExactly(new Outcome.GoneBeforeNotice(DELIVERED, hour(-5), Reason.GONE_404));
    }

    @Test
    void an_event_at_the_cut_off_counts_and_one_after_it_does_not() {
        Looks looks = none().seen(5).absent(20, 21);
        assertThat(looks.episode(EpisodeRules.standard(hour(20))).end()).isEqualTo(removed(5, 20));
        assertThat(looks.episode(EpisodeRules.standard(hour(20 - SECOND))).end())
                .isEqualTo(stillThere(5));
    }

    @Test
    void looks_until_48_hours_after_the_cut_off_may_confirm() {
        EpisodeRules rules = EpisodeRules.standard(hour(20));
        assertThat(none().seen(5).absent(20, 68).episode(rules).end()).isEqualTo(removed(5, 20));
        assertThat(none().seen(5).absent(19, 67 + SECOND).episode(rules).end()).isEqualTo(stillThere(5));
    }

    @Test
    void a_sighting_after_the_cut_off_moves_no_bound() {
        EpisodeRules rules = EpisodeRules.standard(hour(20));
        assertThat(none().seen(5, 21).episode(rules).end()).isEqualTo(stillThere(5));
        assertThat(none().seen(21).outcomes(rules)).containsExactly(new Outcome.NeverLooked(DELIVERED, 0));
    }

    @Test
    void a_sighting_after_the_cut_off_leaves_the_absence_before_it_unconfirmed() {
        EpisodeRules rules = EpisodeRules.standard(hour(20));
        assertThat(none().seen(5).absent(19).seen(21).absent(22).episode(rules).end())
                .isEqualTo(stillThere(5));
    }

    @Test
    void an_item_notified_after_the_cut_off_was_never_looked_at() {
        assertThat(none().seen(1).outcomes(EpisodeRules.standard(hour(-1))))
                .containsExactly(new Outcome.NeverLooked(DELIVERED, 0));
    }

    @Test
    void a_move_ends_the_episode_for_the_first_party_at_the_first_look_elsewhere() {
        assertThat(none().seen(5).found(Reason.OTHER_NETWORK, 9, 10, 30).end())
                .isEqualTo(new End.Moved(hour(5), hour(9), Reason.OTHER_NETWORK));
    }

    @Test
    void off_the_internet_a_look_that_found_it_elsewhere_is_a_sighting() {
        EpisodeRules rules = RULES.withYardstick(Yardstick.OFF_THE_INTERNET);
        Looks looks = none().seen(5).found(Reason.OTHER_NETWORK, 9, 30).absent(40, 41);
        assertThat(looks.episode(rules).end()).isEqualTo(removed(30, 40));
    }

    @Test
    void a_page_that_vanished_on_its_way_to_another_host_was_moved() {
        assertThat(none().seen(5)
                        .absent(8)
                        .found(Reason.OTHER_HOST, 9)
                        .absent(10, 11)
                        .end())
                .isEqualTo(new End.Moved(hour(5), hour(9), Reason.OTHER_HOST));
    }

    @Test
    void a_removal_confirmed_before_a_look_elsewhere_is_a_removal() {
        assertThat(none().seen(5).absent(8, 9).found(Reason.OTHER_HOST, 30).end())
                .isEqualTo(removed(5, 8));
    }

    @Test
    void absences_at_another_partys_address_are_a_move_and_no_removal_by_the_first_party() {
        Looks looks = none().seen(5).elsewhere(Reason.GONE_404, 9, 10);
        assertThat(looks.end()).isEqualTo(new End.Moved(hour(5), hour(9), Reason.OTHER_NETWORK));
        assertThat(looks.episode().removal()).isEmpty();
        assertThat(looks.episode(RULES.withYardstick(Yardstick.OFF_THE_INTERNET))
                        .end())
                .isEqualTo(removed(5, 9));
    }

    @Test
    void an_absence_on_the_way_to_another_party_is_no_faster_than_the_move() {
        assertThat(none().seen(5)
                        .elsewhere(Reason.GONE_404, 9)
                        .found(Reason.OTHER_NETWORK, 30)
                        .end())
                .isEqualTo(new End.Moved(hour(5), hour(30), Reason.OTHER_NETWORK));
        assertThat(none().seen(5).absent(8).elsewhere(Reason.GONE_404, 9).end())
                .as("the one doesn't confirm the other")
                .isEqualTo(stillThere(5));
    }

    @Test
    void a_removal_by_the_first_party_stands_whatever_is_found_elsewhere_later() {
        assertThat(none().seen(5)
                        .absent(8, 9)
                        .elsewhere(Reason.GONE_404, 12, 13)
                        .end())
                .isEqualTo(removed(5, 8));
    }

    @Test
    void a_host_that_does_not_answer_elsewhere_is_not_the_first_party_being_down() {
        assertThat(none().seen(5).elsewhere(Reason.TIMEOUT, 10, 50, 90).end()).isEqualTo(stillThere(5));
    }

    @Test
    void an_item_in_the_data_only_because_it_was_there_at_some_look_keeps_that_entry() {
        Episode episode = none().enteredAt(12).seen(20).absent(30, 31).episode();
        assertThat(episode.entry()).isEqualTo(hour(12));
        assertThat(episode.truncated()).isTrue();
        assertThat(episode.end()).isEqualTo(removed(20, 30));
    }

    @Test
    void the_entry_is_a_sighting() {
        assertThat(none().enteredAt(12).absent(30, 31).end()).isEqualTo(removed(12, 30));
        assertThat(none().enteredAt(12).end()).isEqualTo(stillThere(12));
    }

    @Test
    void a_removal_before_the_entry_could_not_be_in_the_data_and_is_not_the_first() {
        Episode episode = none().absent(2, 3).enteredAt(12).absent(30, 31).episode();
        assertThat(episode.end()).isEqualTo(removed(12, 30));
        assertThat(episode.flaps()).isZero();
    }

    @Test
    void an_entry_before_the_clock_origin_truncates_nothing() {
        Episode episode = none().enteredAt(-12).seen(1).episode();
        assertThat(episode.truncated()).isFalse();
        assertThat(episode.entry()).isEqualTo(NOTICE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"GONE_404", "GONE_410", "PLACEHOLDER", "EMPTY", "TO_FRONT_PAGE", "NXDOMAIN", "NO_ADDRESS", "PARKED"
            })
    void every_reason_of_absence_makes_a_removal_once_confirmed(Reason reason) {
        assertThat(none().seen(1).found(reason, 5, 6).end()).isEqualTo(new End.Removed(hour(1), hour(5), reason));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"SAME", "CHANGED", "STILL_EMBEDDED", "MANUAL"})
    void every_reason_of_availability_is_a_sighting(Reason reason) {
        assertThat(none().found(reason, 5).end()).isEqualTo(stillThere(5));
    }

    @Test
    void a_history_without_a_notice_and_rules_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new History(List.of(), Optional.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(3, 15, 60, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(2, 15, 10, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(2, -1, 10, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rules(2, 15, 60, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static EpisodeRules rules(int absences, int after, int within, int relapse) {
        return new EpisodeRules(
                absences,
                Duration.ofMinutes(after),
                Duration.ofMinutes(within),
                Optional.of(Duration.ofMinutes(relapse)),
                RULES.restrictedFor(),
                RULES.hostDownFor(),
                RULES.agreeWithin(),
                RULES.vantages(),
                RULES.yardstick(),
                RULES.cutoff());
    }

    @Test
    void a_reminder_can_be_added_to_a_history() {
        NoticeClock reminder = new NoticeClock(ClockOrigin.SENT, hour(50));
        History history = none().seen(1, 60).absent(70, 71).history();
        assertThat(history.notifiedAgain(reminder).notices()).containsExactly(DELIVERED, reminder);
        assertThat(Episodes.of(history.notifiedAgain(reminder), RULES)).isEqualTo(Episodes.of(history, RULES));
    }

    @Test
    void many_looks_at_one_item_take_time_in_proportion() {
        Looks looks = none().seen(1);
        IntStream.range(0, 200_000).forEach(i -> looks.absent(2 + i * SECOND / 100));
        assertThat(looks.absent(10).end()).isEqualTo(removed(1, 2));
    }
}
