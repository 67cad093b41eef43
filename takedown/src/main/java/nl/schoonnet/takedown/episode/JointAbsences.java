// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The absences on which all vantage points agree, among looks without a sighting.
 *
 * <p>With fewer than two configured vantage points every {@code ABSENT} look is one. With more, it is an {@code ABSENT}
 * look of a configured vantage point when each other one had an {@code ABSENT} look too, at most the agreement time before:
 * the later of the two. An absence that a sighting contradicts has that sighting between the two, and an absence that
 * nobody shares is no absence but a restriction.
 */
final class JointAbsences {
    private final List<Observation> joint = new ArrayList<>(4);

    JointAbsences(List<Observation> looks, EpisodeRules rules) {
        boolean several = rules.vantages().size() > 1;
        Map<String, Instant> lastAbsent = several ? new HashMap<>() : Map.of();
        for (Observation look : looks) {
            if (look.verdict() != Verdict.ABSENT) {
                continue;
            }
            if (!several) {
                joint.add(look);
            } else if (rules.vantages().containsKey(look.vantage())) {
                lastAbsent.put(look.vantage(), look.at());
                Instant earliest = look.at().minus(rules.agreeWithin());
                boolean agreed = lastAbsent.size() == rules.vantages().size()
                        && lastAbsent.values().stream().noneMatch(at -> at.isBefore(earliest));
                if (agreed) {
                    joint.add(look);
                }
            }
        }
    }

    /** The absences in order of time. */
    List<Observation> looks() {
        return joint;
    }
}
