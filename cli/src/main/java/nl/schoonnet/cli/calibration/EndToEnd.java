// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.schoonnet.cli.live.ConfusionMatrix;
import nl.schoonnet.cli.live.DerivedMatrix;
import nl.schoonnet.cli.live.LiveRun;
import nl.schoonnet.cli.live.Measured;
import nl.schoonnet.cli.live.SeveralLooks;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.takedown.episode.Reason;

/**
 * The small calibration end to end (MEASUREMENT.md section 7): what looks said against what was true, reason by reason, and
 * what the report said about F(24 h) against what was true, one town per design. Immutable.
 */
public final class EndToEnd {
    private static final int COPIES = 8;

    /** A few dozen: one that is wrong is too many. */
    private static final int CASES = 24;

    private final ConfusionMatrix headers;
    private final ConfusionMatrix bodies;
    private final DerivedMatrix derived;
    private final List<Row> rows;

    /** One design. */
    private record Row(LiveDesigns.Kind kind, LiveRun.Outcome outcome) {
        boolean holds() {
            Measured measured = outcome.measured();
            return switch (kind.asked()) {
                case UNBIASED -> Math.abs(measured.bias()) < Criterion.BIAS;
                case IN_RANGE -> measured.rangeHolds();
                case MADE_KNOWN -> true;
            };
        }

        String note() {
            if (!holds()) {
                return "  MISSED";
            }
            return switch (kind.asked()) {
                case UNBIASED -> "";
                case IN_RANGE -> "  (not all can be known: the range holds the truth)";
                case MADE_KNOWN -> "  (not all can be seen: the bias is made known)";
            };
        }
    }

    private EndToEnd(ConfusionMatrix headers, ConfusionMatrix bodies, DerivedMatrix derived, List<Row> rows) {
        this.headers = headers;
        this.bodies = bodies;
        this.derived = derived;
        this.rows = List.copyOf(rows);
    }

    /**
     * Runs the galleries and one town of each design.
     *
     * @param progress told what is being done
     */
    public static EndToEnd run(Consumer<String> progress) {
        progress.accept("Looking at every scene, level 2");
        ConfusionMatrix headers = LiveRun.gallery(Level.HEADERS, COPIES, Seeds.of("gallery-headers"));
        progress.accept("Looking at every scene, level 3");
        ConfusionMatrix bodies = LiveRun.gallery(Level.BODY, COPIES, Seeds.of("gallery-bodies"));
        progress.accept("Looking for a week at sites that fall silent or move");
        DerivedMatrix derived = SeveralLooks.matrix(CASES, Seeds.of("several-looks"));
        List<Row> rows = new ArrayList<>();
        for (LiveDesigns.Kind kind : LiveDesigns.kinds()) {
            progress.accept("A town lives, " + kind.says());
            LiveRun.Outcome outcome =
                    kind.run(Seeds.replication(Seeds.of(kind.name()), 0), 0).run();
            (kind.level() == Level.BODY ? bodies : headers).addAll(outcome.matrix());
            rows.add(new Row(kind, outcome));
        }
        return new EndToEnd(headers, bodies, derived, rows);
    }

    /** Whether everything that must hold does. */
    public boolean holds() {
        return headers.missed().isEmpty()
                && bodies.missed().isEmpty()
                && derived.missed().isEmpty()
                && rows.stream().allMatch(Row::holds);
    }

    /** Prints matrices, figures and one line that sums them up. */
    public void print(PrintWriter out) {
        out.println("What looks said where the truth can be told from outside, level 2 (headers):");
        out.println();
        out.print(headers.text());
        out.println();
        out.println("The same, level 3 (bodies):");
        out.println();
        out.print(bodies.text());
        out.println();
        out.println("What follows from several looks (no single look tells it):");
        out.println();
        out.print(derived.text());
        out.println();
        out.println("MANUAL isn't observed: people state it.");
        out.println();
        out.println("Share removed or made inaccessible within 24 hours, truth against report:");
        out.println();
        out.printf(
                Locale.ROOT,
                "%-36s %6s %8s %7s %-13s %9s %9s  %-13s %-13s %10s%n",
                "design",
                "items",
                "looks",
                "truth",
                "range",
                "measured",
                "bias",
                "estimator",
                "interval",
                "drawn from");
        for (Row row : rows) {
            Measured measured = row.outcome.measured();
            out.printf(
                    Locale.ROOT,
                    "%-36s %,6d %,8d %6.1f%% %-13s %8.1f%% %+6.2f pp  %-13s %-13s %9.1f%%%s%n",
                    row.kind.says(),
                    measured.items(),
                    row.outcome.looks(),
                    100 * measured.truth(),
                    percent(measured.low(), measured.high()),
                    100 * measured.estimate(),
                    100 * measured.bias(),
                    measured.estimator(),
                    measured.interval()
                            .map(ends -> String.format(Locale.ROOT, "%.1f-%.1f%%", 100 * ends.low(), 100 * ends.high()))
                            .orElse("none"),
                    100 * measured.generating(),
                    row.note());
        }
        out.println();
        out.println(summary());
        out.flush();
    }

