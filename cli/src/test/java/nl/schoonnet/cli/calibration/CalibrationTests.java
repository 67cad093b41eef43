// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.takedown.curve.CurveEstimate;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.testbed.SimulatedItems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTests {
    private static final InstantSource STOPPED = InstantSource.fixed(Instant.parse("2025-01-01T00:00:00Z"));

    private static Design coin(String name, Criterion criterion, int hitsInTwenty) {
        return new Design(
                name,
                "coin",
                "none",
                0,
                1,
                1,
                "a made-up number",
                criterion,
                20,
                seed -> new Outcome(1, Math.floorMod(seed, 20) < hitsInTwenty ? 1 : 0, 0, 0.5, 0.001, false));
    }

    private static List<Outcome> outcomes(int hits, int misses) {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.addAll(Collections.nCopies(hits, new Outcome(1, 1, 0, 0.2, 0.03, false)));
        outcomes.addAll(Collections.nCopies(misses, new Outcome(1, 0, 0, 0.4, -0.01, false)));
        return outcomes;
    }

    private static Calibration.Effort small() {
        return Calibration.Effort.SMALL;
    }

    @Test
    void a_seed_is_the_digest_of_method_version_and_design() {
        // printf '2026.1\nnpmle-1h-500' | sha256sum | cut -c1-16
        assertThat(Seeds.of("2026.1", "npmle-1h-500")).isEqualTo(0x74363f2fc1fcd8c0L);
        assertThat(Seeds.of("2026.2", "npmle-1h-500")).isNotEqualTo(Seeds.of("2026.1", "npmle-1h-500"));
    }

    @Test
    void no_two_designs_share_a_name_or_a_seed() {
        List<Design> all = Catalogue.all();
        assertThat(all.stream().map(Design::name)).doesNotHaveDuplicates();
        assertThat(all.stream().map(Design::seed)).doesNotHaveDuplicates();
        assertThat(Stream.iterate(0, r -> r + 1).limit(2_000).map(r -> Seeds.replication(7, r)))
                .doesNotHaveDuplicates();
    }

    /** On this the rule for printed bands relies. */
    @Test
    void ten_items_in_clusters_of_up_to_twenty_are_worth_about_an_independent_one() {
        for (int items : new int[] {1_000, 5_000}) {
            SimulatedItems.Design clustered =
                    new SimulatedItems.Design(items, 0.6, 0.46, 20, 0.9, new SimulatedItems.Looks.Exact(), 30);
            double independent = IntStream.range(0, 200)
                    .mapToDouble(seed -> {
                        int[] sizes = new int[items];
                        for (int cluster : SimulatedItems.draw(clustered, seed).cluster()) {
                            sizes[cluster]++;
                        }
                        return items
                                / (Arrays.stream(sizes)
                                                .mapToDouble(n -> (double) n * n)
                                                .sum()
                                        / items);
                    })
                    .average()
                    .orElseThrow();
            assertThat(items / independent).isBetween(9.0, 11.0);
        }
    }

    @Test
    void a_design_alone_gives_what_it_gives_among_all() {
        Calibration alone = Calibration.run(
                small(), Set.of("km-exact-100"), STOPPED, Duration.ofHours(1), 2, Optional.empty(), step -> {});
        StringWriter text = new StringWriter();
        alone.print(new PrintWriter(text));
        Result expected = new Result(
                CurveDesigns.kaplanMeier().getFirst(),
                IntStream.range(0, CurveDesigns.kaplanMeier().getFirst().small())
                        .mapToObj(r -> CurveDesigns.kaplanMeier()
                                .getFirst()
                                .trial()
                                .run(Seeds.replication(Seeds.of("km-exact-100"), r)))
                        .toList());
        assertThat(text.toString().replaceAll(" +", " "))
                .contains(ResultTable.line(expected).replaceAll(" +", " "))
                .doesNotContain("km-exact-500");
    }

    @Test
    void coverage_is_a_share_with_its_own_interval() {
        Result result = new Result(coin("c", Criterion.POINT, 19), outcomes(1_900, 100));
        assertThat(result.coverage()).isEqualTo(0.95);
        // Wilson for 1,900 of 2,000, worked with the formula: 0.9396, 0.9587.
        assertThat(result.coverageInterval().orElseThrow().low()).isCloseTo(0.9396, within(0.00005));
        assertThat(result.coverageInterval().orElseThrow().high()).isCloseTo(0.9587, within(0.00005));
        assertThat(result.meanWidth()).isCloseTo(0.95 * 0.2 + 0.05 * 0.4, within(1e-12));
        assertThat(result.bias()).isCloseTo(0.95 * 0.03 - 0.05 * 0.01, within(1e-12));
        assertThat(result.verdict()).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void an_interval_misses_on_either_side_and_by_bias() {
        Design point = coin("c", Criterion.POINT, 19);
        assertThat(new Result(point, outcomes(1_858, 142)).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(new Result(point, outcomes(1_858, 142)).note()).isEqualTo("too narrow");
        assertThat(new Result(point, outcomes(1_960, 40)).note()).isEqualTo("too wide");
        assertThat(new Result(coin("c", Criterion.SET, 19), outcomes(1_960, 40)).verdict())
                .isEqualTo(Verdict.ADMITTED);
        Result biased = new Result(coin("c", Criterion.POINT_UNBIASED, 19), outcomes(1_900, 100));
        assertThat(biased.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(biased.note()).isEqualTo("biased");
    }

    @Test
    void few_data_sets_decide_nothing_unless_the_miss_is_clear() {
        Design point = coin("c", Criterion.POINT, 19);
        assertThat(new Result(point, outcomes(95, 5)).verdict()).isEqualTo(Verdict.OPEN);
        assertThat(new Result(point, outcomes(50, 50)).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(new Result(point, List.of()).verdict()).isEqualTo(Verdict.NOT_RUN);
    }

    @Test
    void bands_that_a_report_withholds_are_told_and_dont_miss_but_none_at_all_does() {
        List<Outcome> outcomes = outcomes(1_425, 75);
        outcomes.addAll(Collections.nCopies(500, new Outcome(0, 0, 1, 0, 0.001, false)));
        assertThat(new Result(coin("c", Criterion.POINT, 19), outcomes).verdict())
                .isEqualTo(Verdict.MISSED);
        Result unbiased = new Result(coin("c", Criterion.PRINTED_UNBIASED, 19), evenly(outcomes));
        assertThat(unbiased.verdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(unbiased.note()).isEqualTo("25.0% without interval");
        List<Outcome> none = Collections.nCopies(2_000, new Outcome(0, 0, 1, 0, 0.001, false));
        assertThat(new Result(coin("c", Criterion.PRINTED_UNBIASED, 19), none).verdict())
                .isEqualTo(Verdict.MISSED);
    }

    private static List<Outcome> evenly(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(o -> new Outcome(o.intervals(), o.hits(), o.without(), o.width(), 0.001, false))
                .toList();
    }

    @Test
    void an_estimate_without_an_interval_is_counted_and_not_hidden() {
        List<Outcome> outcomes = outcomes(1_900, 100);
        outcomes.addAll(Collections.nCopies(200, Outcome.of(new CurveEstimate(0.5, Double.NaN, Double.NaN), 0.5)));
        Result result = new Result(coin("c", Criterion.POINT, 19), outcomes);
        assertThat(result.coverage()).isEqualTo(0.95);
        assertThat(result.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(result.note()).contains("9.1% without interval");
    }

    @Test
    void any_number_of_threads_gives_the_same_table() {
        List<Design> designs = List.of(
                CurveDesigns.npmle(6, 100, 39, 20, 41),
                CurveDesigns.sieveBootstrap(24, 300, 39, 1, 3),
                CurveDesigns.sieveLikelihood(6, 300, 1, 3),
                CurveDesigns.npmleTruncated(24, 100, 5),
                coin("coin", Criterion.POINT, 19));
        List<Result> one =
                new Runner(small(), STOPPED, Duration.ofHours(1), 1, step -> {}, Journal.none()).run(designs);
        List<Result> three =
                new Runner(small(), STOPPED, Duration.ofHours(1), 3, step -> {}, Journal.none()).run(designs);
        assertThat(ResultTable.text(three)).isEqualTo(ResultTable.text(one));
        assertThat(one.getFirst().replications()).isEqualTo(41);
        assertThat(one.getFirst().bias()).isCloseTo(0, within(0.1));
    }

    @Test
    void an_interrupted_run_goes_on_where_it_stood_and_ends_with_the_same_table(@TempDir Path folder)
            throws IOException {
        List<Design> designs =
                List.of(CurveDesigns.npmle(6, 100, 39, 20, 41), CurveDesigns.kaplanMeierBootstrap(1, 100, 39, 1, 3));
        Path file = folder.resolve("calibration.journal");
        List<Result> whole =
                new Runner(small(), STOPPED, Duration.ofHours(1), 2, step -> {}, Journal.in(file)).run(designs);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(44);
        String cut =
                String.join("\n", lines.subList(0, 20)) + "\n" + lines.get(20).substring(0, 30);
        Files.writeString(file, cut);
        assertThat(Journal.in(file).of(designs.getFirst())).hasSize(20);
        List<Result> resumed =
                new Runner(small(), STOPPED, Duration.ofHours(1), 1, step -> {}, Journal.in(file)).run(designs);
        assertThat(resumed).isEqualTo(whole);
        List<Result> read = new Runner(small(), STOPPED, Duration.ZERO, 1, step -> {}, Journal.in(file)).run(designs);
        assertThat(read).isEqualTo(whole);
    }

    private static Design always(String name, int hits) {
        Outcome outcome = new Outcome(1, hits, 0, 0.5, 0.001, false);
        return new Design(
                name, "town", "none", "the same", 0, 1, 1, "a made-up number", Criterion.POINT, 5, 20, seed -> outcome);
    }

    @Test
    void designs_of_the_same_data_sets_and_interval_are_told_apart_on_file(@TempDir Path folder) {
        List<Design> designs = List.of(always("one-point", 1), always("two-points", 0));
        Path file = folder.resolve("calibration.journal");
        new Runner(small(), STOPPED, Duration.ofHours(1), 2, step -> {}, Journal.in(file)).run(designs);
        assertThat(Journal.in(file).of(designs.get(0))).hasSize(5).allMatch(outcome -> outcome.hits() == 1);
        assertThat(Journal.in(file).of(designs.get(1))).hasSize(5).allMatch(outcome -> outcome.hits() == 0);
    }

    @Test
    void designs_that_share_their_data_sets_go_on_together(@TempDir Path folder) throws IOException {
        List<Long> drawn = Collections.synchronizedList(new ArrayList<>());
        List<Design> designs = List.of(half("town-share", drawn), half("town-curve", drawn));
        Path file = folder.resolve("calibration.journal");
        List<Result> whole =
                new Runner(small(), STOPPED, Duration.ofHours(1), 2, step -> {}, Journal.in(file)).run(designs);
        assertThat(drawn).hasSize(40);
        assertThat(drawn.stream().distinct()).hasSize(20);
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, String.join("\n", lines.subList(0, 26)) + "\n");
        drawn.clear();
        List<Result> resumed =
                new Runner(small(), STOPPED, Duration.ofHours(1), 1, step -> {}, Journal.in(file)).run(designs);
        assertThat(resumed).isEqualTo(whole);
        assertThat(drawn).hasSize(14);
        assertThat(designs.get(0).seed()).isEqualTo(designs.get(1).seed());
    }

    /** A design of which half are hits; it shares its data sets with others. */
    private static Design half(String name, List<Long> drawn) {
        return new Design(name, "town", "coin", name, 0, 1, 1, "a made-up number", Criterion.POINT, 20, 2_000, seed -> {
            drawn.add(seed);
            return new Outcome(1, Math.floorMod(seed, 2), 0, 0.5, 0.001, false);
        });
    }

    @Test
    void a_file_that_is_no_journal_is_left_alone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear reader,\n");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> Journal.in(file))
                .withMessageContaining("line 1");
        assertThat(file).hasContent("Dear reader,\n");
    }

    @Test
    void what_the_time_left_undone_is_named() {
        List<Result> results = new Runner(small(), STOPPED, Duration.ZERO, 1, step -> {}, Journal.none())
                .run(List.of(coin("never-begun", Criterion.POINT, 19)));
        assertThat(ResultTable.summary(results)).contains("not run 1").contains("Not run: never-begun.");
    }

    @Test
    void the_range_that_looks_leave_open_is_the_one_that_many_items_show() {
        SimulatedItems.Design design =
                SimulatedItems.Design.independent(200_000, 0.6, 0.46, new SimulatedItems.Looks.Every(24, false), 30);
        SimulatedItems items = SimulatedItems.draw(design, 5);
        long surely = 0;
        long possibly = 0;
        for (int i = 0; i < items.size(); i++) {
            surely += items.right()[i] <= 24 ? 1 : 0;
            possibly += items.left()[i] < 24 ? 1 : 0;
        }
        Interval range = ShareDesigns.range(design);
        assertThat((double) surely / items.size()).isCloseTo(range.low(), within(0.004));
        assertThat((double) possibly / items.size()).isCloseTo(range.high(), within(0.004));
    }

    @Test
    void rank_sets_and_shares_run(@TempDir Path folder) throws IOException {
        List<Result> results = ShareDesigns.all().stream()
                .map(d -> new Result(d, List.of(d.trial().run(1), d.trial().run(2))))
                .toList();
        assertThat(results).allSatisfy(r -> {
            assertThat(r.intervals()).isPositive();
            assertThat(r.coverage()).isGreaterThan(0.5);
        });
        Calibration calibration = Calibration.of(results);
        StringWriter text = new StringWriter();
        calibration.print(new PrintWriter(text));
        assertThat(text.toString()).contains("ranks-undecided-6h").contains("Designs: ");
        Path out = folder.resolve("calibration");
        calibration.write(out);
        calibration.write(out);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("calibration.csv", "calibration.html", "calibration.svg");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(out);
        }
        assertThat(out.resolve("calibration.csv")).content().contains("share-clusters-20,share,wilson-effective-size");
    }

    @Test
    void a_folder_with_something_else_is_left_alone(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "mine");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> Calibration.checkFolder(folder));
    }
}
