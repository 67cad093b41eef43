// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.TWO_VANTAGES;
import static nl.schoonnet.takedown.episode.Looks.hour;
import static nl.schoonnet.takedown.episode.Looks.none;
import static nl.schoonnet.takedown.episode.Looks.removed;
import static nl.schoonnet.takedown.episode.Looks.stillThere;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostDownAndInaccessibleTests {
    private static final double SECOND = 1 / 3600.0;

    private static End down(double left, double right) {
        return new End.Removed(hour(left), hour(right), Reason.HOST_DOWN);
    }

    private static End inaccessible(double left, double right) {
        return new End.MadeInaccessible(hour(left), hour(right), Reason.FORBIDDEN);
    }

    @Test
    void a_host_without_an_answer_for_72_hours_is_down_from_the_first_failure() {
        assertThat(none().seen(1).found(Reason.TIMEOUT, 10, 30, 60, 82).end()).isEqualTo(down(1, 10));
    }

    @Test
    void a_host_without_an_answer_for_a_second_less_is_not_down() {
        assertThat(none().seen(1).found(Reason.TIMEOUT, 10, 30, 60, 82 - SECOND).end())
                .isEqualTo(stillThere(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"SAME", "FORBIDDEN", "BLOCKED_US", "TLS", "SERVER_ERROR", "RATE_LIMITED"})
    void any_answer_begins_the_72_hours_anew(Reason answer) {
        Looks looks = none().seen(1).found(Reason.TIMEOUT, 10, 30).found(answer, 40);
        assertThat(looks.found(Reason.TIMEOUT, 60, 90).end()).isInstanceOf(End.StillThere.class);
        assertThat(looks.found(Reason.TIMEOUT, 132).end().rightIfEnded()).contains(hour(60));
    }

    @Test
    void a_failure_of_our_own_is_no_failure_of_the_host() {
        assertThat(none().seen(1).found(Reason.VANTAGE_DOWN, 10, 40, 90).end()).isEqualTo(stillThere(1));
        assertThat(none().seen(1)
                        .found(Reason.TIMEOUT, 10, 82)
                        .found(Reason.VANTAGE_DOWN, 40)
                        .end())
                .isEqualTo(down(1, 10));
    }

    @Test
    void host_down_rows_may_be_given_as_absences() {
        assertThat(none().seen(1).found(Reason.HOST_DOWN, 80, 81).end()).isEqualTo(down(1, 80));
    }

    @Test
    void a_host_is_down_only_if_no_vantage_point_gets_an_answer() {
        Looks oneOnly = none().seen(1).from("a", Reason.TIMEOUT, 10, 50, 90);
        assertThat(oneOnly.episode(TWO_VANTAGES).end()).isEqualTo(stillThere(1));
        Looks answered = none().seen(1).from("a", Reason.TIMEOUT, 10, 50, 90).from("b", Reason.SERVER_ERROR, 20, 60);
        assertThat(answered.episode(TWO_VANTAGES).end()).isEqualTo(stillThere(1));
    }

    @Test
    void with_two_vantage_points_a_host_is_down_from_the_later_of_their_first_failures() {
        Looks looks = none().seen(1).from("a", Reason.TIMEOUT, 10, 50, 90).from("b", Reason.TIMEOUT, 14, 54);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(down(1, 14));
    }

    @Test
    void the_72_hours_may_end_until_48_hours_after_the_cut_off() {
        Looks looks = none().seen(1).found(Reason.TIMEOUT, 10, 50, 82);
        assertThat(looks.episode(EpisodeRules.standard(hour(34))).end()).isEqualTo(down(1, 10));
        assertThat(looks.episode(EpisodeRules.standard(hour(34 - SECOND))).end())
                .isEqualTo(stillThere(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"FORBIDDEN", "LEGAL_451", "GEO", "LOGIN"})
    void an_item_restricted_at_every_look_for_24_hours_was_made_inaccessible_at_the_first(Reason reason) {
        assertThat(none().seen(1).found(reason, 10, 20, 34).end())
                .isEqualTo(new End.MadeInaccessible(hour(1), hour(10), reason));
    }

    @Test
    void a_restriction_of_a_second_less_than_24_hours_is_no_end() {
        assertThat(none().seen(1).found(Reason.FORBIDDEN, 10, 20, 34 - SECOND).end())
                .isEqualTo(stillThere(1));
    }

    @Test
    void an_item_whose_control_path_was_refused_too_is_blocked_for_us_and_not_inaccessible() {
        assertThat(none().seen(1).found(Reason.BLOCKED_US, 10, 20, 34, 80).end())
                .isEqualTo(stillThere(1));
    }

    @Test
    void a_refused_control_path_begins_the_24_hours_anew() {
        Looks looks = none().seen(1).found(Reason.FORBIDDEN, 10, 20, 34).found(Reason.BLOCKED_US, 15);
        assertThat(looks.end()).isEqualTo(stillThere(1));
        assertThat(looks.found(Reason.FORBIDDEN, 44).end()).isEqualTo(inaccessible(1, 20));
    }

    @Test
    void an_unanswered_look_neither_begins_nor_ends_nor_interrupts_the_24_hours() {
        assertThat(none().seen(1)
                        .found(Reason.TIMEOUT, 5, 20)
                        .found(Reason.FORBIDDEN, 10, 34)
                        .end())
                .isEqualTo(inaccessible(1, 10));
        assertThat(none().seen(1)
                        .found(Reason.FORBIDDEN, 10)
                        .found(Reason.TIMEOUT, 34)
                        .end())
                .isEqualTo(stillThere(1));
    }

    @Test
    void a_sighting_begins_the_24_hours_anew() {
        assertThat(none().seen(1)
                        .found(Reason.FORBIDDEN, 10, 20)
                        .seen(22)
                        .found(Reason.FORBIDDEN, 34, 40)
                        .end())
                .isEqualTo(stillThere(22));
    }

    @Test
    void an_item_must_be_restricted_for_vantage_points_of_two_networks_where_configured() {
        Looks looks = none().seen(1).from("a", Reason.FORBIDDEN, 10, 20, 34);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(stillThere(1));
        assertThat(looks.from("b", Reason.FORBIDDEN, 25).episode(TWO_VANTAGES).end())
                .isEqualTo(inaccessible(1, 10));
    }

    @Test
    void an_item_that_one_vantage_point_still_sees_is_not_inaccessible() {
        Looks looks = none().seen(1).from("a", Reason.GEO, 10, 20, 34, 50).from("b", Reason.SAME, 12, 22, 36, 52);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(stillThere(52));
    }

    @Test
    void an_item_absent_for_one_vantage_point_and_refused_to_the_other_is_inaccessible() {
        Looks looks = none().seen(1).from("a", Reason.FORBIDDEN, 10, 20, 34).from("b", Reason.GONE_404, 10, 20, 34);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(inaccessible(1, 10));
    }

    @Test
    void an_item_made_inaccessible_and_later_removed_ended_inaccessible_and_keeps_its_removal() {
        Episode episode = none().seen(1)
                .found(Reason.FORBIDDEN, 10, 20, 34)
                .absent(60, 61)
                .episode();
        assertThat(episode.judged(Counting.REMOVED_OR_INACCESSIBLE)).isEqualTo(inaccessible(1, 10));
        assertThat(episode.judged(Counting.REMOVED)).isEqualTo(removed(1, 60));
        assertThat(episode.removal()).isEqualTo(Optional.of(removed(1, 60)));
    }

    @Test
    void an_item_restricted_for_a_few_hours_and_then_removed_was_removed() {
        assertThat(none().seen(1).found(Reason.FORBIDDEN, 10, 12).absent(14, 15).end())
                .isEqualTo(removed(1, 14));
    }
}
