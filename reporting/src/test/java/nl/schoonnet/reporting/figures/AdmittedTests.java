// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nl.schoonnet.takedown.curve.CensoredSample;
import org.junit.jupiter.api.Test;

class AdmittedTests {
    private static final List<String> INTERVALS = List.of("bootstrap", "likelihood", "greenwood");

    private static boolean admitted(Admitted.Line line, double gap, double items) {
        String interval = INTERVALS.stream()
                .filter(line.interval()::startsWith)
                .findFirst()
                .orElse(line.interval());
        return Admitted.admitted(line.estimator(), interval, gap, items, line.clustered());
    }

    @Test
    void the_table_is_of_this_method_version() {
        assertThat(Admitted.table())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.methodVersion())
                        .as("run ./schoonnet calibrate --estimators --full and put its calibration.csv here")
                        .isEqualTo(FigureSettings.METHOD_VERSION));
    }

    @Test
    void a_design_that_was_not_admitted_gets_no_band() {
        assertThat(Admitted.table())
                .filteredOn(l -> !l.admitted() && !l.clustered())
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(admitted(line, line.gapHours(), line.items())).isFalse();
                });
    }

    @Test
    void a_design_that_was_admitted_gets_its_band() {
        List<Admitted.Line> passed = Admitted.table().stream()
                .filter(l -> l.admitted() && !l.clustered())
                .filter(l -> Admitted.table().stream()
                        .filter(o -> o.estimator().equals(l.estimator()) && !o.clustered())
                        .filter(o -> o.gapHours() == l.gapHours() && o.items() == l.items())
                        .allMatch(Admitted.Line::admitted))
                .toList();
        assertThat(passed)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(admitted(line, line.gapHours(), line.items()))
                        .isTrue());
    }

    @Test
    void a_number_between_two_calibrated_ones_follows_the_smaller_and_none_below_the_smallest() {
        for (Admitted.Line line : Admitted.table()) {
            if (!line.clustered() && INTERVALS.stream().anyMatch(line.interval()::startsWith)) {
                boolean here = admitted(line, line.gapHours(), line.items());
                assertThat(admitted(line, line.gapHours(), line.items() + 1)).isEqualTo(here);
                assertThat(admitted(line, line.gapHours(), 99)).isFalse();
            }
        }
    }

    @Test
    void looks_wider_than_any_calibrated_get_no_band() {
        for (Admitted.Line line : Admitted.table()) {
            assertThat(admitted(line, 40, 1e6)).isFalse();
        }
    }

    @Test
    void items_that_share_clusters_need_a_clustered_design_of_their_size_besides() {
        for (Admitted.Line line : Admitted.table()) {
            if (!line.clustered() && admitted(line, line.gapHours(), line.items())) {
                String kind = INTERVALS.stream()
                        .filter(line.interval()::startsWith)
                        .findFirst()
                        .orElse(line.interval());
                List<Admitted.Line> designs = Admitted.table().stream()
                        .filter(o -> o.clustered() && o.estimator().equals(line.estimator()))
                        .filter(o -> o.interval().startsWith(kind) && o.items() <= 10 * line.items())
                        .toList();
                int size = designs.stream().mapToInt(Admitted.Line::items).max().orElse(0);
                boolean hold = size > 0
                        && designs.stream().filter(o -> o.items() == size).allMatch(Admitted.Line::admitted);
                assertThat(Admitted.admitted(line.estimator(), kind, line.gapHours(), line.items(), true))
                        .as(line.design())
                        .isEqualTo(hold);
            }
        }
    }

    @Test
    void a_clustered_design_says_nothing_about_fewer_independent_items_than_it_has() {
        // Of the NPMLE only 5,000 items in clusters were calibrated, worth about 500.
        assertThat(Admitted.admitted("npmle", "bootstrap", 1, 500, true)).isTrue();
        assertThat(Admitted.admitted("npmle", "bootstrap", 1, 499, true)).isFalse();
    }

    @Test
    void a_curve_that_missed_end_to_end_gets_no_band_for_as_many_items_in_clusters() {
        // docs/calibration.md: towns of 200 items are worth 108 to 141 independent ones; one of their curves missed.
        assertThat(Admitted.endToEnd())
                .filteredOn(l -> l.estimator().equals("as reported"))
                .anyMatch(l -> l.verdict().equals("missed") && l.independentItems() == 100);
        assertThat(Admitted.endToEnd(100, true)).isFalse();
        assertThat(Admitted.endToEnd(499, true)).isFalse();
        assertThat(Admitted.endToEnd(500, true)).isTrue();
        assertThat(Admitted.endToEnd(100, false)).isTrue();
    }

    @Test
    void the_table_end_to_end_is_of_this_method_version_too() {
        assertThat(Admitted.endToEnd())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.methodVersion()).isEqualTo(FigureSettings.METHOD_VERSION));
    }

    @Test
    void likelihood_intervals_that_were_too_wide_are_not_printed() {
        // docs/calibration.md: 98.1% at 5,000 items and daily looks, 94.6% at 500
        assertThat(Admitted.admitted("sieve", "likelihood", 24, 4_999, false)).isTrue();
        assertThat(Admitted.admitted("sieve", "likelihood", 24, 5_000, false)).isFalse();
    }

    @Test
    void items_of_one_cluster_count_as_less_than_their_number() {
        int[] cluster = {0, 0, 0, 1};
        double[] left = {1, 2, 3, 20};
        double[] right = {3, 5, 8, 30};
        CensoredSample sample = CensoredSample.of(new double[4], left, right, new double[] {1, 1, 1, 1}, cluster);
        // (3 + 1)^2 / (9 + 1)
        assertThat(Admitted.independentItems(sample)).isCloseTo(1.6, within(1e-12));
        assertThat(Admitted.medianWidth(sample, 12, 24)).hasValue(10);
        assertThat(Admitted.medianWidth(sample, 31, 40)).isEmpty();
    }

    @Test
    void the_documentation_prints_this_table() throws IOException {
        Path document = Path.of(System.getProperty("schoonnet.root", ".."), "docs", "calibration.md");
        assumeThat(document).exists();
        List<String> lines = Files.readAllLines(document);
        for (Admitted.Line line : Stream.concat(Admitted.table().stream(), Admitted.endToEnd().stream())
                .toList()) {
            assertThat(lines)
                    .as(line.design())
                    .anyMatch(text -> text.startsWith(line.design() + " ") && text.contains(line.verdict()));
        }
    }
}
