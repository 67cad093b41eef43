// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.Npmle;
import nl.schoonnet.takedown.curve.NpmleFit;

/**
 * How long the exact NPMLE takes, each in the first run of a fresh JVM: a million simulated items, and, where a folder of
 * snapshots is named, those, with 400 bootstrap replicates. For one core, start it with {@code taskset -c 0}.
 *
 * <pre>
 * ./mvnw -q -pl benchmarks -am -DskipTests package
 * java -Xmx2g -cp benchmarks/target/classes:takedown/target/classes nl.schoonnet.benchmarks.NpmleBenchmark [FOLDER]
 * </pre>
 */
final class NpmleBenchmark {
    private static final long SEED = 20260101;
    private static final int REPLICATES = 400;

    private NpmleBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            CensoredSample million = weibullWithDailyLooks(1_000_000);
            timed("a million simulated items, seed " + SEED, () -> Npmle.fit(million, 1e-6));
        } else {
            CensoredSample feed = feed(Path.of(arguments[0]));
            NpmleFit fit = timed(feed.size() + " items of the feed", () -> Npmle.fit(feed, 1e-8));
            replicates(feed, fit);
        }
    }

    private static void replicates(CensoredSample feed, NpmleFit fit) {
        long begin = System.nanoTime();
        Npmle npmle = Npmle.prepare(feed);
        double[] within =
                ClusterBootstrap.of(feed, SEED).replicate(REPLICATES, weights -> npmle.fit(weights, 1e-4, fit)).stream()
                        .mapToDouble(replicate -> replicate.kuhnTuckerGap() <= 1e-4 ? replicate.cdf(24) : Double.NaN)
                        .sorted()
                        .toArray();
        System.out.printf(
                Locale.ROOT,
                "%d replicates to gap 1e-4 on %d processors: %.1f s; F(24) 95%%: %.4f to %.4f%n",
                REPLICATES,
                Runtime.getRuntime().availableProcessors(),
                (System.nanoTime() - begin) / 1e9,
                within[REPLICATES / 40],
                within[REPLICATES - 1 - REPLICATES / 40]);
    }

    private static NpmleFit timed(String what, Supplier<NpmleFit> work) {
        long begin = System.nanoTime();
        long busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        NpmleFit fit = work.get();
        busy = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - busy;
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f s (%.2f s of processor), gap %.1e after %d steps, %d jumps%n",
                what,
                (System.nanoTime() - begin) / 1e9,
                busy / 1e9,
                fit.kuhnTuckerGap(),
                fit.iterations(),
                fit.jumps().size());
        System.out.printf(
                Locale.ROOT,
                "log-likelihood %.6f, F(24) %.6f, F(48) %.6f, F(168) %.6f, straddling 24 h %.6f%n",
                fit.logLikelihood(),
                fit.cdf(24),
                fit.cdf(48),
                fit.cdf(168),
                fit.straddle(24));
        return fit;
    }

    /** Weibull of shape 0.6 with F(24 h) = 0.46; daily looks at a uniform phase; cut-off after 30 days. */
    private static CensoredSample weibullWithDailyLooks(int n) {
        SplittableRandom random = new SplittableRandom(SEED);
        double shape = 0.6;
        double scale = 24 / Math.pow(-Math.log1p(-0.46), 1 / shape);
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            double end = scale * Math.pow(-Math.log1p(-random.nextDouble()), 1 / shape);
            double look = 24 * random.nextDouble();
            while (look < end && look <= 720) {
                left[i] = look;
                look += 24;
            }
            right[i] = look <= 720 ? look : Double.POSITIVE_INFINITY;
        }
        return CensoredSample.of(left, right);
    }

    /** Items notified after the first snapshot, from the first sighting to the first snapshot after the last. */
    private static CensoredSample feed(Path folder) throws IOException {
        List<Instant> looks = new ArrayList<>();
        Map<String, int[]> sightings = new LinkedHashMap<>();
        List<String> snapshots = Files.readAllLines(folder.resolve("snapshots.csv"));
        for (String snapshot : snapshots.subList(1, snapshots.size())) {
            String[] field = snapshot.split(",", -1);
            if (!field[2].equals("0")) {
                int look = looks.size();
                looks.add(Instant.parse(field[0]));
                for (String url : lines(folder.resolve(field[1]))) {
                    sightings.computeIfAbsent(url, unseen -> new int[] {look, look})[1] = look;
                }
            }
        }
        List<double[]> items = new ArrayList<>();
        List<String> notices = lines(folder.resolve("notices.csv.gz"));
        for (String notice : notices.subList(1, notices.size())) {
            String[] field = notice.split(",", -1);
            int[] seen = sightings.get(field[1]);
            Instant notified = Instant.parse(field[3]);
            if (seen != null && notified.isAfter(looks.getFirst())) {
                boolean gone = seen[1] + 1 < looks.size();
                items.add(new double[] {
                    hours(notified, looks.get(seen[0])),
                    hours(notified, looks.get(seen[1])),
                    gone ? hours(notified, looks.get(seen[1] + 1)) : Double.POSITIVE_INFINITY
                });
            }
        }
        return CensoredSample.of(column(items, 0), column(items, 1), column(items, 2));
    }

    private static double[] column(List<double[]> items, int column) {
        return items.stream().mapToDouble(item -> item[column]).toArray();
    }

    private static double hours(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 3_600_000.0;
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
