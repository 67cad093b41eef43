// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The looks of one item in order of time, cut into gaps by its sightings.
 *
 * <p>Gap {@code k} holds the looks strictly between sighting {@code k - 1} and sighting {@code k}. No sighting lies in a
 * gap, so at most one stay of the item ends in it, and which look began that end can be told from the gap alone. A look at
 * the very instant of a sighting is contradicted by it and is in no gap.
 */
final class Timeline {
    private final EpisodeRules rules;
    private final List<Observation> looks;
    private final List<Instant> sightings;
    /** Per sighting, the index of the first look at its instant, and that of the first look after it. */
    private final int[] atSighting;

    private final int[] afterSighting;

    private Timeline(EpisodeRules rules, List<Observation> sorted) {
        this.rules = rules;
        this.looks = sorted;
        this.sightings = new ArrayList<>();
        this.atSighting = new int[sorted.size()];
        this.afterSighting = new int[sorted.size()];
        int i = 0;
        while (i < sorted.size()) {
            Instant instant = sorted.get(i).at();
            int first = i;
            boolean seen = false;
            while (i < sorted.size() && sorted.get(i).at().equals(instant)) {
                seen |= isSighting(sorted.get(i), rules);
                i++;
            }
            if (seen) {
                atSighting[sightings.size()] = first;
                afterSighting[sightings.size()] = i;
                sightings.add(instant);
            }
        }
    }

    static Timeline of(History history, EpisodeRules rules) {
        Instant end = rules.confirmationEnd();
        List<Observation> looks = new ArrayList<>(history.looks().size() + 1);
        for (Observation look : history.looks()) {
            if (!look.at().isAfter(end)) {
                looks.add(look);
            }
        }
        // Somebody saw the item at its entry, or it would not be in the data.
        history.entry()
                .filter(entry -> !entry.isAfter(end))
                .ifPresent(entry -> looks.add(new Observation(entry, "", Reason.SAME)));
        Collections.sort(looks);
        return new Timeline(rules, looks);
    }

    private static boolean isSighting(Observation look, EpisodeRules rules) {
        return switch (look.verdict()) {
            case AVAILABLE -> true;
            case MOVED -> rules.yardstick() == Yardstick.OFF_THE_INTERNET;
            case ABSENT, RESTRICTED, UNKNOWN -> false;
        };
    }

    /** The number of gaps: one more than sightings. */
    int gaps() {
        return sightings.size() + 1;
    }

    /** The gap that an instant lies in; at a sighting, the gap after it. */
    int gapAt(Instant instant) {
        int found = Collections.binarySearch(sightings, instant);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The sighting before a gap, or null if the item had not been seen yet. */
    @Nullable
    Instant sightingBefore(int gap) {
        return gap == 0 ? null : sightings.get(gap - 1);
    }

    /** The sighting after a gap, or null if it was not seen again by the cut-off. */
    @Nullable
    Instant sightingAfter(int gap) {
        if (gap == sightings.size() || sightings.get(gap).isAfter(rules.cutoff())) {
            return null;
        }
        return sightings.get(gap);
    }

    /** How many looks there were from {@code from} to the cut-off. */
    int looksFrom(Instant from) {
        int count = 0;
        for (Observation look : looks) {
            if (!look.at().isBefore(from) && !look.at().isAfter(rules.cutoff())) {
                count++;
            }
        }
        return count;
    }

    /** Whether any look from {@code from} to the cut-off says something. */
    boolean saysAnythingFrom(Instant from) {
        for (Observation look : looks) {
            boolean inWindow = !look.at().isBefore(from) && !look.at().isAfter(rules.cutoff());
            if (inWindow && look.verdict() != Verdict.UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    /**
     * The first look of a gap that found the item gone, at or before {@code until}. One look of one vantage point is enough:
     * no other one saw the item since, or the gap would have ended. An absence that all share comes first.
     */
    Optional<Observation> firstFoundGone(int gap, Instant until) {
        List<Observation> all = looksIn(gap);
        List<Observation> here = beforeMove(all);
        return new JointAbsences(here, rules)
                .looks().stream()
                        .findFirst()
                        .filter(look -> !look.at().isAfter(until))
                        .or(() -> here.stream().filter(this::isAbsence).findFirst())
                        .or(() -> all.size() > here.size() ? Optional.of(all.get(here.size())) : Optional.empty())
                        .filter(look -> !look.at().isAfter(until));
    }

    private boolean isAbsence(Observation look) {
        boolean several = rules.vantages().size() > 1;
        return look.verdict() == Verdict.ABSENT && (!several || rules.vantages().containsKey(look.vantage()));
    }

    /** The last look of a gap, up to the cut-off, that says something, if there is one after {@code from}. */
    Optional<Observation> lastSaying(int gap, Instant from) {
        return looksIn(gap).reversed().stream()
                .filter(look -> look.verdict() != Verdict.UNKNOWN)
                .filter(look -> look.at().isAfter(from) && !look.at().isAfter(rules.cutoff()))
                .findFirst();
    }

    /** The first end in a gap, if the item was found to have ended there by the cut-off. */
    Optional<Finding> firstEnd(int gap) {
        List<Observation> all = looksIn(gap);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Observation> here = beforeMove(all);
        List<Observation> own = ofFirstParty(here);
        Finding first = earlier(Runs.removal(own, rules), Runs.inaccessible(own, rules));
        if (own.size() < here.size()) {
            first = earlier(first, Runs.goneElsewhere(here, rules));
        }
        if (first == null && all.size() > here.size()) {
            Observation elsewhere = all.get(here.size());
            first = new Finding(Finding.Kind.MOVED, elsewhere.at(), elsewhere.reason());
        }
        return Optional.ofNullable(first).filter(this::byCutoff);
    }

    /** The first confirmed removal in a gap, also if another end came before it. */
    Optional<Finding> firstRemoval(int gap) {
        return Optional.ofNullable(Runs.removal(ofFirstParty(beforeMove(looksIn(gap))), rules))
                .filter(this::byCutoff);
    }

    private boolean byCutoff(Finding finding) {
        return !finding.at().isAfter(rules.cutoff());
    }

    private static @Nullable Finding earlier(@Nullable Finding a, @Nullable Finding b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return b.at().isBefore(a.at()) ? b : a;
    }

    /** The looks of a gap before the first one that found the item with another party: later ones are not about the first. */
    private static List<Observation> beforeMove(List<Observation> looks) {
        for (int i = 0; i < looks.size(); i++) {
            if (looks.get(i).verdict() == Verdict.MOVED) {
                Instant moved = looks.get(i).at();
                int stop = i;
                while (stop > 0 && looks.get(stop - 1).at().equals(moved)) {
                    stop--;
                }
                return looks.subList(0, stop);
            }
        }
        return looks;
    }

    /** For a provider's duty only what was found at that provider tells what it did. */
    private List<Observation> ofFirstParty(List<Observation> looks) {
        if (rules.yardstick() == Yardstick.OFF_THE_INTERNET || looks.stream().noneMatch(Observation::elsewhere)) {
            return looks;
        }
        return looks.stream().filter(look -> !look.elsewhere()).toList();
    }

    private List<Observation> looksIn(int gap) {
        int from = gap == 0 ? 0 : afterSighting[gap - 1];
        int to = gap == sightings.size() ? looks.size() : atSighting[gap];
        return from == to ? List.of() : looks.subList(from, to);
    }
}
