// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import nl.schoonnet.reporting.checks.CheckFigures.Connection;
import nl.schoonnet.reporting.checks.CheckFigures.Count;
import nl.schoonnet.reporting.checks.CheckFigures.Named;
import nl.schoonnet.reporting.checks.CheckFigures.Row;
import nl.schoonnet.reporting.checks.CheckFigures.Week;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckFiguresTests {
    private static final LocalDate WEEK_1 = LocalDate.of(2026, 1, 5);
    private static final LocalDate WEEK_2 = WEEK_1.plusWeeks(1);
    private static final LocalDate WEEK_3 = WEEK_1.plusWeeks(2);

    private static Row row(LocalDate monday, String organisation, String source, long checks, long hits, long matched) {
        return new Row(
                monday, organisation, source, "md5", new Count(checks, hits, matched, 0, 10 * checks, List.of()));
    }

    private static Connection organisation(String name, boolean hotline, LocalDate from) {
        return new Connection(name, "", "", "both", false, hotline, from, null);
    }

    private static CheckFigures figures(LocalDate today) {
        return new CheckFigures(
                WEEK_1.plusDays(2),
                WEEK_3.plusDays(1),
                today,
                List.of(
                        row(WEEK_1, "Host", "", 1_000, 6, 4),
                        row(WEEK_1, "Host", "one", 0, 4, 4),
                        row(WEEK_1, "Host", "two", 0, 2, 2),
                        row(WEEK_1, "Hotline", "", 200, 50, 50),
                        row(WEEK_1, "Hotline", "one", 0, 50, 50),
                        row(WEEK_3, "Hotline", "", 300, 10, 10),
                        row(WEEK_3, "Hotline", "two", 0, 10, 10)),
                List.of(
                        organisation("Hotline", true, WEEK_3.plusDays(3)),
                        organisation("Silent", false, WEEK_1.minusYears(1)),
                        new Connection("Host", "Customer", "", "upload", true, false, WEEK_1, null)));
    }

    @Test
    void a_period_is_widened_to_whole_weeks_and_a_week_without_a_check_is_there_with_zero() {
        CheckFigures figures = figures(LocalDate.of(2026, 6, 1));
        assertThat(figures.from()).isEqualTo(WEEK_1);
        assertThat(figures.to()).isEqualTo(WEEK_3.plusDays(6));
        assertThat(figures.weeks()).extracting(Week::monday).containsExactly(WEEK_1, WEEK_2, WEEK_3);
        assertThat(figures.weeks()).extracting(week -> week.all().checks()).containsExactly(1_200L, 0L, 300L);
        assertThat(figures.weeks()).allMatch(Week::complete);
    }

    @Test
    void the_current_week_isn_t_complete_and_a_week_to_come_isn_t_there() {
        List<Week> weeks = figures(WEEK_2.plusDays(6)).weeks();
        assertThat(weeks).extracting(Week::complete).containsExactly(true, false);
        assertThat(figures(WEEK_3).weeks()).extracting(Week::complete).containsExactly(true, true, false);
        assertThat(figures(WEEK_1.minusDays(1)).weeks()).isEmpty();
    }

    @Test
    void the_hotline_s_own_tool_is_told_apart_from_the_week_on_in_which_the_register_knows_it_as_that() {
        CheckFigures figures = figures(LocalDate.of(2026, 6, 1));
        assertThat(figures.weeks()).extracting(week -> week.hotline().checks()).containsExactly(0L, 0L, 300L);
        assertThat(figures.hotline().hits()).isEqualTo(10);
        assertThat(figures.total().hits()).isEqualTo(66);
    }

    @Test
    void what_is_added_by_organisation_by_kind_and_by_week_is_the_same_total() {
        CheckFigures figures = figures(LocalDate.of(2026, 6, 1));
        Count total = figures.total();
        assertThat(sum(figures.byOrganisation())).isEqualTo(total);
        assertThat(sum(figures.byKind())).isEqualTo(total);
        assertThat(sum(figures.bySource()).hits()).isEqualTo(total.hits());
    }

    private static Count sum(List<Named> named) {
        return named.stream().map(Named::count).reduce(Count.NONE, Count::plus);
    }

    @Test
    void who_is_connected_and_asked_nothing_is_there_with_zero() {
        assertThat(figures(LocalDate.of(2026, 6, 1)).byOrganisation())
                .extracting(Named::name)
                .containsExactly("Host", "Hotline", "Silent");
    }

    @Test
    void the_hit_rate_is_that_of_the_answered_questions() {
        assertThat(new Count(110, 9, 5, 10, 0, List.of()).hitRate()).isEqualTo(0.05);
        assertThat(new Count(10, 0, 0, 10, 0, List.of()).hitRate()).isNaN();
        assertThat(Count.NONE.hitRate()).isNaN();
        // 2020, weeks 1 to 39, as printed: 18,238,918,979 checks and 7,361,461 hits.
        assertThat(new Count(18_238_918_979L, 7_361_461, 7_361_461, 0, 0, List.of()).hitRate())
                .isCloseTo(0.000_403_6, within(5e-8));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "16, 0",
        "17, 1",
        "32, 1",
        "33, 2",
        "1000, 6",
        "1024, 6",
        "1025, 7",
        "134217728, 23",
        "999999999999, 23"
    })
    void a_duration_is_in_the_class_whose_upper_end_is_the_first_that_isn_t_below_it(long micros, int expected) {
        assertThat(LatencyClasses.of(micros)).isEqualTo(expected);
        if (expected < LatencyClasses.COUNT - 1) {
            assertThat(LatencyClasses.upTo(expected)).isGreaterThanOrEqualTo(micros);
        }
    }

    @Test
    void the_time_of_99_per_cent_is_never_understated_and_at_most_twice_the_true_one() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            int n = random.nextInt(1, 500);
            long[] micros = LongStream.generate(() -> (long) Math.exp(random.nextDouble(3, 15)))
                    .limit(n)
                    .sorted()
                    .toArray();
            List<Long> counts = new ArrayList<>(Collections.nCopies(LatencyClasses.COUNT, 0L));
            for (long one : micros) {
                counts.set(LatencyClasses.of(one), counts.get(LatencyClasses.of(one)) + 1);
            }
            double truth = micros[(int) Math.ceil(0.99 * n) - 1];
            double told = new Count(n, 0, 0, 0, 0, counts).within99Millis() * 1_000;
            assertThat(told).isGreaterThanOrEqualTo(truth).isLessThanOrEqualTo(Math.max(16, 2 * truth));
        }
        assertThat(Count.NONE.within99Millis()).isNaN();
    }
}
