// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.takedown.episode.Reason;

/**
 * What looks said, beside what was true and visible. An undecided look is not right where the truth can be seen. Not for use
 * by several threads.
 */
public final class ConfusionMatrix {
    /** The share of looks that must be right where the truth is visible. */
    public static final double ENOUGH = 0.99;

    private final Map<Reason, Map<String, Long>> visible = new EnumMap<>(Reason.class);
    private final Map<Reason, Map<String, Long>> hidden = new EnumMap<>(Reason.class);

    /**
     * Counts a look.
     *
     * @param truth the code of what was the case
     * @param told the code that a perfect look of this depth would give; empty if it can't be told
     */
    void add(Reason truth, Optional<Reason> told, Judgement judgement) {
        Map<Reason, Map<String, Long>> table = told.isPresent() ? visible : hidden;
        table.computeIfAbsent(truth, code -> new TreeMap<>()).merge(said(judgement), 1L, Long::sum);
    }

    /** Counts the looks of another matrix too. */
    public void addAll(ConfusionMatrix other) {
        add(visible, other.visible);
        add(hidden, other.hidden);
    }

    private static void add(Map<Reason, Map<String, Long>> to, Map<Reason, Map<String, Long>> from) {
        from.forEach((truth, row) -> row.forEach((said, looks) ->
                to.computeIfAbsent(truth, code -> new TreeMap<>()).merge(said, looks, Long::sum)));
    }

    private static String said(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Decided decided -> decided.reason().name();
            case Judgement.Undecided undecided ->
                "undecided: " + undecided.cause().name();
        };
    }

    /** How many looks there were of a truth that is visible. */
    public long looks(Reason truth) {
        return sum(visible.getOrDefault(truth, Map.of()));
    }

    /** The share of looks that said what was true; {@code NaN} without looks. */
    public double right(Reason truth) {
        Map<String, Long> row = visible.getOrDefault(truth, Map.of());
        return row.isEmpty() ? Double.NaN : (double) row.getOrDefault(truth.name(), 0L) / sum(row);
    }

    /** The share of all looks that were right where the truth is visible; {@code NaN} without looks. */
    public double right() {
        long all = 0;
        long right = 0;
        for (Map.Entry<Reason, Map<String, Long>> row : visible.entrySet()) {
            all += sum(row.getValue());
            right += row.getValue().getOrDefault(row.getKey().name(), 0L);
        }
        return all == 0 ? Double.NaN : (double) right / all;
    }

    /** Reasons of which fewer were right than must be. */
    public List<Reason> missed() {
        return visible.keySet().stream().filter(truth -> right(truth) < ENOUGH).toList();
    }

    /** The codes of which there was a look, in the order of the table of MEASUREMENT.md. */
    public List<Reason> truths() {
        return List.copyOf(visible.keySet());
    }

    private static long sum(Map<String, Long> row) {
        return row.values().stream().mapToLong(Long::longValue).sum();
    }

    /** For the terminal: a line per truth, with what was said instead. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-16s %9s %8s  %s%n", "true", "looks", "right", "said instead"));
        visible.forEach((truth, row) -> text.append(String.format(
                Locale.ROOT, "%-16s %,9d %7.2f%%  %s%n", truth, sum(row), 100 * right(truth), others(truth, row))));
        text.append(String.format(
                Locale.ROOT,
                "%-16s %,9d %7.2f%%%n",
                "all",
                visible.values().stream().mapToLong(ConfusionMatrix::sum).sum(),
                100 * right()));
        if (!hidden.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%nCan't be told from outside at that depth:%n"));
            hidden.forEach((truth, row) -> text.append(
                    String.format(Locale.ROOT, "%-16s %,9d           %s%n", truth, sum(row), others(truth, row))));
        }
        return text.toString();
    }

    private static String others(Reason truth, Map<String, Long> row) {
        List<String> others = new ArrayList<>();
        row.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(truth.name()))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> others.add(entry.getKey() + " " + entry.getValue()));
        return String.join(", ", others);
    }

    /** The whole table: a line per truth and what was said. */
    public String csv() {
        StringBuilder csv = new StringBuilder("truth,truth_verdict,visible,said,looks\n");
        lines(csv, visible, true);
        lines(csv, hidden, false);
        return csv.toString();
    }

    private static void lines(StringBuilder csv, Map<Reason, Map<String, Long>> table, boolean isVisible) {
        table.forEach((truth, row) -> row.forEach((said, looks) -> csv.append(truth)
                .append(',')
                .append(truth.verdict())
                .append(',')
                .append(isVisible)
                .append(',')
                .append(said)
                .append(',')
                .append(looks)
                .append('\n')));
    }
}
