// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import nl.schoonnet.takedown.volume.Concentration.Bands;
import nl.schoonnet.takedown.volume.Concentration.LorenzPoint;
import org.junit.jupiter.api.Test;

class ConcentrationTests {

    /** US Department of Justice, Horizontal Merger Guidelines: four firms with 30, 30, 20 and 20 percent have HHI 2,600. */
    @Test
    void the_textbook_index_comes_back() {
        Concentration market = Concentration.of(new double[] {30, 30, 20, 20});
        assertThat(market.hhi()).isEqualTo(2600, within(1e-9));
        assertThat(market.cr4()).isEqualTo(100);
        assertThat(market.cr10()).isEqualTo(100);
    }

    @Test
    void the_largest_four_and_ten_by_hand() {
        double[] volumes = {50, 1, 20, 9, 5, 5, 4, 2, 1, 1, 1, 1};
        Concentration concentration = Concentration.of(volumes);
        assertThat(concentration.cr4()).isEqualTo(84, within(1e-9));
        assertThat(concentration.cr10()).isEqualTo(98, within(1e-9));
        assertThat(concentration.parties()).isEqualTo(12);
        assertThat(concentration.items()).isEqualTo(100);
    }

    /** Mean absolute difference over twice the mean: for 1, 2, 3, 4 it is (20 / 16) / (2 · 2.5) = 0.25. */
    @Test
    void gini_is_half_the_relative_mean_difference() {
        assertThat(Concentration.of(new double[] {1, 2, 3, 4}).gini()).isEqualTo(0.25, within(1e-12));
        double[] volumes = new SplittableRandom(2).doubles(50, 0.1, 9).toArray();
        double difference = 0;
        for (double a : volumes) {
            for (double b : volumes) {
                difference += Math.abs(a - b);
            }
        }
        double mean = Arrays.stream(volumes).average().orElseThrow();
        assertThat(Concentration.of(volumes).gini()).isEqualTo(difference / (50 * 50) / (2 * mean), within(1e-12));
    }

    @Test
    void equal_parties_and_a_single_one_are_the_extremes() {
        Concentration equal = Concentration.of(new double[] {3, 3, 3, 3, 3});
        assertThat(equal.hhi()).isEqualTo(2000, within(1e-9));
        assertThat(equal.gini()).isEqualTo(0, within(1e-12));
        assertThat(Concentration.of(new double[] {0, 7, 0})).isEqualTo(new Concentration(1, 7, 100, 100, 10_000, 0));
    }

    @Test
    void the_lorenz_curve_runs_from_nothing_to_all_and_is_convex() {
        assertThat(Concentration.lorenz(new double[] {4, 1, 3, 2}, 5))
                .containsExactly(
                        new LorenzPoint(0, 0),
                        new LorenzPoint(0.25, 0.1),
                        new LorenzPoint(0.5, 0.3),
                        new LorenzPoint(0.75, 0.6),
                        new LorenzPoint(1, 1));
        double[] many = new SplittableRandom(4).doubles(1000, 0.1, 50).toArray();
        List<LorenzPoint> curve = Concentration.lorenz(many, 40);
        assertThat(curve).hasSize(40);
        for (int i = 1; i < curve.size(); i++) {
            assertThat(curve.get(i).items()).isLessThanOrEqualTo(curve.get(i).parties());
            assertThat(curve.get(i).items())
                    .isGreaterThanOrEqualTo(curve.get(i - 1).items());
        }
    }

    @Test
    void bands_hold_the_estimate_whatever_the_order_of_rows() {
        SplittableRandom random = new SplittableRandom(6);
        int n = 600;
        int[] party = new int[n];
        int[] cluster = new int[n];
        double[] part = new double[n];
        for (int i = 0; i < n; i++) {
            party[i] = (int) Math.floor(30 * Math.pow(random.nextDouble(), 3));
            cluster[i] = i / 4;
            part[i] = i % 5 == 0 ? 0.5 : 1;
        }
        Bands bands = Concentration.bands(party, cluster, part, 200, 8).orElseThrow();
        double[] volumes = new double[30];
        for (int i = 0; i < n; i++) {
            volumes[party[i]] += part[i];
        }
        Concentration estimate = Concentration.of(volumes);
        assertThat(bands.cr4().contains(estimate.cr4())).isTrue();
        assertThat(bands.cr10().contains(estimate.cr10())).isTrue();
        assertThat(bands.hhi().contains(estimate.hhi())).isTrue();
        assertThat(bands.gini().contains(estimate.gini())).isTrue();
        assertThat(bands.cr4().width()).isBetween(1.0, 25.0);
        assertThat(Concentration.bands(reversed(party), reversed(cluster), reversed(part), 200, 8))
                .contains(bands);
    }

    private static int[] reversed(int[] values) {
        int[] reversed = new int[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }

    private static double[] reversed(double[] values) {
        double[] reversed = new double[values.length];
        Arrays.setAll(reversed, i -> values[values.length - 1 - i]);
        return reversed;
    }

    @Test
    void one_cluster_has_no_band_and_nothing_no_concentration() {
        assertThat(Concentration.bands(new int[] {1, 2}, new int[] {5, 5}, new double[] {1, 1}, 100, 1))
                .isEmpty();
        assertThatThrownBy(() -> Concentration.of(new double[] {0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Concentration.of(new double[] {-1, 2})).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * The counts of that folder's README: items notified after the first snapshot and seen in one, by lower-case host
     * without port.
     */
    @Test
    void real_items_are_as_concentrated_as_their_readme_says() throws IOException {
        Path folder = sharedData();
        assumeTrue(Files.isDirectory(folder), "the folder of real takedown data isn't here");
        Set<String> seen = new HashSet<>();
        Instant first = null;
        for (String snapshot : lines(folder.resolve("snapshots.csv")).skip(1).toList()) {
            String[] fields = snapshot.split(",", -1);
            if (!fields[2].equals("0")) {
                first = first == null ? Instant.parse(fields[0]) : first;
                lines(folder.resolve(fields[1])).forEach(seen::add);
            }
        }
        Instant start = first;
        Map<String, Integer> hosts = new HashMap<>();
        lines(folder.resolve("notices.csv.gz"))
                .skip(1)
                .map(line -> line.split(",", -1))
                .forEach(fields -> {
                    if (start != null && Instant.parse(fields[3]).isAfter(start) && seen.contains(fields[1])) {
                        hosts.merge(URI.create(fields[1]).getHost().toLowerCase(Locale.ROOT), 1, Integer::sum);
                    }
                });
        Concentration byHost = Concentration.of(
                hosts.values().stream().mapToDouble(Integer::doubleValue).toArray());
        assertThat(byHost.items()).isEqualTo(41_221);
        assertThat(byHost.parties()).isEqualTo(19_731);
        assertThat(byHost.cr4()).isEqualTo(7.241, within(0.0005));
        assertThat(byHost.hhi()).isEqualTo(31.69, within(0.005));
    }

    /** {@code ../shared} beside the project, or what the property {@code schoonnet.shared} says. */
    private static Path sharedData() {
        Path root = Path.of(System.getProperty("schoonnet.root", "."));
        String chosen =
                System.getProperty("schoonnet.shared", root.resolve("../shared").toString());
        return Path.of(chosen).resolve("data/takedown-phish").normalize();
    }

    private static Stream<String> lines(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readAllLines(file).stream();
        }
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList().stream();
        }
    }
}
