// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.checks;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the hash check over whole ISO weeks, and who was connected.
 *
 * @param from a Monday; an earlier one than was given if that was none
 * @param to a Sunday; a later one than was given if that was none
 * @param today as far as it is counted
 * @param rows in any order; all of them lie in the weeks
 * @param connections all that are known, of any time
 */
public record CheckFigures(
        LocalDate from, LocalDate to, LocalDate today, List<Row> rows, List<Connection> connections) {

    /** Widens the days to whole weeks. */
    public CheckFigures {
        from = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        to = to.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        rows = List.copyOf(rows);
        connections = List.copyOf(connections);
    }

    /**
     * Counts of one week, organisation, source and kind.
     *
     * @param source {@code ""} for all sources together; only these rows have checks
     * @param kind of hash, or {@code picture}
     */
    public record Row(LocalDate monday, String organisation, String source, String kind, Count count) {}

    /**
     * Counts that add up.
     *
     * @param checks questions, those that weren't checked too
     * @param hits matches, one a source
     * @param matched questions that matched
     * @param unchecked questions that weren't checked
     * @param micros what all took together, in microseconds
     * @param latencies requests by {@link LatencyClasses}; may be empty
     */
    public record Count(long checks, long hits, long matched, long unchecked, long micros, List<Long> latencies) {
        /** Nothing. */
        public static final Count NONE = new Count(0, 0, 0, 0, 0, List.of());

        /** Copies the list. */
        public Count {
            latencies = List.copyOf(latencies);
        }

        /** Both together. */
        public Count plus(Count other) {
            List<Long> sums = new ArrayList<>();
            for (int i = 0; i < Math.max(latencies.size(), other.latencies.size()); i++) {
                sums.add(at(latencies, i) + at(other.latencies, i));
            }
            return new Count(
                    checks + other.checks,
                    hits + other.hits,
                    matched + other.matched,
                    unchecked + other.unchecked,
                    micros + other.micros,
                    sums);
        }

        private static long at(List<Long> counts, int i) {
            return i < counts.size() ? counts.get(i) : 0;
        }

        /** Questions that were answered yes or no. */
        public long answered() {
            return checks - unchecked;
        }

        /** Share of the answered questions that matched, 0-1; NaN if there were none. */
        public double hitRate() {
            return answered() > 0 ? (double) matched / answered() : Double.NaN;
        }

        /** What a question took on the average, in microseconds; NaN if there were none. */
        public double meanMicros() {
            return checks > 0 ? (double) micros / checks : Double.NaN;
        }

        /** Within how many milliseconds 99% of the requests were done, at most; NaN if there were none. */
        public double within99Millis() {
            return LatencyClasses.within(latencies, 0.99).stream()
                    .mapToDouble(micros -> micros / 1e3)
                    .findFirst()
                    .orElse(Double.NaN);
        }

        /** Requests whose duration was counted. */
        public long requests() {
            return latencies.stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Something that is connected.
     *
     * @param customer {@code ""} if the organisation itself is meant
     * @param domain {@code ""} if all of it is meant
     * @param mode {@code upload}, {@code storage} or {@code both}
     * @param hotline whether it is a tool of the hotline itself
     * @param until the first day on which it isn't any more; null while that isn't known
     */
    public record Connection(
            String organisation,
            String customer,
            String domain,
            String mode,
            boolean obliged,
            boolean hotline,
            LocalDate from,
            @Nullable LocalDate until) {
        /** Whether it is connected on some day of a period, its last day included. */
        public boolean within(LocalDate first, LocalDate last) {
            return !from.isAfter(last) && (until == null || until.isAfter(first));
        }

        boolean isOrganisation() {
            return customer.isEmpty() && domain.isEmpty();
        }
    }

    /**
     * A week.
     *
     * @param hotline what of it was the hotline's own tool
     * @param complete whether it is over
     */
    public record Week(LocalDate monday, Count all, Count hotline, boolean complete) {}

    /** What a name has, and how much. */
    public record Named(String name, Count count) {}

    /** All weeks of the period that have begun, those without a check too. */
    public List<Week> weeks() {
        SortedMap<LocalDate, Week> weeks = new TreeMap<>();
        for (LocalDate monday = from; !monday.isAfter(to) && !monday.isAfter(today); monday = monday.plusWeeks(1)) {
            weeks.put(
                    monday,
                    new Week(monday, Count.NONE, Count.NONE, monday.plusWeeks(1).compareTo(today) <= 0));
        }
        for (Row row : rows) {
            if (row.source.isEmpty()) {
                weeks.computeIfPresent(
                        row.monday,
                        (monday, week) -> new Week(
                                monday,
                                week.all.plus(row.count),
                                ofHotline(row) ? week.hotline.plus(row.count) : week.hotline,
                                week.complete));
            }
        }
        return List.copyOf(weeks.values());
    }

    private boolean ofHotline(Row row) {
        return connections.stream()
                .anyMatch(connection -> connection.hotline
                        && connection.isOrganisation()
                        && connection.organisation.equals(row.organisation)
                        && connection.within(row.monday, row.monday.plusDays(6)));
    }

    /** All together. */
    public Count total() {
        return weeks().stream().map(Week::all).reduce(Count.NONE, Count::plus);
    }

    /** What of it was the hotline's own tool. */
    public Count hotline() {
        return weeks().stream().map(Week::hotline).reduce(Count.NONE, Count::plus);
    }

    /** By organisation, the one with most checks first; those too that are connected and asked nothing. */
    public List<Named> byOrganisation() {
        SortedMap<String, Count> counts = sums(Row::organisation, row -> row.source.isEmpty());
        connections.stream()
                .filter(connection -> connection.isOrganisation() && connection.within(from, to))
                .forEach(connection -> counts.putIfAbsent(connection.organisation, Count.NONE));
        return named(
                counts,
                Comparator.comparingLong((Named named) -> named.count.checks()).reversed());
    }

    /** By source, the one with most hits first; only hits and matched are counted by source. */
    public List<Named> bySource() {
        return named(
                sums(Row::source, row -> !row.source.isEmpty()),
                Comparator.comparingLong((Named named) -> named.count.hits()).reversed());
    }

    /** By kind, the one with most checks first. */
    public List<Named> byKind() {
        return named(
                sums(Row::kind, row -> row.source.isEmpty()),
                Comparator.comparingLong((Named named) -> named.count.checks()).reversed());
    }

    private SortedMap<String, Count> sums(Function<Row, String> name, Predicate<Row> counts) {
        SortedMap<String, Count> sums = new TreeMap<>();
        rows.stream().filter(counts).forEach(row -> sums.merge(name.apply(row), row.count, Count::plus));
        return sums;
    }

    private static List<Named> named(SortedMap<String, Count> counts, Comparator<Named> order) {
        return counts.entrySet().stream()
                .map(entry -> new Named(entry.getKey(), entry.getValue()))
                .sorted(order.thenComparing(Named::name))
                .toList();
    }
}
