// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Published samples of exact times, and made ones. */
final class CurveSamples {
    private static final double[] SIX_MP = {6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35
    };
    private static final boolean[] SIX_MP_RELAPSED = {
        true, true, true, false, true, false, true, false, false, true, true, false, false, false, true, true, false,
        false, false, false, false
    };
    private static final double[] PLACEBO = {1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

    private CurveSamples() {}

    /**
     * Weeks in remission of 21 children with leukaemia on 6-mercaptopurine: Freireich et al. 1963, Blood 21, 699-716; Gehan
     * 1965, Biometrika 52, 203-223.
     */
    static ExactSample sixMp() {
        return ExactSample.of(SIX_MP, SIX_MP_RELAPSED);
    }

    /** The 21 children on placebo, all of whom relapsed. */
    static ExactSample placebo() {
        boolean[] all = new boolean[PLACEBO.length];
        Arrays.fill(all, true);
        return ExactSample.of(PLACEBO, all);
    }

    /** The 42 children, {@link #sixMp()} first. */
    static ExactSample leukaemia() {
        double[] time = Arrays.copyOf(SIX_MP, 42);
        System.arraycopy(PLACEBO, 0, time, 21, 21);
        boolean[] relapsed = new boolean[42];
        Arrays.fill(relapsed, true);
        System.arraycopy(SIX_MP_RELAPSED, 0, relapsed, 0, 21);
        return ExactSample.of(time, relapsed);
    }

    /** The group of each of {@link #leukaemia()}: 1 is placebo. */
    static int[] leukaemiaGroups() {
        int[] group = new int[42];
        Arrays.fill(group, 21, 42, 1);
        return group;
    }

    /**
     * 65 patients of R's {@code survival::mgus2} (Kyle et al. 2002, New England Journal of Medicine 346, 564-569) with
     * made-up entries, weights and groups; months; cause 1 is malignancy, 2 death. Written by curves.R.
     */
    static List<Patient> mgus2() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CurveSamples.class.getResourceAsStream("mgus2-delayed.csv")),
                StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(Patient::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ExactSample sample(List<Patient> patients) {
        return ExactSample.of(
                patients.stream().mapToDouble(Patient::entry).toArray(),
                patients.stream().mapToDouble(Patient::time).toArray(),
                patients.stream().mapToInt(Patient::cause).toArray());
    }

    static double[] weights(List<Patient> patients) {
        return patients.stream().mapToDouble(Patient::weight).toArray();
    }

    /** Small samples on a grid of whole hours: ties, delayed entry, three causes, weights, clusters of two. */
    static ExactSample onGrid(int n, SplittableRandom random) {
        double[] entry = new double[n];
        double[] time = new double[n];
        int[] cause = new int[n];
        double[] weight = new double[n];
        int[] cluster = new int[n];
        for (int i = 0; i < n; i++) {
            entry[i] = random.nextInt(3) * random.nextInt(3);
            time[i] = entry[i] + random.nextInt(8);
            cause[i] = random.nextInt(4);
            weight[i] = random.nextInt(4);
            cluster[i] = i / 2;
        }
        return ExactSample.of(entry, time, cause, weight, cluster);
    }

    /** The same items in another order. */
    static ExactSample shuffled(ExactSample sample, SplittableRandom random) {
        return rows(sample, shuffle(sample.size(), random));
    }

    static CensoredSample shuffled(CensoredSample sample, SplittableRandom random) {
        int[] rows = shuffle(sample.size(), random);
        return CensoredSample.of(
                Arrays.stream(rows).mapToDouble(sample::entry).toArray(),
                Arrays.stream(rows).mapToDouble(sample::left).toArray(),
                Arrays.stream(rows).mapToDouble(sample::right).toArray(),
                Arrays.stream(rows).mapToDouble(sample::weight).toArray(),
                Arrays.stream(rows).map(sample::cluster).toArray());
    }

    /** Some rows of a sample, as often as they are named. */
    static ExactSample rows(ExactSample sample, int[] rows) {
        return ExactSample.of(
                Arrays.stream(rows).mapToDouble(sample::entry).toArray(),
                Arrays.stream(rows).mapToDouble(sample::time).toArray(),
                Arrays.stream(rows).map(sample::cause).toArray(),
                Arrays.stream(rows).mapToDouble(sample::weight).toArray(),
                Arrays.stream(rows).map(sample::cluster).toArray());
    }

    static int[] shuffle(int n, SplittableRandom random) {
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
        return rows;
    }

    /** Each item as often as its weight says, with weight 1. */
    static ExactSample repeated(ExactSample sample) {
        int[] rows = IntStream.range(0, sample.size())
                .flatMap(i -> IntStream.generate(() -> i).limit((long) sample.weight(i)))
                .toArray();
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        return rows(sample, rows).withWeights(ones);
    }

    /**
     * Ends at Weibull times with F(24 h) = cdf24, looked at every {@code gap} hours from a uniform phase on until 30 days; in
     * the sample only if still there at the first look.
     */
    static CensoredSample delayed(int n, double shape, double cdf24, double gap, SplittableRandom random) {
        double scale = 24 / Math.pow(-Math.log1p(-cdf24), 1 / shape);
        double[] entry = new double[n];
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; ) {
            double end = scale * Math.pow(-Math.log1p(-random.nextDouble()), 1 / shape);
            double phase = gap * random.nextDouble();
            if (end > phase) {
                entry[i] = phase;
                left[i] = phase + gap * Math.floor((end - phase) / gap);
                right[i] = left[i] + gap;
                if (right[i] > 720) {
                    left[i] = phase + gap * Math.floor((720 - phase) / gap);
                    right[i] = Double.POSITIVE_INFINITY;
                }
                i++;
            }
        }
        return CensoredSample.of(entry, left, right);
    }

    /** F(t) given T &gt; a of these Weibull times. */
    static double weibullCdf(double hours, double a, double shape, double cdf24) {
        double scale = -Math.log1p(-cdf24);
        return -Math.expm1(scale * (Math.pow(a / 24, shape) - Math.pow(hours / 24, shape)));
    }

    record Patient(double entry, double time, int cause, double weight, int group) {
        static Patient parse(String line) {
            String[] field = line.split(",", -1);
            return new Patient(
                    Double.parseDouble(field[0]),
                    Double.parseDouble(field[1]),
                    Integer.parseInt(field[2]),
                    Double.parseDouble(field[3]),
                    Integer.parseInt(field[4]));
        }
    }
}
