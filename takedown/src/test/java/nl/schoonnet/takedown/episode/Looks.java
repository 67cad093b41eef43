// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A history told in hours since the notice, for tests. */
final class Looks {
    /** The instant of the notice. */
    static final Instant NOTICE = Instant.parse("2024-03-01T00:00:00Z");

    static final NoticeClock DELIVERED = new NoticeClock(ClockOrigin.DELIVERED, NOTICE);
    static final EpisodeRules RULES = EpisodeRules.standard(hour(24 * 60));
    static final EpisodeRules TWO_VANTAGES = RULES.withVantages(Map.of("a", "net-1", "b", "net-2"));

    private final List<Observation> looks = new ArrayList<>();
    private Optional<Instant> entry = Optional.empty();
    private final List<NoticeClock> notices = new ArrayList<>(List.of(DELIVERED));

    static Instant hour(double hours) {
        return NOTICE.plus(Duration.ofSeconds(Math.round(hours * 3600)));
    }

    static Looks none() {
        return new Looks();
    }

    Looks seen(double... hours) {
        return found(Reason.SAME, hours);
    }

    Looks absent(double... hours) {
        return found(Reason.GONE_404, hours);
    }

    Looks found(Reason reason, double... hours) {
        return from("a", reason, hours);
    }

    Looks from(String vantage, Reason reason, double... hours) {
        for (double hour : hours) {
            looks.add(new Observation(hour(hour), vantage, reason));
        }
        return this;
    }

    /** Looks that went to an address of another party. */
    Looks elsewhere(Reason reason, double... hours) {
        for (double hour : hours) {
            looks.add(new Observation(hour(hour), "a", reason, true));
        }
        return this;
    }

    Looks enteredAt(double hour) {
        entry = Optional.of(hour(hour));
        return this;
    }

    Looks notifiedAgainAt(double hour) {
        notices.add(new NoticeClock(ClockOrigin.DELIVERED, hour(hour)));
        return this;
    }

    History history() {
        return new History(notices, entry, looks);
    }

    List<Outcome> outcomes(EpisodeRules rules) {
        return Episodes.of(history(), rules);
    }

    List<Outcome> outcomes() {
        return outcomes(RULES);
    }

    /** The only outcome, which must be an episode. */
    Episode episode(EpisodeRules rules) {
        List<Outcome> outcomes = outcomes(rules);
        if (outcomes.size() == 1 && outcomes.getFirst() instanceof Episode episode) {
            return episode;
        }
        throw new AssertionError("Not one episode: " + outcomes);
    }

    Episode episode() {
        return episode(RULES);
    }

    End end() {
        return episode().end();
    }

    static End removed(double left, double right) {
        return new End.Removed(hour(left), hour(right), Reason.GONE_404);
    }

    static End stillThere(double left) {
        return new End.StillThere(hour(left));
    }
}
