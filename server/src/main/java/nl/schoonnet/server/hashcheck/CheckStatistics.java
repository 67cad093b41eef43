// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nl.schoonnet.reporting.checks.CheckFigures;
import nl.schoonnet.reporting.checks.CheckFigures.Connection;
import nl.schoonnet.reporting.checks.CheckFigures.Count;
import nl.schoonnet.reporting.checks.CheckFigures.Row;
import org.springframework.stereotype.Service;

/** What the hash check did, by week, and for whom. */
@Service
public class CheckStatistics {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final int LONGEST = 10;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private final CheckCounts counts;
    private final HashSources sources;
    private final ConnectionRegister register;
    private final InstantSource clock;

    CheckStatistics(CheckCounts counts, HashSources sources, ConnectionRegister register, InstantSource clock) {
        this.counts = counts;
        this.sources = sources;
        this.register = register;
        this.clock = clock;
    }

    /** The day in Amsterdam. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AMSTERDAM);
    }

    /**
     * Figures of whole weeks.
     *
     * @throws HashcheckException if the days are in the wrong order, or more than ten years apart
     */
    public CheckFigures figures(LocalDate from, LocalDate to) {
        if (from.isAfter(to) || from.isBefore(FIRST) || to.isAfter(from.plusYears(LONGEST))) {
            throw new HashcheckException("not_a_period", "A period begins before it ends, and has ten years at most.");
        }
        CheckFigures empty = new CheckFigures(from, to, today(), List.of(), List.of());
        List<Row> rows = counts.weeks(empty.from(), empty.to(), sources.all()).stream()
                .map(week -> new Row(
                        week.monday(),
                        week.organisation(),
                        Objects.requireNonNullElse(week.source(), ""),
                        week.kind().toLowerCase(Locale.ROOT),
                        new Count(
                                week.checks(),
                                week.hits(),
                                week.images(),
                                week.unchecked(),
                                week.sumOfMicros(),
                                week.latencies())))
                .toList();
        List<Connection> connections = register.all().stream()
                .map(connected -> new Connection(
                        connected.organisation(),
                        connected.customer(),
                        connected.domain(),
                        connected.mode().word(),
                        connected.obliged(),
                        connected.hotline(),
                        connected.from(),
                        connected.until()))
                .toList();
        return new CheckFigures(from, to, today(), rows, connections);
    }
}
