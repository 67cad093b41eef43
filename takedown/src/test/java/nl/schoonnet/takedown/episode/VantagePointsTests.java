// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.TWO_VANTAGES;
import static nl.schoonnet.takedown.episode.Looks.none;
import static nl.schoonnet.takedown.episode.Looks.removed;
import static nl.schoonnet.takedown.episode.Looks.stillThere;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VantagePointsTests {
    private static final double MINUTE = 1 / 60.0;
    private static final double SECOND = 1 / 3600.0;

    private static Looks bothSeenAtFive() {
        return none().from("a", Reason.SAME, 5).from("b", Reason.SAME, 5);
    }

    @Test
    void with_two_vantage_points_the_removal_is_at_the_later_of_their_first_absences() {
        Looks looks = bothSeenAtFive().from("a", Reason.GONE_404, 10, 11).from("b", Reason.GONE_404, 10.25, 11.25);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(removed(5, 10.25));
    }

    @Test
    void absences_exactly_30_minutes_apart_agree() {
        Looks looks = bothSeenAtFive().from("a", Reason.GONE_404, 10, 20).from("b", Reason.GONE_404, 10.5, 20);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(removed(5, 10.5));
    }

    @Test
    void absences_a_second_more_than_30_minutes_apart_do_not_agree() {
        Looks looks = bothSeenAtFive()
                .from("a", Reason.GONE_404, 10, 20)
                .from("b", Reason.GONE_404, 10.5 + SECOND, 20, 21)
                .from("a", Reason.GONE_404, 21);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(removed(5, 20));
    }

    @Test
    void absences_for_one_vantage_point_alone_are_no_removal() {
        Looks looks = bothSeenAtFive().from("a", Reason.GONE_404, 10, 11, 12, 30);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(stillThere(5));
    }

    @Test
    void an_absence_that_the_other_vantage_point_contradicts_is_a_restriction_and_the_sighting_stays() {
        Looks looks =
                bothSeenAtFive().from("a", Reason.GONE_404, 10, 11, 12).from("b", Reason.SAME, 10.25, 11.25, 12.25);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(stillThere(12.25));
    }

    @Test
    void vantage_points_that_disagree_first_and_agree_later_give_the_interval_of_the_agreement() {
        Looks looks = bothSeenAtFive()
                .from("a", Reason.GONE_404, 10, 20, 21)
                .from("b", Reason.SAME, 10.25)
                .from("b", Reason.GONE_404, 20.25, 21.25);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(removed(10.25, 20.25));
    }

    @Test
    void a_joint_absence_needs_a_joint_confirmation() {
        Looks once = bothSeenAtFive().from("a", Reason.GONE_404, 10, 13).from("b", Reason.GONE_404, 10);
        assertThat(once.episode(TWO_VANTAGES).end()).isEqualTo(stillThere(5));
        Looks twice = once.from("b", Reason.GONE_404, 13 + 30 * MINUTE);
        assertThat(twice.episode(TWO_VANTAGES).end()).isEqualTo(removed(5, 10));
    }

    @Test
    void a_vantage_point_that_is_not_configured_proves_no_absence_but_what_it_sees_is_seen() {
        Looks looks = bothSeenAtFive()
                .from("a", Reason.GONE_404, 10, 11)
                .from("passer-by", Reason.GONE_404, 10, 11)
                .from("observer", Reason.MANUAL, 15);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(stillThere(15));
    }

    @Test
    void with_one_configured_vantage_point_every_look_counts_by_itself() {
        Looks looks = none().seen(5).from("a", Reason.GONE_404, 10, 11);
        assertThat(looks.episode(Looks.RULES.withVantages(Map.of("a", "net-1"))).end())
                .isEqualTo(removed(5, 10));
    }

    @Test
    void what_one_vantage_point_found_gone_before_the_notice_was_gone_though_the_other_was_kept_off() {
        Looks looks = none().from("a", Reason.GONE_404, -10)
                .from("b", Reason.RATE_LIMITED, -10, 1)
                .from("a", Reason.GONE_404, 1, 2)
                .from("b", Reason.GONE_404, 2, 3)
                .from("a", Reason.GONE_404, 3);
        assertThat(looks.outcomes(TWO_VANTAGES))
                .containsExactly(new Outcome.GoneBeforeNotice(Looks.DELIVERED, Looks.hour(-10), Reason.GONE_404));
    }

    @Test
    void an_absence_before_the_notice_is_nothing_where_another_vantage_point_saw_it_after_that() {
        Looks before = none().from("a", Reason.GONE_404, -10).from("b", Reason.SAME, -9);
        Looks after = none().from("a", Reason.GONE_404, -10).from("b", Reason.SAME, 1);
        for (Looks looks : List.of(before, after)) {
            looks.from("a", Reason.GONE_404, 5, 6).from("b", Reason.GONE_404, 5, 6);
        }
        assertThat(before.episode(TWO_VANTAGES).end()).isEqualTo(removed(0, 5));
        assertThat(after.episode(TWO_VANTAGES).end()).isEqualTo(removed(1, 5));
    }

    @Test
    void a_vantage_point_that_is_not_configured_has_found_nothing_gone_before_the_notice() {
        Looks looks = none().from("passer-by", Reason.GONE_404, -10)
                .from("a", Reason.GONE_404, 5, 6)
                .from("b", Reason.GONE_404, 5, 6);
        assertThat(looks.episode(TWO_VANTAGES).end()).isEqualTo(removed(0, 5));
    }
}
