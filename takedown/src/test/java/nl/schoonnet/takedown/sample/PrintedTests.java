// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import nl.schoonnet.takedown.sample.PrintedShares.NoSuchCounts;
import nl.schoonnet.takedown.sample.PrintedShares.NotAHundred;
import nl.schoonnet.takedown.sample.PrintedShares.Possible;
import nl.schoonnet.takedown.share.ShareInterval;
import nl.schoonnet.takedown.share.Wilson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintedTests {

    /** The samples of 2021 and 2022 as public letters printed them. */
    @ParameterizedTest
    @CsvSource({"6268, 87, 3, 10", "2971, 40, 4, 56"})
    void printed_samples_give_back_their_shares_with_intervals_and_the_caution(
            long items, String within, String later, String beyond) {
        PrintedShares printed = PrintedShares.of(items, within, later, beyond);
        assertThat(printed.check()).isInstanceOfSatisfying(Possible.class, possible -> {
            assertThat(possible.counts().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(items);
            for (int c = 0; c < 3; c++) {
                long count = possible.counts().get(c);
                BigDecimal percent =
                        BigDecimal.valueOf(100 * count).divide(BigDecimal.valueOf(items), 0, RoundingMode.HALF_UP);
                assertThat(percent).isEqualTo(printed.percentages().get(c));
                ShareInterval share = possible.shares().get(c);
                assertThat(share.range().low() * 100).isEqualTo(percent.doubleValue(), within(0.5));
                assertThat(share.interval()).contains(Wilson.interval(count / (double) items, (double) items, 0.95));
                assertThat(share.clustersKnown()).as("the caution").isFalse();
            }
        });
    }

    /** 93.57% of "just over 185,000" can't be 179,610: 179,610 / 0.9357 = 191,952.5. */
    @Test
    void a_part_that_needs_another_total_is_inconsistent() {
        PrintedPart.Finding finding = new PrintedPart(179_610, new BigDecimal("93.57"), 185_000, 186_999).check();
        assertThat(finding.consistent()).isFalse();
        assertThat(finding.impliedTotal()).isEqualTo(191_953);
        assertThat(finding.impliedAtLeast()).isBetween(191_940L, 191_953L);
        assertThat(finding.impliedAtMost()).isBetween(191_953L, 191_965L);
        assertThat(new PrintedPart(179_610, new BigDecimal("93.57"), 191_953, 191_953)
                        .check()
                        .consistent())
                .isTrue();
    }

    @Test
    void implied_totals_are_exactly_those_that_round_to_the_print() {
        PrintedPart.Finding finding = new PrintedPart(40, new BigDecimal("12.3"), 1, 1_000_000).check();
        for (long total = finding.impliedAtLeast() - 3; total <= finding.impliedAtMost() + 3; total++) {
            boolean rounds = Math.abs(100 * 40.0 / total - 12.3) <= 0.05 + 1e-12;
            assertThat(total >= finding.impliedAtLeast() && total <= finding.impliedAtMost())
                    .isEqualTo(rounds);
        }
    }

    @Test
    void percentages_that_miss_a_hundred_by_more_than_rounding_are_said() {
        assertThat(PrintedShares.of(1000, "86", "11", "2").check()).isInstanceOf(Possible.class);
        assertThat(PrintedShares.of(1000, "85", "11", "2").check())
                .isEqualTo(new NotAHundred(new BigDecimal("98"), new BigDecimal("1.5")));
        assertThat(PrintedShares.of(1000, "86.0", "11.0", "2.0").check()).isInstanceOf(NotAHundred.class);
    }

    @Test
    void percentages_that_no_counts_give_are_said() {
        assertThat(PrintedShares.of(7, "50", "50").check()).isInstanceOf(NoSuchCounts.class);
        assertThat(PrintedShares.of(3, "33", "33", "33").check())
                .isInstanceOfSatisfying(
                        Possible.class,
                        possible -> assertThat(possible.counts()).containsExactly(1L, 1L, 1L));
        assertThat(PrintedShares.of(12, "33.5", "66.5").check()).isInstanceOf(NoSuchCounts.class);
    }

    /** Second method: all pairs of counts of small tables. */
    @Test
    void counts_are_found_exactly_where_a_search_finds_some() {
        for (int items = 1; items <= 40; items++) {
            for (int a = 0; a <= 100; a += 3) {
                for (int c = 0; c <= 100 - a; c += 7) {
                    int b = 100 - a - c;
                    PrintedShares table =
                            PrintedShares.of(items, String.valueOf(a), String.valueOf(b), String.valueOf(c));
                    assertThat(table.check() instanceof Possible)
                            .as("%d items: %d, %d, %d", items, a, b, c)
                            .isEqualTo(exists(items, a, b, c));
                }
            }
        }
    }

    private static boolean exists(int items, int a, int b, int c) {
        for (int i = 0; i <= items; i++) {
            for (int j = 0; i + j <= items; j++) {
                if (near(i, items, a) && near(j, items, b) && near(items - i - j, items, c)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean near(int count, int items, int percent) {
        return Math.abs(200 * count - 2 * percent * items) <= items;
    }

    @Test
    void tables_without_items_or_with_impossible_percentages_are_refused() {
        assertThatThrownBy(() -> PrintedShares.of(0, "100")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrintedShares.of(5, "101")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrintedShares.of(5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PrintedPart(5, BigDecimal.ZERO, 1, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
