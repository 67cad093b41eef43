// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NormClassesTests {
    private static final Duration DAY = Duration.ofHours(24);
    private static final double SECOND = 1 / 3600.0;

    private static Episode removed(double left, double right) {
        return none().seen(left).absent(right, right + 1).episode();
    }

    private static Episode open(double left) {
        return none().seen(left).episode();
    }

    private static Episode moved(double left, double right) {
        return none().seen(left).found(Reason.OTHER_NETWORK, right).episode();
    }

    private static Episode inaccessible(double left, double right) {
        return none().seen(left).found(Reason.FORBIDDEN, right, right + 24).episode();
    }

    private static NormSplit split(Episode... episodes) {
        return NormClasses.of(List.of(episodes), Counting.REMOVED).at(DAY);
    }

    @Test
    void an_item_gone_exactly_at_the_norm_is_surely_within_it() {
        assertThat(split(removed(10, 24)).sureWithin().items()).isEqualTo(1);
        assertThat(split(removed(10, 24 + SECOND)).undecided().items()).isEqualTo(1);
    }

    @Test
    void an_item_seen_exactly_at_the_norm_is_surely_beyond_it() {
        assertThat(split(removed(24, 30)).sureBeyond().items()).isEqualTo(1);
        assertThat(split(open(24)).sureBeyond().items()).isEqualTo(1);
        assertThat(split(removed(24 - SECOND, 30)).undecided().items()).isEqualTo(1);
        assertThat(split(open(24 - SECOND)).undecided().items()).isEqualTo(1);
    }

    @Test
    void other_ends_than_removal_are_classes_of_their_own_and_not_undecided() {
        NormSplit split = split(moved(3, 9), moved(20, 40), inaccessible(3, 9));
        assertThat(split.moved().items()).isEqualTo(2);
        assertThat(split.inaccessible().items()).isEqualTo(1);
        assertThat(split.undecided().items()).isZero();
        assertThat(split.possibleBeyond().items()).isEqualTo(1);
    }

    @Test
    void an_item_that_moved_after_the_norm_was_beyond_the_norm() {
        NormSplit split = split(moved(30, 40), inaccessible(30, 40));
        assertThat(split.sureBeyond().items()).isEqualTo(2);
        assertThat(split.moved().items()).isZero();
    }

    @Test
    void made_inaccessible_counts_as_takedown_where_the_headline_says_so() {
        List<Episode> episodes = List.of(removed(3, 9), inaccessible(3, 9), open(100));
        NormSplit without = NormClasses.of(episodes, Counting.REMOVED).at(DAY);
        NormSplit with =
                NormClasses.of(episodes, Counting.REMOVED_OR_INACCESSIBLE).at(DAY);
        assertThat(without.sureWithin().items()).isEqualTo(1);
        assertThat(without.inaccessible().items()).isEqualTo(1);
        assertThat(with.sureWithin().items()).isEqualTo(2);
        assertThat(with.inaccessible().items()).isZero();
    }

    @Test
    void the_share_is_a_range_from_sure_to_possible() {
        NormSplit split = split(removed(3, 9), removed(20, 30), removed(40, 50), open(100));
        assertThat(split.lowestShareWithin()).isEqualTo(0.25);
        assertThat(split.highestShareWithin()).isEqualTo(0.5);
    }

    @Test
    void an_item_is_surely_in_a_class_that_holds_its_interval_and_possibly_in_each_that_meets_it() {
        List<TimeClass> classes = NormClasses.of(
                        List.of(removed(24, 48), removed(20, 30), removed(30, 60), open(10), open(48)),
                        Counting.REMOVED)
                .between(DAY, DAY.multipliedBy(2));
        assertThat(classes).extracting(range -> range.sure().items()).containsExactly(0L, 1L, 1L);
        assertThat(classes).extracting(range -> range.possible().items()).containsExactly(2L, 4L, 3L);
        assertThat(classes.get(1).from()).isEqualTo(DAY);
        assertThat(classes.get(2).to()).isEqualTo(Optional.empty());
        assertThat(classes.get(1).lowestShare()).isEqualTo(0.2);
        assertThat(classes.get(1).highestShare()).isEqualTo(0.8);
    }

    @Test
    void weights_equal_repetition() {
        Episode a = removed(3, 9);
        Episode b = removed(20, 30);
        Episode c = open(100);
        NormSplit weighted = NormClasses.of(List.of(a, b, c), new double[] {2, 1, 3}, Counting.REMOVED)
                .at(DAY);
        NormSplit repeated = split(a, a, b, c, c, c);
        assertThat(weighted.sureWithin().weight())
                .isEqualTo(repeated.sureWithin().weight());
        assertThat(weighted.lowestShareWithin()).isCloseTo(repeated.lowestShareWithin(), within(1e-15));
        assertThat(weighted.highestShareWithin()).isCloseTo(repeated.highestShareWithin(), within(1e-15));
        assertThat(weighted.sureWithin().items()).isEqualTo(1);
    }

    @Test
    void without_items_there_is_no_share() {
        assertThat(split().lowestShareWithin()).isNaN();
    }

    @Test
    void edges_that_do_not_ascend_and_wrong_weights_are_refused() {
        NormClasses classes = NormClasses.of(List.of(open(1)), Counting.REMOVED);
        assertThatThrownBy(() -> classes.between(DAY, DAY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> classes.at(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NormClasses.of(List.of(open(1)), new double[] {-1}, Counting.REMOVED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NormClasses.of(List.of(open(1)), new double[2], Counting.REMOVED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_last_seen_convention_takes_each_item_as_gone_when_last_seen() {
        List<Tally> classes = Conventions.lastSeen(
                List.of(removed(3, 30), removed(24, 30), removed(25, 90), open(10), open(50)),
                DAY,
                DAY.multipliedBy(2));
        assertThat(classes).extracting(Tally::items).containsExactly(3L, 1L, 1L);
    }

    @Test
    void the_first_absent_convention_takes_each_item_as_gone_when_first_found_gone() {
        List<Tally> classes = Conventions.firstAbsent(
                List.of(removed(3, 30), removed(20, 24), removed(25, 90), open(10)), DAY, DAY.multipliedBy(2));
        assertThat(classes).extracting(Tally::items).containsExactly(1L, 1L, 2L);
    }
}
