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
import java.util.SortedMap;
import java.util.TreeMap;
import nl.schoonnet.takedown.curve.CensoredSample;

/**
 * Whether a band is printed: only for designs whose interval held simulated truth as often as promised
 * (docs/calibration.md). The rules read the table of a full calibration, {@code calibration.csv} beside this class, and
 * nothing else:
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
 *   <li><em>Clusters.</em> Where items share clusters, a clustered design of that estimator and interval must have been
 *       admitted besides, whatever its looks.
 * </ul>
 */
final class Admitted {
    private static final double DAY = 24;
    private static final double SLACK = 1.25;

    /** Hours below which a time is an exact one. */
    private static final double EXACT = 1e-3;

    /** Clusters of one item each, but for rounding. */
    private static final double INDEPENDENT = 0.999;

    private static final List<Line> TABLE = read();

    private Admitted() {}

    /** One line of the calibration, as far as it matters here. */
    record Line(
            String design,
            String estimator,
            String interval,
            double gapHours,
            int items,
            boolean clustered,
            String verdict,
            String methodVersion) {
        boolean admitted() {
            return verdict.equals("admitted");
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
    static boolean kaplanMeierBootstrap(CensoredSample sample, double norm) {
        return byLooks("kaplan-meier", "bootstrap", sample, norm);
    }

    /** The NPMLE's percentile cluster bootstrap. */
    static boolean npmleBootstrap(CensoredSample sample, double norm) {
        return byLooks("npmle", "bootstrap", sample, norm);
    }

    private static boolean byLooks(String estimator, String interval, CensoredSample sample, double norm) {
        OptionalDouble width = medianWidth(sample, norm / 2, norm);
        if (width.isEmpty()) {
            width = medianWidth(sample, 0, 2 * norm);
        }
        if (width.isEmpty()) {
            return false;
        }
        double items = independentItems(sample);
        return admitted(estimator, interval, width.getAsDouble() * DAY / norm, items, clustered(sample, items));
    }

    /**
     * The rules, for a design given in numbers.
     *
     * @param gapHours hours between looks at a norm of 24 h
     * @param items independent items
     */
    static boolean admitted(String estimator, String interval, double gapHours, double items, boolean clustered) {
        List<Line> own = TABLE.stream()
                .filter(l -> l.estimator.equals(estimator) && l.interval.startsWith(interval))
                .toList();
        List<Line> plain = own.stream().filter(l -> !l.clustered).toList();
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
        return independent && (!clustered || own.stream().anyMatch(l -> l.clustered && l.admitted()));
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
        SortedMap<Integer, Double> weights = new TreeMap<>();
        for (int i = 0; i < sample.size(); i++) {
            weights.merge(sample.cluster(i), sample.weight(i), Double::sum);
        }
        double sum = 0;
        double squares = 0;
        for (double weight : weights.values()) {
            sum += weight;
            squares += weight * weight;
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

    /** The table that the rules read. */
    static List<Line> table() {
        return TABLE;
    }

    private static List<Line> read() {
        try (InputStream bytes = Admitted.class.getResourceAsStream("calibration.csv")) {
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
                !row.getField("largest_cluster").equals("1"),
                row.getField("verdict"),
                row.getField("method_version"));
    }
}
