// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.time.Instant;
import java.time.YearMonth;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.source.Timestamps;

/** Months of items by Dutch time. Items come in order of their clock, so mostly it is the month of the one before. */
final class Months {
    private YearMonth month = YearMonth.of(1970, 1);
    private long from;
    private long to;

    /** The month in which an item's clock began. */
    YearMonth of(Item item) {
        Instant origin = item.offInternet().origin();
        long second = origin.getEpochSecond();
        if (second < from || second >= to) {
            month = YearMonth.from(origin.atZone(Timestamps.AMSTERDAM));
            from = start(month);
            to = start(month.plusMonths(1));
        }
        return month;
    }

    private static long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(Timestamps.AMSTERDAM).toEpochSecond();
    }
}
