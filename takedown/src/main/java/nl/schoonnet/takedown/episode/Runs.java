// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs of looks that prove an end, among looks without a sighting; each method gives the first end or null. */
final class Runs {
    private Runs() {}

    /** The first removal: a confirmed absence, or a host that was down. */
    static @Nullable Finding removal(List<Observation> looks, EpisodeRules rules) {
        Finding absence = confirmedAbsence(looks, rules);
        Finding down = hostDown(looks, rules);
        if (absence == null || down == null) {
            return absence == null ? down : absence;
        }
        return down.at().isBefore(absence.at()) ? down : absence;
    }

    private static @Nullable Finding confirmedAbsence(List<Observation> looks, EpisodeRules rules) {
        List<Observation> absences = new JointAbsences(looks, rules).looks();
        int second = 0;
        for (Observation first : absences) {
            // The earliest look that is late enough to confirm: it moves on with the first, so this stays linear.
            while (second < absences.size()
                    && apart(first, absences.get(second)).compareTo(rules.confirmedAfter()) < 0) {
                second++;
            }
            boolean confirmed = second < absences.size()
                    && apart(first, absences.get(second)).compareTo(rules.confirmedWithin()) <= 0;
            if (confirmed || rules.absences() == 1) {
                return new Finding(Finding.Kind.REMOVED, first.at(), first.reason());
            }
        }
        return null;
    }

    /** A move that shows only in absences at somebody else's address, confirmed as other absences are. */
    static @Nullable Finding goneElsewhere(List<Observation> looks, EpisodeRules rules) {
        Finding absence =
                confirmedAbsence(looks.stream().filter(Observation::elsewhere).toList(), rules);
        return absence == null ? null : new Finding(Finding.Kind.MOVED, absence.at(), Reason.OTHER_NETWORK);
    }

    private static Duration apart(Observation first, Observation second) {
        return Duration.between(first.at(), second.at());
    }

    /**
     * A host that gave no answer at any look, from all vantage points, for 72 hours counted from the first failure. A
     * failure of our own and a name that doesn't resolve are no answer, but no failure of the host either. Where several
     * vantage points are configured the removal is dated, as for other absences, at the later of their first failures.
     */
    private static @Nullable Finding hostDown(List<Observation> looks, EpisodeRules rules) {
        boolean several = rules.vantages().size() > 1;
        Map<String, Instant> firstFailures = new HashMap<>();
        for (Observation look : looks) {
            if (look.reason().hostAnswered()) {
                firstFailures.clear();
            } else if (isFailure(look) && (!several || rules.vantages().containsKey(look.vantage()))) {
                firstFailures.putIfAbsent(several ? look.vantage() : "", look.at());
                boolean all =
                        !several || firstFailures.size() == rules.vantages().size();
                Instant first = Collections.min(firstFailures.values());
                if (all && !first.plus(rules.hostDownFor()).isAfter(look.at())) {
                    Instant laterFirst = Collections.max(firstFailures.values());
                    return new Finding(Finding.Kind.REMOVED, laterFirst, Reason.HOST_DOWN);
                }
            }
        }
        return null;
    }

    private static boolean isFailure(Observation look) {
        return look.reason() == Reason.TIMEOUT || look.reason() == Reason.HOST_DOWN;
    }

    /**
     * Every look restricted for 24 hours, with the host's control path answering. Looks that say nothing don't interrupt it
     * and prove nothing; a look whose control was refused too, or an absence that all vantage points share, interrupts it.
     * An absence that the other vantage points don't share is a restriction.
     */
    static @Nullable Finding inaccessible(List<Observation> looks, EpisodeRules rules) {
        if (looks.stream().noneMatch(look -> look.reason().restrictedWithAgreeingControl())) {
            return null;
        }
        List<Observation> absences = new JointAbsences(looks, rules).looks();
        int nextAbsence = 0;
        long networksNeeded =
                Math.min(2, rules.vantages().values().stream().distinct().count());
        Set<String> networks = new HashSet<>();
        Observation first = null;
        for (Observation look : looks) {
            boolean jointlyAbsent =
                    nextAbsence < absences.size() && absences.get(nextAbsence).equals(look);
            if (jointlyAbsent) {
                nextAbsence++;
            }
            boolean interrupts = jointlyAbsent || look.reason() == Reason.BLOCKED_US;
            if (interrupts) {
                first = null;
                networks.clear();
                continue;
            }
            boolean restricted = look.reason().restrictedWithAgreeingControl();
            if (restricted && first == null) {
                first = look;
            }
            if (first == null || look.verdict() == Verdict.UNKNOWN) {
                continue;
            }
            String network = rules.vantages().get(look.vantage());
            if (network != null) {
                networks.add(network);
            }
            boolean longEnough = !first.at().plus(rules.restrictedFor()).isAfter(look.at());
            if (restricted && longEnough && networks.size() >= networksNeeded) {
                return new Finding(Finding.Kind.INACCESSIBLE, first.at(), first.reason());
            }
        }
        return null;
    }
}
