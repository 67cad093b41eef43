// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.curve.ItemOrder;

/**
 * Whether a band is printed: only for designs whose interval held simulated truth as often as promised
 * (docs/calibration.md). The rules read the tables of the full calibrations beside this class, {@code calibration.csv} of the
 * estimators and {@code calibration-end-to-end.csv}, and nothing else:
 *
 * <ul>
 *   <li><em>Looks.</em> The median width of the finite intervals that touch (norm/2, norm] (if none, (0, 2 x norm]) is the gap
 *       between looks. It belongs to the
 *       smallest calibrated gap that isn't exceeded by more than a quarter; gaps are scaled by norm/24 h. Above the largest:
 *       not admitted.
 *   <li><em>Items.</em> Their number is that of independent items by Kish: squared sum of weights over the sum of squared
 *       weights of clusters. It belongs to the largest calibrated number that isn't above it. Below the smallest: not
 *       admitted.
 *   <li>Every calibrated design of that estimator, kind of interval, gap and number must have been admitted; one that missed,
 *       stayed open or wasn't run isn't.
 *   <li><em>Clusters.</em> Where items share clusters, the clustered designs of that estimator and interval must have been
 *       admitted besides, whatever their looks: those of the largest calibrated number of independent items that isn't above
 *       that of the sample; none below the smallest.
 *   <li><em>End to end.</em> Where curves of as many independent items in clusters were asked for end to end, they must have
 *       been admitted too: Kaplan-Meier's, since that is what a report prints of such towns.
 * </ul>
 */
final class Admitted {
    private static final double DAY = 24;
    private static final double SLACK = 1.25;

    /** Hours below which a time is an exact one. */
    private static final double EXACT = 1e-3;

    /** Clusters of one item each, but for rounding. */
    private static final double INDEPENDENT = 0.999;

    /** What the calibration end to end calls the band of a report's curve: in its towns that of Kaplan-Meier. */
    private static final String AS_REPORTED = "as reported";

    private static final List<Line> TABLE = read("calibration.csv");
    private static final List<Line> END_TO_END = read("calibration-end-to-end.csv");

    private Admitted() {}

    /** One line of the calibration, as far as it matters here. */
    record Line(
            String design,
            String estimator,
            String interval,
            double gapHours,
            int items,
            int largestCluster,
            String verdict,
            String methodVersion) {
        boolean admitted() {
            return verdict.equals("admitted");
        }

        /** Its bias was asked for and no coverage. */
        boolean published() {
            return verdict.equals("published");
        }

        boolean clustered() {
            return largestCluster > 1;
        }

        /** Its independent items by Kish, rounded down: of clusters of up to 3 a half, of up to 20 a tenth. */
        int independentItems() {
            return clustered() ? items / (largestCluster > 3 ? 10 : 2) : items;
        }
    }

    /** The sieve's percentile cluster bootstrap. */
    static boolean sieveBootstrap(CensoredSample sample, double norm) {
        return byLooks("sieve", "bootstrap", sample, norm);
    }

    /** The sieve's likelihood interval, used where no bootstrap was asked for or admitted. */
    static boolean sieveLikelihood(CensoredSample sample, double norm) {
        return byLooks("sieve", "likelihood", sample, norm);
    }

    /** The percentile cluster bootstrap of Kaplan-Meier, which is also that of Aalen-Johansen. */
    static boolean kaplanMeierBootstrap(CensoredSample sample, FigureSettings settings) {
        return byLooks("kaplan-meier", "bootstrap", sample, settings.normHours(), !settings.calibrating());
    }

    /** Whether the curves that were asked for end to end, of as many independent items in clusters, were admitted. */
    static boolean endToEnd(double items, boolean clustered) {
        OptionalInt size = clusteredSize(lines("kaplan-meier", "bootstrap"), items);
        return !clustered
                || END_TO_END.stream()
                        .filter(l -> l.estimator.equals(AS_REPORTED) && !l.published())
                        .filter(l -> size.isPresent() && l.independentItems() == size.getAsInt())
                        .allMatch(Line::admitted);
    }

    /** The NPMLE's percentile cluster bootstrap. */
    static boolean npmleBootstrap(CensoredSample sample, double norm) {
        return byLooks("npmle", "bootstrap", sample, norm);
    }

    private static boolean byLooks(String estimator, String interval, CensoredSample sample, double norm) {
        return byLooks(estimator, interval, sample, norm, false);
    }

