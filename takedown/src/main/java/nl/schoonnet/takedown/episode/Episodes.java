// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Derives episodes from raw observations (MEASUREMENT.md section 1).
 *
 * <p>Pure: the same history and rules give the same outcomes, whatever the order of the looks and the number of threads.
 * Where the definitions leave a choice, the one is taken that neither flatters the provider nor harms it:
 *
 * <ul>
 *   <li>A sighting is a fact: the {@code AVAILABLE} look of one vantage point counts as seen also where the other one found
 *       the item absent; it is the absence that is demoted to a restriction. Otherwise blocking one of our vantage points
 *       would turn <em>sure beyond</em> into <em>undecided</em>. At one and the same instant, too, the sighting prevails.
 *   <li>Looks more than 48 hours apart don't confirm one another, but each can begin a run: R is the first absence that has
 *       its own confirmation within 48 hours.
 *   <li>With several vantage points the confirmation, too, must be one on which all of them agree.
 *   <li>Before the notice one absent look of one vantage point is enough to have found it gone, if nobody saw it after
 *       that: what a rate limit hid from the other vantage point is no removal after the notice.
 *   <li>A look found elsewhere interrupts a run of absences: a page that vanished on its way to another host was moved.
 *   <li>Off this provider's network, absences at somebody else's address are no removal by the first party: confirmed,
 *       they are a move, dated at the first of them.
 *   <li>A sighting after the cut-off moves no bound, but an absence that it contradicts is not confirmed.
 *   <li>An absence at the very instant of the notice was before it. An item found gone before the notice that is back
 *       within the relapse time was there after it: an ordinary episode, and the early absence is nobody's merit.
 *   <li>A re-appearance that nobody notified is an episode with the clock {@link ClockOrigin#FIRST_SEEN}; a notice belongs
 *       to it from the last look before the re-appearance that still found it gone. Further notices during one episode, or
 *       about something already gone, start nothing.
 * </ul>
 */
public final class Episodes {
    private final History history;
    private final EpisodeRules rules;
    private final Timeline timeline;

    private Episodes(History history, EpisodeRules rules) {
        this.history = history;
        this.rules = rules;
        this.timeline = Timeline.of(history, rules);
    }

    /** The outcomes of one item in order of time: at least one; re-appearances after the relapse time follow as episodes. */
    public static List<Outcome> of(History history, EpisodeRules rules) {
        return List.copyOf(new Episodes(history, rules).derive());
    }

    /** The outcomes of many items, derived in parallel; the list is in the order of the histories. */
    public static List<List<Outcome>> ofAll(List<History> histories, EpisodeRules rules) {
        return histories.parallelStream().map(history -> of(history, rules)).toList();
    }

    private List<Outcome> derive() {
        NoticeClock clock = history.notices().getFirst();
        Instant origin = clock.at();
        List<Outcome> outcomes = new ArrayList<>(1);
        if (origin.isAfter(rules.cutoff())) {
            outcomes.add(new Outcome.NeverLooked(clock, 0));
            return outcomes;
        }
        Instant atRisk = history.entry()
                .filter(entry -> entry.isAfter(origin) && !entry.isAfter(rules.cutoff()))
                .orElse(origin);
        int gap = timeline.gapAt(atRisk);
        Optional<Outcome.GoneBeforeNotice> gone = atRisk.equals(origin) ? goneBefore(clock, gap) : Optional.empty();
        if (gone.isPresent()) {
            Instant back = timeline.sightingAfter(gap);
            if (back == null) {
                outcomes.add(gone.get());
                return outcomes;
            }
            if (rules.isRelapse(gone.get().found(), back)) {
                outcomes.add(gone.get());
                addRelapses(gap, origin, outcomes);
                return outcomes;
            }
        }
        Stay stay = stay(clock, atRisk, gone.isPresent() ? gap + 1 : gap, 1);
        boolean ended = stay.episode.end() instanceof End.Ended;
        if (!ended && !timeline.saysAnythingFrom(origin)) {
            outcomes.add(new Outcome.NeverLooked(clock, timeline.looksFrom(origin)));
            return outcomes;
        }
        outcomes.add(stay.episode);
        if (stay.relapsesAfter != null) {
            addRelapses(stay.relapsesAfter, stay.goneAt(), outcomes);
        }
        return outcomes;
    }

    /** Whether the item was gone at the notice already: an end by then, or one look that found it so, and not there after. */
    private Optional<Outcome.GoneBeforeNotice> goneBefore(NoticeClock clock, int gap) {
        Instant origin = clock.at();
        Optional<Finding> end = timeline.firstEnd(gap);
        if (end.isPresent() && !end.get().at().isAfter(origin)) {
            return Optional.of(new Outcome.GoneBeforeNotice(
                    clock, end.get().at(), end.get().reason()));
        }
        return timeline.firstFoundGone(gap, origin)
                .filter(look ->
                        end.isPresent() || timeline.lastSaying(gap, origin).isPresent())
                .map(look -> new Outcome.GoneBeforeNotice(clock, look.at(), look.reason()));
    }

    /** Adds the episodes that begin with the sighting after {@code gap}, before which the item was gone at {@code gone}. */
    private void addRelapses(int gap, Instant gone, List<Outcome> outcomes) {
        @Nullable Integer next = gap;
        Instant goneBefore = gone;
        while (next != null) {
            Instant back = timeline.sightingAfter(next);
            if (back == null) {
                return;
            }
            Instant stillGone =
                    timeline.lastSaying(next, goneBefore).map(Observation::at).orElse(goneBefore);
            int number = outcomes.size() + 1;
            Stay stay = stay(new NoticeClock(ClockOrigin.FIRST_SEEN, back), back, next + 1, number);
            Optional<NoticeClock> notice = noticeBetween(stillGone, stay.goneAt());
            if (notice.isPresent()) {
                Instant atRisk = later(notice.get().at(), back);
                stay = stay(notice.get(), atRisk, timeline.gapAt(atRisk), number);
            }
            outcomes.add(stay.episode);
            goneBefore = stay.goneAt();
            next = stay.relapsesAfter;
        }
    }

    private Optional<NoticeClock> noticeBetween(Instant after, Instant until) {
        return history.notices().stream()
                .filter(notice -> notice.at().isAfter(after) && notice.at().isBefore(until))
                .filter(notice -> !notice.at().isAfter(rules.cutoff()))
                .findFirst();
    }

    /** The episode that is under way at {@code atRisk}, in or just before {@code gap}. */
    private Stay stay(NoticeClock clock, Instant atRisk, int firstGap, int number) {
        End.@Nullable Ended first = null;
        End.@Nullable Ended last = null;
        Optional<End.Removed> removal = Optional.empty();
        int flaps = 0;
        Integer relapsesAfter = null;
        Instant seen = atRisk;
        for (int gap = firstGap; gap < timeline.gaps(); gap++) {
            Instant before = timeline.sightingBefore(gap);
            if (before != null && before.isAfter(rules.cutoff())) {
                break;
            }
            seen = before == null ? seen : later(seen, before);
            Optional<Finding> finding =
                    timeline.firstEnd(gap).filter(end -> end.at().isAfter(atRisk));
            if (finding.isEmpty()) {
                continue;
            }
            last = finding.get().since(seen);
            first = first == null ? last : first;
            if (removal.isEmpty() && !(first instanceof End.Moved)) {
                Instant left = seen;
                removal = removalIn(gap, finding.get())
                        .filter(end -> end.at().isAfter(atRisk))
                        .map(end -> new End.Removed(left, end.at(), end.reason()));
            }
            Instant back = timeline.sightingAfter(gap);
            if (back == null) {
                break;
            }
            if (rules.isRelapse(last.right(), back)) {
                relapsesAfter = gap;
                break;
            }
            last = null;
            flaps++;
        }
        End lastEnd = last == null ? new End.StillThere(seen) : last;
        boolean whateverTheGaps = rules.relapseAfter().isEmpty();
        End end = first == null || whateverTheGaps ? lastEnd : first;
        if (whateverTheGaps) {
            removal = end instanceof End.Removed removed ? Optional.of(removed) : Optional.empty();
        }
        boolean provisional = last != null
                && rules.relapseAfter().isPresent()
                && last.right().plus(rules.relapseAfter().get()).isAfter(rules.cutoff());
        Instant entry = atRisk;
        return new Stay(new Episode(clock, number, entry, end, lastEnd, removal, flaps, provisional), relapsesAfter);
    }

    private Optional<Finding> removalIn(int gap, Finding first) {
        return switch (first.kind()) {
            case REMOVED -> Optional.of(first);
            case INACCESSIBLE -> timeline.firstRemoval(gap);
            case MOVED -> Optional.empty();
        };
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    /** An episode, and the gap after which the item relapsed, or null. */
    private record Stay(Episode episode, @Nullable Integer relapsesAfter) {
        /** When it was last found gone for good; the end of time if it wasn't. */
        Instant goneAt() {
            return episode.lastEnd().rightIfEnded().orElse(Instant.MAX);
        }
    }
}
