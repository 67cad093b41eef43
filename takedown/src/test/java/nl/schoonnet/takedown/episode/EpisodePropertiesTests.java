// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.DELIVERED;
import static nl.schoonnet.takedown.episode.Looks.NOTICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every history, tried on seeded random ones. */
class EpisodePropertiesTests {
    private static final int HISTORIES = 20_000;

    private static void forMany(long seed, BiConsumer<Random, EpisodeRules> property) {
        for (int i = 0; i < HISTORIES; i++) {
            Random random = new Random(seed * HISTORIES + i);
            EpisodeRules rules = RandomHistories.rules(random);
            property.accept(random, rules);
        }
    }

    private static List<Episode> episodes(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Episode.class::isInstance)
                .map(Episode.class::cast)
                .toList();
    }

    private static List<End> ends(Episode episode) {
        List<End> ends = new ArrayList<>(List.of(episode.end(), episode.lastEnd()));
        episode.removal().ifPresent(ends::add);
        return ends;
    }

    private static History with(History history, Observation look) {
        List<Observation> more = new ArrayList<>(history.looks());
        more.add(look);
        return new History(history.notices(), history.entry(), more);
    }

    private static Instant momentIn(Random random) {
        return NOTICE.plus(Duration.ofMinutes(5L * random.nextInt(20_000)));
    }

    @Test
    void the_interval_begins_at_or_after_the_entry_and_ends_later_at_a_look_by_the_cut_off() {
        forMany(1, (random, rules) -> {
            History history = RandomHistories.any(random);
            for (Episode episode : episodes(Episodes.of(history, rules))) {
                assertThat(episode.entry()).isAfterOrEqualTo(episode.origin());
                for (End end : ends(episode)) {
                    assertThat(end.left()).isAfterOrEqualTo(episode.entry()).isBeforeOrEqualTo(rules.cutoff());
                    end.rightIfEnded().ifPresent(right -> {
                        assertThat(right).isAfter(end.left()).isBeforeOrEqualTo(rules.cutoff());
                        assertThat(history.looks()).anyMatch(look -> look.at().equals(right));
                    });
                }
            }
        });
    }

    @Test
    void the_interval_begins_at_the_origin_the_entry_or_a_sighting() {
        forMany(2, (random, rules) -> {
            History history = RandomHistories.any(random);
            for (Episode episode : episodes(Episodes.of(history, rules))) {
                Instant left = episode.end().left();
                boolean seen = history.looks().stream()
                        .filter(look -> look.at().equals(left))
                        .anyMatch(look -> look.verdict() == Verdict.AVAILABLE || look.verdict() == Verdict.MOVED);
                assertThat(seen || left.equals(episode.entry())).isTrue();
            }
        });
    }

    @Test
    void no_sighting_lies_inside_an_interval_or_after_the_end_of_an_episode_until_the_next_one() {
        forMany(3, (random, rules) -> {
            History history = RandomHistories.any(random);
            List<Episode> episodes = episodes(Episodes.of(history, rules));
            List<Instant> sightings = history.looks().stream()
                    .filter(look -> look.verdict() == Verdict.AVAILABLE)
                    .map(Observation::at)
                    .filter(at -> !at.isAfter(rules.cutoff()))
                    .toList();
            for (int i = 0; i < episodes.size(); i++) {
                Episode episode = episodes.get(i);
                for (End end : ends(episode)) {
                    assertThat(sightings)
                            .noneMatch(at -> at.isAfter(end.left())
                                    && !at.isAfter(end.rightIfEnded().orElse(rules.cutoff())));
                }
                Optional<Instant> gone = episode.lastEnd().rightIfEnded();
                if (gone.isPresent() && i == episodes.size() - 1) {
                    assertThat(sightings).noneMatch(at -> at.isAfter(gone.get()));
                }
            }
        });
    }

    @Test
    void episodes_of_one_item_follow_one_another_after_at_least_the_relapse_time() {
        forMany(4, (random, rules) -> {
            List<Episode> episodes = episodes(Episodes.of(RandomHistories.any(random), rules));
            for (int i = 1; i < episodes.size(); i++) {
                Instant gone = episodes.get(i - 1).lastEnd().rightIfEnded().orElseThrow();
                assertThat(episodes.get(i).entry())
                        .isAfterOrEqualTo(gone.plus(rules.relapseAfter().orElseThrow()));
            }
        });
    }

    @Test
    void the_order_of_the_looks_and_notices_changes_nothing() {
        forMany(5, (random, rules) -> {
            History history = RandomHistories.any(random);
            List<Observation> looks = new ArrayList<>(history.looks());
            List<NoticeClock> notices = new ArrayList<>(history.notices());
            Collections.shuffle(looks, random);
            Collections.shuffle(notices, random);
            assertThat(Episodes.of(new History(notices, history.entry(), looks), rules))
                    .isEqualTo(Episodes.of(history, rules));
        });
    }

    @Test
    void a_look_given_twice_changes_nothing() {
        forMany(6, (random, rules) -> {
            History history = RandomHistories.any(random);
            if (history.looks().isEmpty()) {
                return;
            }
            Observation again =
                    history.looks().get(random.nextInt(history.looks().size()));
            assertThat(episodes(Episodes.of(with(history, again), rules)))
                    .isEqualTo(episodes(Episodes.of(history, rules)));
        });
    }

    @Test
    void a_look_from_a_vantage_point_that_was_down_changes_no_episode() {
        forMany(7, (random, rules) -> {
            History history = RandomHistories.any(random);
            Observation look = new Observation(momentIn(random), "a", Reason.VANTAGE_DOWN);
            assertThat(episodes(Episodes.of(with(history, look), rules)))
                    .isEqualTo(episodes(Episodes.of(history, rules)));
        });
    }

    @Test
    void any_look_that_says_nothing_changes_no_plain_history() {
        Reason[] unknown = {Reason.TIMEOUT, Reason.TLS, Reason.SERVER_ERROR, Reason.RATE_LIMITED, Reason.VANTAGE_DOWN};
        forMany(8, (random, rules) -> {
            History history = RandomHistories.plain(random);
            Reason reason = unknown[random.nextInt(unknown.length)];
            Observation look = new Observation(momentIn(random), "a", reason);
            assertThat(episodes(Episodes.of(with(history, look), rules)))
                    .isEqualTo(episodes(Episodes.of(history, rules)));
        });
    }

    @Test
    void one_more_sighting_after_the_notice_never_makes_the_first_end_earlier() {
        forMany(9, (random, rules) -> {
            History any = RandomHistories.any(random);
            // A look before the notice may have found it gone; then a sighting is what makes it an episode at all.
            List<Observation> later = any.looks().stream()
                    .filter(look -> look.at().isAfter(NOTICE))
                    .toList();
            History history = new History(any.notices(), any.entry(), later);
            Observation sighting = new Observation(momentIn(random), "b", Reason.SAME);
            Instant end = firstEnd(history, rules);
            assertThat(firstEnd(with(history, sighting), rules)).isAfterOrEqualTo(end);
        });
    }

    /** When the first notice's item is first claimed to have ended: the end of time if it is not. */
    private static Instant firstEnd(History history, EpisodeRules rules) {
        return switch (Episodes.of(history, rules).getFirst()) {
            case Episode episode -> episode.end().rightIfEnded().orElse(Instant.MAX);
            case Outcome.GoneBeforeNotice gone -> NOTICE;
            case Outcome.NeverLooked never -> Instant.MAX;
        };
    }

    @Test
    void the_first_removal_of_a_plain_history_is_the_one_of_the_definition_written_out() {
        for (int i = 0; i < HISTORIES; i++) {
            Random random = new Random(1_000_000L + i);
            History history = RandomHistories.plain(random);
            Instant cutoff = NOTICE.plus(Duration.ofMinutes(15L * random.nextInt(1, 6000)));
            Optional<Instant> expected = firstRemovalWrittenOut(history.looks(), cutoff);
            Outcome first = Episodes.of(history, EpisodeRules.standard(cutoff)).getFirst();
            Optional<Instant> derived =
                    first instanceof Episode episode ? episode.end().rightIfEnded() : Optional.empty();
            assertThat(derived).isEqualTo(expected);
        }
    }

    /** "At least two ABSENT looks, 15 minutes or more and at most 48 h apart, with no AVAILABLE between", by brute force. */
    private static Optional<Instant> firstRemovalWrittenOut(List<Observation> looks, Instant cutoff) {
        Optional<Instant> earliest = Optional.empty();
        for (Observation first : looks) {
            for (Observation second : looks) {
                long minutes = Duration.between(first.at(), second.at()).toMinutes();
                boolean pair = first.verdict() == Verdict.ABSENT
                        && second.verdict() == Verdict.ABSENT
                        && minutes >= 15
                        && minutes <= 48 * 60
                        && !first.at().isAfter(cutoff);
                boolean refuted = looks.stream()
                        .anyMatch(look -> look.verdict() == Verdict.AVAILABLE
                                && !look.at().isBefore(first.at())
                                && !look.at().isAfter(second.at()));
                if (pair && !refuted && (earliest.isEmpty() || first.at().isBefore(earliest.get()))) {
                    earliest = Optional.of(first.at());
                }
            }
        }
        return earliest;
    }

    /** Items with a known removal, looked at honestly at random moments with failures of ours in between. */
    @Test
    void the_bounds_contain_the_truth_and_so_do_the_classes() {
        Random random = new Random(20_240_301);
        Instant cutoff = NOTICE.plus(Duration.ofDays(20));
        Duration norm = Duration.ofHours(24);
        List<Episode> episodes = new ArrayList<>();
        List<Duration> truth = new ArrayList<>();
        for (int i = 0; i < HISTORIES; i++) {
            Duration lifetime = Duration.ofSeconds(1 + (long) (100_000 * -Math.log(1 - random.nextDouble())));
            Instant gone = NOTICE.plus(lifetime);
            List<Observation> looks = new ArrayList<>();
            Instant at = NOTICE.plusSeconds(random.nextInt(40_000));
            while (at.isBefore(cutoff.plus(Duration.ofDays(2)))) {
                boolean failed = random.nextInt(3) == 0;
                Reason found = at.isBefore(gone) ? Reason.SAME : Reason.GONE_404;
                looks.add(new Observation(at, "a", failed ? Reason.SERVER_ERROR : found));
                at = at.plusSeconds(900 + random.nextInt(80_000));
            }
            if (Episodes.of(History.of(DELIVERED, looks), EpisodeRules.standard(cutoff))
                            .getFirst()
                    instanceof Episode episode) {
                assertThat(episode.end().left()).isBefore(gone);
                episode.end()
                        .rightIfEnded()
                        .ifPresent(right -> assertThat(right).isAfterOrEqualTo(gone));
                episodes.add(episode);
                truth.add(lifetime);
            }
        }
        NormSplit split = NormClasses.of(episodes, Counting.REMOVED).at(norm);
        long within = truth.stream().filter(time -> time.compareTo(norm) <= 0).count();
        assertThat(within)
                .isBetween(split.sureWithin().items(), split.possibleWithin().items());
        assertThat(truth.size() - within)
                .isBetween(split.sureBeyond().items(), split.possibleBeyond().items());
        for (TimeClass range :
                NormClasses.of(episodes, Counting.REMOVED).between(Duration.ofHours(6), norm, Duration.ofHours(48))) {
            long inside = truth.stream()
                    .filter(time -> time.compareTo(range.from()) > 0)
                    .filter(time ->
                            range.to().isEmpty() || time.compareTo(range.to().get()) <= 0)
                    .count();
            assertThat(inside).isBetween(range.sure().items(), range.possible().items());
        }
    }

    /** One of two vantage points is blocked, and gets a false "not found", from some time before the removal. */
    @Test
    void a_blocked_vantage_point_never_makes_a_removal_before_the_true_one() {
        for (int i = 0; i < HISTORIES; i++) {
            Random random = new Random(3_000_000L + i);
            Instant gone = NOTICE.plusSeconds(random.nextInt(1, 400_000));
            Instant blocked = NOTICE.plusSeconds(random.nextInt(1, 400_000));
            List<Observation> looks = new ArrayList<>();
            for (Instant at = NOTICE.plusSeconds(random.nextInt(3_600));
                    at.isBefore(NOTICE.plusSeconds(600_000));
                    at = at.plusSeconds(random.nextInt(900, 20_000))) {
                Instant later = at.plusSeconds(random.nextInt(2_400));
                looks.add(new Observation(
                        at, "a", at.isBefore(gone) && at.isBefore(blocked) ? Reason.SAME : Reason.GONE_404));
                looks.add(new Observation(later, "b", later.isBefore(gone) ? Reason.SAME : Reason.GONE_404));
            }
            Episode episode = (Episode) Episodes.of(History.of(DELIVERED, looks), Looks.TWO_VANTAGES)
                    .getFirst();
            assertThat(episode.end().left()).isBefore(gone);
            assertThat(episode.end().rightIfEnded().orElseThrow()).isAfterOrEqualTo(gone);
        }
    }

    @Test
    void many_items_derived_in_parallel_give_what_one_by_one_gives_in_the_same_order() {
        Random random = new Random(77);
        EpisodeRules rules = RandomHistories.rules(random);
        List<History> histories = IntStream.range(0, 5_000)
                .mapToObj(i -> RandomHistories.any(random))
                .toList();
        assertThat(Episodes.ofAll(histories, rules))
                .isEqualTo(histories.stream()
                        .map(history -> Episodes.of(history, rules))
                        .toList());
    }

    @Test
    void the_classes_of_any_episodes_are_consistent() {
        for (int i = 0; i < 500; i++) {
            Random random = new Random(5_000L + i);
            EpisodeRules rules = RandomHistories.rules(random);
            List<Episode> episodes = IntStream.range(0, 40)
                    .mapToObj(k -> Episodes.of(RandomHistories.any(random), rules))
                    .flatMap(outcomes -> episodes(outcomes).stream())
                    .toList();
            double[] weights = random.doubles(episodes.size(), 0, 3).toArray();
            for (Counting counting : Counting.values()) {
                NormClasses classes = NormClasses.of(episodes, weights, counting);
                NormSplit split = classes.at(Duration.ofHours(24));
                long sum = split.sureWithin().items()
                        + split.sureBeyond().items()
                        + split.undecided().items()
                        + split.moved().items()
                        + split.inaccessible().items();
                assertThat(sum).isEqualTo(episodes.size());
                assertThat(split.sureBeyond().items())
                        .isLessThanOrEqualTo(split.possibleBeyond().items());
                List<TimeClass> ranges = classes.between(Duration.ofHours(24), Duration.ofHours(48));
                for (TimeClass range : ranges) {
                    assertThat(range.sure().items())
                            .isLessThanOrEqualTo(range.possible().items());
                    assertThat(range.sure().weight())
                            .isLessThanOrEqualTo(range.possible().weight());
                }
                long sure =
                        ranges.stream().mapToLong(range -> range.sure().items()).sum();
                assertThat(sure).isLessThanOrEqualTo(episodes.size());
                assertThat(ranges.getFirst().sure()).isEqualTo(split.sureWithin());
                assertThat(ranges.getFirst().possible().items())
                        .isEqualTo(split.possibleWithin().items());
                assertThat(ranges.getLast().sure())
                        .isEqualTo(classes.at(Duration.ofDays(2)).sureBeyond());
                assertThat(ranges.getLast().possible())
                        .isEqualTo(classes.at(Duration.ofDays(2)).possibleBeyond());
            }
        }
    }
}