    private static boolean byLooks(
            String estimator, String interval, CensoredSample sample, double norm, boolean endToEndToo) {
        OptionalDouble width = medianWidth(sample, norm / 2, norm);
        if (width.isEmpty()) {
            width = medianWidth(sample, 0, 2 * norm);
        }
        if (width.isEmpty()) {
            return false;
        }
        double items = independentItems(sample);
        boolean clustered = clustered(sample, items);
        return admitted(estimator, interval, width.getAsDouble() * DAY / norm, items, clustered)
                && (!endToEndToo || endToEnd(items, clustered));
    }

    /**
     * The rules, for a design given in numbers.
     *
     * @param gapHours hours between looks at a norm of 24 h
     * @param items independent items
     */
    static boolean admitted(String estimator, String interval, double gapHours, double items, boolean clustered) {
        List<Line> own = lines(estimator, interval);
        List<Line> plain = own.stream().filter(l -> !l.clustered()).toList();
        OptionalDouble gap = plain.stream()
                .mapToDouble(Line::gapHours)
                .filter(g -> gapHours <= Math.max(EXACT, SLACK * g))
                .min();
        if (gap.isEmpty()) {
            return false;
        }
        List<Line> looks =
                plain.stream().filter(l -> l.gapHours == gap.getAsDouble()).toList();
        OptionalInt size =
                looks.stream().mapToInt(Line::items).filter(n -> n <= items).max();
        boolean independent = size.isPresent()
                && looks.stream().filter(l -> l.items == size.getAsInt()).allMatch(Line::admitted);
        return independent && (!clustered || clusteredAdmitted(own, items));
    }

    private static List<Line> lines(String estimator, String interval) {
        return TABLE.stream()
                .filter(l -> l.estimator.equals(estimator) && l.interval.startsWith(interval))
                .toList();
    }

    /** The largest number of independent items of a clustered design that isn't above a number. */
    private static OptionalInt clusteredSize(List<Line> own, double items) {
        return own.stream()
                .filter(Line::clustered)
                .mapToInt(Line::independentItems)
                .filter(n -> n <= items)
                .max();
    }

    private static boolean clusteredAdmitted(List<Line> own, double items) {
        OptionalInt size = clusteredSize(own, items);
        return size.isPresent()
                && own.stream()
                        .filter(l -> l.clustered() && l.independentItems() == size.getAsInt())
                        .allMatch(Line::admitted);
    }

    /** Whether items share clusters. */
    private static boolean clustered(CensoredSample sample, double independentItems) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < sample.size(); i++) {
            sum += sample.weight(i);
            squares += sample.weight(i) * sample.weight(i);
        }
        return squares > 0 && independentItems < INDEPENDENT * sum * sum / squares;
    }

    /** Kish's number of independent items, each cluster taken to end as one; 0 without items. */
    static double independentItems(CensoredSample sample) {
        int[] order = ItemOrder.by(
                IntStream.range(0, sample.size()).toArray(),
                i -> (long) sample.cluster(i) << Integer.SIZE,
                (a, b) -> 0);
        double sum = 0;
        double squares = 0;
        double own = 0;
        for (int k = 0; k < order.length; k++) {
            own += sample.weight(order[k]);
            if (k + 1 == order.length || sample.cluster(order[k]) != sample.cluster(order[k + 1])) {
                sum += own;
                squares += own * own;
                own = 0;
            }
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }

    /** The median width of the finite intervals that touch (from, to], in hours; empty if there are none. */
    static OptionalDouble medianWidth(CensoredSample sample, double from, double to) {
        double[] widths = new double[sample.size()];
        int n = 0;
        for (int i = 0; i < sample.size(); i++) {
            boolean touches = sample.left(i) <= to && sample.right(i) > from;
            if (sample.weight(i) > 0 && !sample.rightCensored(i) && touches) {
                widths[n++] = sample.right(i) - sample.left(i);
            }
        }
        Arrays.sort(widths, 0, n);
        return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(widths[n / 2]);
    }

    /** The table of the estimators. */
    static List<Line> table() {
        return TABLE;
    }

    /** The table of the calibration end to end. */
    static List<Line> endToEnd() {
        return END_TO_END;
    }

    private static List<Line> read(String table) {
        try (InputStream bytes = Admitted.class.getResourceAsStream(table)) {
            if (bytes == null) {
                throw new IllegalStateException("The table of the calibration isn't in the product.");
            }
            try (CsvReader<NamedCsvRecord> rows =
                    CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
                return rows.stream().map(Admitted::line).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(NamedCsvRecord row) {
        return new Line(
                row.getField("design"),
                row.getField("estimator"),
                row.getField("interval"),
                Double.parseDouble(row.getField("look_gap")),
                Integer.parseInt(row.getField("items")),
                Integer.parseInt(row.getField("largest_cluster")),
                row.getField("verdict"),
                row.getField("method_version"));
    }
}