    private static String percent(double low, double high) {
        return String.format(Locale.ROOT, "%.1f-%.1f%%", 100 * low, 100 * high);
    }

    private String summary() {
        String missed = Stream.concat(
                        Stream.concat(headers.missed().stream(), bodies.missed().stream())
                                .distinct()
                                .map(Reason::name),
                        derived.missed().stream())
                .collect(Collectors.joining(", "));
        String biased = rows.stream()
                .filter(row -> !row.holds())
                .map(row -> row.kind.says())
                .collect(Collectors.joining(", "));
        return (missed.isEmpty()
                        ? "Every reason is right in at least 99% of its looks, and so is what follows from several."
                        : "Under 99% right: " + missed + ".")
                + (biased.isEmpty()
                        ? " F(24 h) is as good as it must be in every design."
                        : " Missed: " + biased + ".");
    }

    /**
     * Writes {@code calibration.csv}, {@code confusion-headers.csv}, {@code confusion-bodies.csv},
     * {@code confusion-derived.csv} and {@code calibration.json}: all of them or none.
     *
     * @param folder one that doesn't exist, is empty, or holds an earlier calibration, which is replaced
     * @throws nl.schoonnet.internet.input.InputException if something else stands there
     */
    public void write(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(CalibrationFolder.MARK, utf8(csv()));
        files.put("confusion-headers.csv", utf8(headers.csv()));
        files.put("confusion-bodies.csv", utf8(bodies.csv()));
        files.put("confusion-derived.csv", utf8(derived.csv()));
        files.put("calibration.json", utf8(json()));
        CalibrationFolder.at(folder).write(files);
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("design,level,vantage_points,items,looks,truth,estimate,estimator,bias,"
                + "interval_low,interval_high,generating,seed,method_version\n");
        for (Row row : rows) {
            Measured measured = row.outcome.measured();
            csv.append(String.join(
                            ",",
                            row.kind.name(),
                            Integer.toString(row.kind.level().number()),
                            Integer.toString(row.kind.vantages()),
                            Long.toString(measured.items()),
                            Long.toString(row.outcome.looks()),
                            Double.toString(measured.truth()),
                            Double.toString(measured.estimate()),
                            measured.estimator(),
                            Double.toString(measured.bias()),
                            measured.interval()
                                    .map(ends -> Double.toString(ends.low()))
                                    .orElse(""),
                            measured.interval()
                                    .map(ends -> Double.toString(ends.high()))
                                    .orElse(""),
                            Double.toString(measured.generating()),
                            String.format(Locale.ROOT, "%016x", Seeds.of(row.kind.name())),
                            FigureSettings.METHOD_VERSION))
                    .append('\n');
        }
        return csv.toString();
    }

    private String json() {
        String designs = rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "    {\"design\": \"%s\", \"truth\": %s, \"estimate\": %s, \"bias\": %s, \"holds\": %b}",
                        row.kind.name(),
                        row.outcome.measured().truth(),
                        row.outcome.measured().estimate(),
                        row.outcome.measured().bias(),
                        row.holds()))
                .collect(Collectors.joining(",\n"));
        return "{\n  \"methodVersion\": \"" + FigureSettings.METHOD_VERSION + "\",\n  \"holds\": " + holds()
                + ",\n  \"right\": {\n    \"level2\": " + right(headers) + ",\n    \"level3\": " + right(bodies)
                + ",\n    \"severalLooks\": " + right(derived.right())
                + "\n  },\n  \"designs\": [\n" + designs + "\n  ]\n}\n";
    }

    private static String right(ConfusionMatrix matrix) {
        Map<String, Double> shares = new LinkedHashMap<>();
        matrix.truths().forEach(truth -> shares.put(truth.name(), matrix.right(truth)));
        return right(shares);
    }

    private static String right(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .map(share -> "\"" + share.getKey() + "\": " + share.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
