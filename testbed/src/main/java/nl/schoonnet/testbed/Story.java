// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** What happens in the year, and when. Times are epoch seconds; dates begin at midnight in Amsterdam. */
final class Story {
    static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    static final LocalDate DAY_AFTER_LAST = LocalDate.of(2026, 1, 1);
    static final LocalDate LOOKED_UNTIL = LocalDate.of(2026, 1, 15);

    static final Span YEAR = new Span(midnight(FIRST_DAY), midnight(DAY_AFTER_LAST));
    static final long LAST_LOOK = midnight(LOOKED_UNTIL);

    static final LocalDate SECOND_TABLES = LocalDate.of(2025, 7, 1);
    static final LocalDate MERGER = LocalDate.of(2025, 5, 1);
    static final LocalDate SERVERS_LEAVE = LocalDate.of(2025, 3, 15);
    static final String SERVERS_GO_TO = "LU";
    static final LocalDate REGISTRATION_LEAVES = SECOND_TABLES;
    static final LocalDate CRAWLER_JOINS = LocalDate.of(2025, 8, 1);
    static final LocalDate HASH_CHECK_JOINED = LocalDate.of(2025, 9, 15);
    static final LocalDate LETTERS = LocalDate.of(2025, 9, 1);
    static final LocalDate LATE_LETTER = LocalDate.of(2025, 10, 15);
    static final LocalDate PUBLICATION = LocalDate.of(2025, 11, 10);
    static final long CUT_OFF = at(2025, 10, 7, 3);

    /** One provider is down for longer than the 72 hours after which an observer says so. */
    static final Span LONG_OUTAGE = new Span(at(2025, 4, 8, 2), at(2025, 4, 13, 14));

    static final String NEAR = "noord";
    static final String FAR = "zuid";

    private static final List<Outage> OUTAGES = List.of(
            new Outage(Cast.SHORT_DOWN, new Span(at(2025, 3, 3, 9), at(2025, 3, 3, 15))),
            new Outage(Cast.ACQUIRER, new Span(at(2025, 6, 17, 22), at(2025, 6, 18, 8))),
            new Outage(Cast.IMAGE_HOST, new Span(at(2025, 9, 18, 11), at(2025, 9, 18, 15))),
            new Outage(Cast.CUTS_OFF, new Span(at(2025, 5, 20, 1), at(2025, 5, 20, 14))),
            new Outage(Cast.FRONTED, new Span(at(2025, 11, 25, 5), at(2025, 11, 25, 17))));

    private static final List<Span> NEAR_DOWN =
            List.of(new Span(at(2025, 8, 4, 10), at(2025, 8, 4, 13)), new Span(at(2025, 11, 4, 1), at(2025, 11, 4, 7)));
    private static final List<Span> FAR_DOWN = List.of(
            new Span(at(2025, 5, 12, 20), at(2025, 5, 13, 9)), new Span(at(2025, 11, 4, 1), at(2025, 11, 4, 7)));

    private static final double[] MONTH = {1.0, 0.9, 1.1, 1.2, 1.5, 1.1, 0.8, 0.7, 1.0, 1.1, 1.2, 0.9};
    private static final double CRAWLER_ADDS = 0.8;
    private static final double HASH_CHECK_LEAVES = 0.6;

    private record Outage(String provider, Span span) {}

    private Story() {}

    /** Whether a host is unreachable for everybody for some hours, without anything being removed. */
    static boolean shortlyDown(Provider provider, long second) {
        for (Outage outage : OUTAGES) {
            if (outage.span().contains(second) && outage.provider().equals(provider.id())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the observer itself could not look. */
    static boolean observerDown(boolean near, long second) {
        for (Span span : near ? NEAR_DOWN : FAR_DOWN) {
            if (span.contains(second)) {
                return true;
            }
        }
        return false;
    }

    /** How fast a provider acts on what is notified at an instant: some answer to a letter. */
    static Speed speed(Provider provider, long second) {
        return switch (provider.id()) {
            case Cast.CUTS_OFF -> second >= midnight(LETTERS) ? new Speed(0.90) : provider.speed();
            case Cast.IMPROVES_LATE -> second >= midnight(LATE_LETTER) ? new Speed(0.85) : provider.speed();
            default -> provider.speed();
        };
    }

    /** Relative number of notices to a provider on a day. */
    static double intensity(Provider provider, LocalDate day) {
        if (!provider.months().contains(day.getMonthValue())) {
            return 0;
        }
        double weekend = day.getDayOfWeek().getValue() > 5 ? 0.5 : 1;
        double checked =
                provider.id().equals(Cast.IMAGE_HOST) && !day.isBefore(HASH_CHECK_JOINED) ? HASH_CHECK_LEAVES : 1;
        return MONTH[day.getMonthValue() - 1] * weekend * checked * (1 + crawler(day));
    }

    /** The largest {@link #intensity}. */
    static double peakIntensity() {
        return 1.5 * (1 + CRAWLER_ADDS);
    }

    /** What a crawler adds to the other sources of reports, as a share of them. */
    static double crawler(LocalDate day) {
        return day.isBefore(CRAWLER_JOINS) ? 0 : CRAWLER_ADDS;
    }

    /** The provider that answers for another one since a merger. */
    static Provider responsible(Cast cast, Provider provider, long second) {
        boolean merged = provider.id().equals(Cast.ACQUIRED) && second >= midnight(MERGER);
        return merged ? cast.named(Cast.ACQUIRER) : provider;
    }

    /** The country where a provider's servers stand at an instant. */
    static String servers(Provider provider, long second) {
        boolean left = provider.id().equals(Cast.MOVES_ABROAD) && second >= midnight(SERVERS_LEAVE);
        return left ? SERVERS_GO_TO : provider.servers();
    }

    /** The country in which a provider's addresses are registered on a day. */
    static String registration(Provider provider, LocalDate day) {
        boolean left = provider.id().equals(Cast.MOVES_ABROAD) && !day.isBefore(REGISTRATION_LEAVES);
        return left ? SERVERS_GO_TO : provider.registration();
    }

    static long midnight(LocalDate day) {
        return day.atStartOfDay(AMSTERDAM).toEpochSecond();
    }

    private static long at(int year, int month, int day, int hour) {
        return LocalDateTime.of(year, month, day, hour, 0).atZone(AMSTERDAM).toEpochSecond();
    }
}
