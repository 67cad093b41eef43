// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * A bar per ISO week, with a part of it told apart.
 *
 * @param x names the weeks
 * @param y what is counted, LINEAR
 * @param rest name of what isn't the part; printed only where there is a part
 * @param part name of the part at the foot of the bars
 * @param incomplete name of weeks that aren't over
 * @param weeks one after the other, at least one; a week without anything is there with 0
 */
public record WeekBars(Axis x, Axis y, String rest, String part, String incomplete, List<Week> weeks)
        implements PlotSpec {
    /** Checks that weeks follow one another. */
    public WeekBars {
        rest = CleanText.line(rest);
        part = CleanText.line(part);
        incomplete = CleanText.line(incomplete);
        weeks = List.copyOf(weeks);
        if (weeks.isEmpty()) {
            throw new IllegalArgumentException("there is at least one week");
        }
        for (int i = 1; i < weeks.size(); i++) {
            if (!weeks.get(i).monday().equals(weeks.get(i - 1).monday().plusWeeks(1))) {
                throw new IllegalArgumentException("weeks follow one another");
            }
        }
    }

    /**
     * One week.
     *
     * @param monday its first day
     * @param value all of it, 0 or more
     * @param part how much of it is told apart, at most {@code value}
     * @param complete whether the week is over
     */
    public record Week(LocalDate monday, double value, double part, boolean complete) {
        /** Checks the values. */
        public Week {
            if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
                throw new IllegalArgumentException("an ISO week begins on Monday");
            }
            if (!(part >= 0) || !(value >= part) || !Double.isFinite(value)) {
                throw new IllegalArgumentException("a part is within the whole");
            }
        }
    }
}
