// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.NOTICE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Histories made at random from a seed: looks on a grid of quarters of an hour, so that ties and exact limits happen. */
final class RandomHistories {
    private static final Reason[] REASONS = Reason.values();
    private static final long[] STEPS_IN_QUARTERS = {0, 1, 2, 4, 24, 96, 191, 192, 193, 672};

    private RandomHistories() {}

    /** A history with looks of every kind from two vantage points. */
    static History any(RandomGenerator random) {
        List<Observation> looks = new ArrayList<>();
        Instant at = NOTICE.minus(Duration.ofHours(random.nextInt(200)));
        Reason state = REASONS[random.nextInt(REASONS.length)];
        int n = random.nextInt(40);
        for (int i = 0; i < n; i++) {
            at = at.plus(Duration.ofMinutes(15 * STEPS_IN_QUARTERS[random.nextInt(STEPS_IN_QUARTERS.length)]));
            if (random.nextInt(4) == 0) {
                state = REASONS[random.nextInt(REASONS.length)];
            }
            Reason found = random.nextInt(10) == 0 ? Reason.TIMEOUT : state;
            looks.add(new Observation(at, random.nextBoolean() ? "a" : "b", found));
        }
        Optional<Instant> entry = random.nextInt(4) == 0
                ? Optional.of(NOTICE.plus(Duration.ofHours(random.nextInt(100))))
                : Optional.empty();
        List<NoticeClock> notices = new ArrayList<>(List.of(Looks.DELIVERED));
        while (random.nextInt(3) == 0) {
            notices.add(new NoticeClock(ClockOrigin.SENT, NOTICE.plus(Duration.ofHours(random.nextInt(2000)))));
        }
        return new History(notices, entry, looks);
    }

    /** A history of one vantage point, after the notice, in which every look is a sighting or an absence. */
    static History plain(RandomGenerator random) {
        List<Observation> looks = new ArrayList<>();
        Instant at = NOTICE;
        boolean there = true;
        int n = 1 + random.nextInt(25);
        for (int i = 0; i < n; i++) {
            long quarters = STEPS_IN_QUARTERS[random.nextInt(STEPS_IN_QUARTERS.length)];
            at = at.plus(Duration.ofMinutes(15 * quarters + (i == 0 ? 15 : 0)));
            there = random.nextInt(3) == 0 ? !there : there;
            looks.add(new Observation(at, "a", there ? Reason.SAME : Reason.GONE_404));
        }
        return History.of(Looks.DELIVERED, looks);
    }

    /** The rules of one of the kinds that there are, with a cut-off somewhere among the looks. */
    static EpisodeRules rules(RandomGenerator random) {
        Instant cutoff = NOTICE.plus(Duration.ofMinutes(15L * random.nextInt(1, 6000)));
        EpisodeRules rules = random.nextInt(5) == 0 ? EpisodeRules.snapshotFeed(cutoff) : EpisodeRules.standard(cutoff);
        if (random.nextBoolean()) {
            rules = rules.withYardstick(Yardstick.OFF_THE_INTERNET);
        }
        return random.nextBoolean() ? rules.withVantages(Looks.TWO_VANTAGES.vantages()) : rules;
    }
}
