// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Table;
import nl.schoonnet.reporting.figures.FigureSettings;

/** The results as a table: for the terminal, for the file and for the page. */
final class ResultTable {
    private static final String[] HEADINGS = {
        "design", "interval", "sets", "coverage", "(95%)", "width", "bias (95%)", "verdict", "note"
    };

    private ResultTable() {}

    /** Everything; {@code calibration.csv} is made of it, and the package of the figures reads that. */
    static Table table(List<Result> results) {
        return new Table(
                "calibration",
                "Every design with its estimand, coverage, mean width and bias",
                List.of(
                        Column.text("design", "Design"),
                        Column.text("estimator", "Estimator"),
                        Column.text("interval", "Interval"),
                        Column.number("look_gap", "Gap between looks", "hours", 0),
                        Column.count("items", "Items, at most"),
                        Column.count("largest_cluster", "Largest cluster"),
                        Column.text("estimand", "Estimand"),
                        Column.shareRange("admitted", "Admitted if coverage is"),
                        Column.count("replications", "Data sets"),
                        Column.count("intervals", "Intervals"),
                        Column.count("without_interval", "Without interval"),
                        Column.share("coverage", "Coverage"),
                        Column.shareRange("coverage_interval", "95% interval of coverage"),
                        Column.number("mean_width", "Mean width", "percentage points; ranks", 2),
                        Column.number("bias", "Bias", "percentage points", 2),
                        Column.numberRange("bias_interval", "95% interval of bias", "percentage points", 2),
                        Column.text("verdict", "Verdict"),
                        Column.text("note", "Note"),
                        Column.text("seed", "Seed"),
                        Column.text("method_version", "Method version")),
                results.stream().map(ResultTable::row).toList(),
                "Width of rank sets in ranks: 0 is a rank that is known. Seed: the first 8 bytes of the SHA-256 of method"
                        + " version, line feed and design.");
    }

    private static List<Cell> row(Result result) {
        Design design = result.design();
        boolean claimed = design.criterion() != Criterion.PUBLISHED;
        double bias = 100 * result.bias();
        double margin = 100 * result.biasMargin();
        return List.of(
                Cell.words(design.name()),
                Cell.words(design.estimator()),
                Cell.words(design.interval()),
                Cell.value(design.gapHours()),
                Cell.value(design.items()),
                Cell.value(design.largestCluster()),
                Cell.words(design.estimand()),
                claimed
                        ? Cell.range(
                                design.criterion().coverage().low(),
                                design.criterion().coverage().high())
                        : Cell.missing(""),
                Cell.value(result.replications()),
                Cell.value(result.intervals()),
                Cell.value(result.without()),
                Cell.value(result.coverage()),
                result.coverageInterval()
                        .map(i -> Cell.range(i.low(), i.high()))
                        .orElse(Cell.missing("")),
                Cell.value(width(result)),
                Cell.value(bias),
                Cell.range(bias - margin, bias + margin),
                Cell.words(result.verdict().word()),
                Cell.words(result.note()),
                Cell.words(String.format(Locale.ROOT, "%016x", design.seed())),
                Cell.words(FigureSettings.METHOD_VERSION));
    }

    private static double width(Result result) {
        return ranks(result) ? result.meanWidth() : 100 * result.meanWidth();
    }

    private static boolean ranks(Result result) {
        return result.design().estimator().equals("rank-set");
    }

    /** For the terminal: columns padded with blanks, a line feed after each line. */
    static String text(List<Result> results) {
        List<String[]> rows = results.stream().map(ResultTable::words).collect(Collectors.toList());
        rows.addFirst(HEADINGS);
        int[] widths = new int[HEADINGS.length];
        for (String[] row : rows) {
            Arrays.setAll(widths, c -> Math.max(widths[c], row[c].length()));
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < row.length; c++) {
                boolean number = c >= 2 && c <= 6;
                line.append(String.format(Locale.ROOT, "%" + (number ? "" : "-") + widths[c] + "s  ", row[c]));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** One result in one line. */
    static String line(Result result) {
        return Arrays.stream(words(result)).filter(w -> !w.isEmpty()).collect(Collectors.joining("  "));
    }

    private static String[] words(Result result) {
        String width = switch (result.design().criterion()) {
            case PUBLISHED -> "";
            case POINT, POINT_UNBIASED, PRINTED_UNBIASED, SET, SET_UNBIASED ->
                number(width(result), 2) + (ranks(result) ? " ranks" : " pp");
        };
        return new String[] {
            result.design().name(),
            result.design().interval(),
            String.format(Locale.ROOT, "%,d", result.replications()),
            result.intervals() == 0 ? "" : number(100 * result.coverage(), 1) + "%",
            result.coverageInterval()
                    .map(i -> number(100 * i.low(), 1) + "-" + number(100 * i.high(), 1))
                    .orElse(""),
            result.intervals() == 0 ? "" : width,
            Double.isNaN(result.biasMargin())
                    ? ""
                    : String.format(Locale.ROOT, "%+.2f +- %.2f pp", 100 * result.bias(), 100 * result.biasMargin()),
            result.verdict().word(),
            result.note()
        };
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** How many designs there are of each verdict, the ones that missed by name. */
    static String summary(List<Result> results) {
        String counts = Arrays.stream(Verdict.values())
                .map(v -> v.word() + " "
                        + results.stream().filter(r -> r.verdict() == v).count())
                .collect(Collectors.joining(", "));
        String missed = named(results, Verdict.MISSED);
        String left = named(results, Verdict.NOT_RUN);
        return "Designs: " + counts + "." + (missed.isEmpty() ? "" : " Missed: " + missed + ".")
                + (left.isEmpty() ? "" : " Not run: " + left + ".");
    }

    private static String named(List<Result> results, Verdict verdict) {
        return results.stream()
                .filter(r -> r.verdict() == verdict)
                .map(r -> r.design().name())
                .collect(Collectors.joining(", "));
    }
}
