// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import nl.schoonnet.cli.live.LiveRun;
import nl.schoonnet.cli.live.Measured;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.testbed.alive.Scene;
import nl.schoonnet.testbed.alive.TownPlan;

/** Designs end to end: towns of another kind each, looked at by the real observer. */
final class LiveDesigns {
    /** Data sets that decide (MEASUREMENT.md section 7). */
    static final int DECIDING = 400;

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int BOOTSTRAP = 199;

    /** Items of a town of the full run: coverage takes many towns, not large ones. */
    private static final int ITEMS = 200;

    private LiveDesigns() {}

    /** What is asked of the figures of a kind of town. */
    enum Asked {
        /** The estimate is off by less than a percentage point. */
        UNBIASED,
        /** Not everything can be known: the truth lies in the range that is printed. */
        IN_RANGE,
        /** Not everything can be seen: the bias is made known. */
        MADE_KNOWN
    }

    /**
     * A kind of town and how it is looked at.
     *
     * @param towns what its towns are called: kinds of one name have the same towns, and the looks of the first vantage point
     *     are the same for all of them
     */
    record Kind(
            String name,
            String towns,
            String says,
            Map<Scene, Double> endings,
            Level level,
            int vantages,
            boolean walls,
            int items,
            Asked asked) {
        /** The same kind, with other towns. */
        Kind of(int number) {
            return new Kind(name, towns, says, endings, level, vantages, walls, number, asked);
        }

        /** One town of this kind. */
        LiveRun run(long seed, int bootstrap) {
            TownPlan town = new TownPlan(
                    Seeds.of("market of " + towns),
                    seed,
                    START,
                    Duration.ofDays(1),
                    60,
                    2_000,
                    items,
                    endings,
                    0.03,
                    0.05,
                    0.02,
                    0.1,
                    0.004,
                    walls ? Optional.of("zuid") : Optional.empty());
            List<String> points = vantages > 1 ? List.of("noord", "zuid") : List.of("noord");
            return new LiveRun(name, town, level, points, Duration.ofDays(2), bootstrap);
        }
    }

    /** The kinds, in the order in which they are run. */
    static List<Kind> kinds() {
        Map<Scene, Double> told = endingsThatHeadersTell();
        Map<Scene, Double> all = allEndings();
        Level two = Level.HEADERS;
        Level three = Level.BODY;
        return List.of(
                new Kind(
                        "live-headers",
                        "live-headers",
                        "level 2, endings that headers tell",
                        told,
                        two,
                        1,
                        false,
                        500,
                        Asked.UNBIASED),
                new Kind(
                        "live-bodies",
                        "live-bodies",
                        "level 3, all endings",
                        all,
                        three,
                        1,
                        false,
                        500,
                        Asked.UNBIASED),
                new Kind(
                        "live-two-points",
                        "live-bodies",
                        "level 3, two vantage points",
                        all,
                        three,
                        2,
                        false,
                        500,
                        Asked.UNBIASED),
                new Kind(
                        "live-walls",
                        "live-walls",
                        "the same, one shut out by some",
                        all,
                        three,
                        2,
                        true,
                        200,
                        Asked.IN_RANGE),
                new Kind(
                        "live-headers-all",
                        "live-headers-all",
                        "level 2, all endings",
                        all,
                        two,
                        1,
                        false,
                        500,
                        Asked.MADE_KNOWN));
    }

    private static Map<Scene, Double> endingsThatHeadersTell() {
        Map<Scene, Double> endings = new EnumMap<>(Scene.class);
        endings.put(Scene.NOT_FOUND, 40.0);
        endings.put(Scene.PLACEHOLDER, 12.0);
        endings.put(Scene.GONE, 10.0);
        endings.put(Scene.FRONT_PAGE, 10.0);
        endings.put(Scene.SOFT_404, 8.0);
        endings.put(Scene.NAME_GONE, 6.0);
        endings.put(Scene.NOT_FOUND_PAGE, 5.0);
        endings.put(Scene.EMPTY, 3.0);
        endings.put(Scene.NO_CONTENT, 2.0);
        endings.put(Scene.NAME_EMPTY, 2.0);
        endings.put(Scene.PARKED, 2.0);
        return endings;
    }

    private static Map<Scene, Double> allEndings() {
        Map<Scene, Double> endings = endingsThatHeadersTell();
        endings.put(Scene.PLACEHOLDER_WORDS, 10.0);
        endings.put(Scene.SOFT_404_ECHO, 3.0);
        endings.put(Scene.FORBIDDEN, 2.0);
        endings.put(Scene.LEGAL, 2.0);
        endings.put(Scene.LOGIN, 2.0);
        endings.put(Scene.PASSWORD, 1.0);
        endings.put(Scene.COUNTRY, 1.0);
        endings.put(Scene.ELSEWHERE, 2.0);
        return endings;
    }

    /** For the full run: of each kind the printed interval of the share, and the band of the estimate. */
    static List<Design> all() {
        List<Kind> kinds = kinds().stream().map(kind -> kind.of(ITEMS)).toList();
        Map<String, Towns> towns = new HashMap<>();
        kinds.forEach(kind -> towns.merge(
                kind.towns(),
                new Towns(kind),
                (one, other) -> one.kind.vantages() < other.kind.vantages() ? other : one));
        return kinds.stream()
                .flatMap(kind -> {
                    LongFunction<Measured> town =
                            Objects.requireNonNull(towns.get(kind.towns())).of(kind);
                    return Stream.of(
                            design(kind, "share", "share", "range-korn-graubard", town),
                            design(kind, "curve", "as reported", "percentile-" + BOOTSTRAP, town));
                })
                .toList();
    }

    /** Towns that several designs ask: each lives once, looked at from as many points as any of them wants. */
    private static final class Towns {
        private final Kind kind;
        private final Map<Long, LiveRun.Outcome> outcomes = new ConcurrentHashMap<>();

        Towns(Kind kind) {
            this.kind = kind;
        }

        LongFunction<Measured> of(Kind asking) {
            boolean firstOnly = asking.vantages() < kind.vantages();
            return seed -> firstOnly ? lived(seed).byFirst() : lived(seed).measured();
        }

        private LiveRun.Outcome lived(long seed) {
            LiveRun.Outcome known = outcomes.get(seed);
            LiveRun.Outcome outcome = known == null ? kind.run(seed, BOOTSTRAP).run() : known;
            outcomes.put(seed, outcome);
            return outcome;
        }
    }

    private static Design design(
            Kind kind, String quantity, String estimator, String interval, LongFunction<Measured> town) {
        boolean band = quantity.equals("curve");
        Criterion criterion = switch (kind.asked()) {
            case UNBIASED -> band ? Criterion.PRINTED_UNBIASED : Criterion.SET_UNBIASED;
            case IN_RANGE -> band ? Criterion.PUBLISHED : Criterion.SET;
            case MADE_KNOWN -> Criterion.PUBLISHED;
        };
        return new Design(
                kind.name() + "-" + quantity,
                kind.towns(),
                estimator,
                interval,
                1,
                kind.items(),
                3,
                "generating F(24 h); bias against the same items",
                criterion,
                1,
                DECIDING,
                seed -> outcome(town.apply(seed), band));
    }

    private static Outcome outcome(Measured measured, boolean band) {
        Optional<Measured.Ends> interval = band ? measured.band() : measured.interval();
        double error = measured.bias();
        return interval.map(ends -> new Outcome(
                        1, ends.contains(measured.generating()) ? 1 : 0, 0, ends.high() - ends.low(), error, false))
                .orElseGet(() -> new Outcome(0, 0, 1, 0, error, false));
    }
}
