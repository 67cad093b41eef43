// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static nl.schoonnet.takedown.curve.NpmleSamples.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Published values, and values made once with R 4.2.2, survival 3.5.3, by {@code src/test/r/npmle.R}. */
class NpmleReferenceTests {
    /** Fay & Shaw (2010), Journal of Statistical Software 36(2), section 4.1, printed to four decimals. */
    @Test
    void radiotherapy_alone_has_the_published_masses() {
        double[][] published = {
            {4, 5, 0.0463},
            {6, 7, 0.0334},
            {7, 8, 0.0887},
            {11, 12, 0.0708},
            {24, 25, 0.0926},
            {33, 34, 0.0818},
            {38, 40, 0.1209}
        };
        NpmleFit fit = Npmle.fit(BreastCosmesis.radiotherapy(), 1e-10);
        assertPublished(fit, published);
        // the remaining mass is printed there as (46,48]: the item with right end 48 and the censored share it
        assertThat(fit.survival(40)).isCloseTo(0.4656, within(5.1e-5));
    }

    /** Fay & Shaw (2010), section 4.1. */
    @Test
    void radiotherapy_with_chemotherapy_has_the_published_masses() {
        double[][] published = {
            {4, 5, 0.0433},
            {5, 8, 0.0433},
            {11, 12, 0.0692},
            {16, 17, 0.1454},
            {18, 19, 0.1411},
            {19, 20, 0.1157},
            {24, 25, 0.0999},
            {30, 31, 0.0709},
            {35, 36, 0.1608},
            {44, 48, 0.0552},
            {48, 60, 0.0552}
        };
        assertPublished(Npmle.fit(BreastCosmesis.withChemotherapy(), 1e-10), published);
    }

    private static void assertPublished(NpmleFit fit, double[][] published) {
        assertThat(fit.jumps().size()).isGreaterThanOrEqualTo(published.length);
        for (int k = 0; k < published.length; k++) {
            NpmleFit.Jump jump = fit.jumps().get(k);
            assertThat(jump.left()).isEqualTo(published[k][0]);
            assertThat(jump.right()).isEqualTo(published[k][1]);
            assertThat(jump.mass()).isCloseTo(published[k][2], within(5.1e-5));
        }
    }

    /** R stops its self-consistency when no value changes by more than 5e-5. */
    @Test
    void interval_censored_items_agree_with_survfit() {
        int n = 60;
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 1; i <= n; i++) {
            left[i - 1] = i % 5 == 0 ? 0 : (i * 37) % 53;
            right[i - 1] = i % 7 == 0 ? NEVER : left[i - 1] + 2.5 + (i * 29) % 17;
        }
        NpmleFit fit = Npmle.fit(CensoredSample.of(left, right), 1e-10);
        double[][] survfit = {
            {10, 0.677126214543}, {20, 0.575778929644}, {25, 0.439524663059}, {35, 0.405715007656}, {45, 0.164821721860}
        };
        for (double[] value : survfit) {
            assertThat(fit.straddle(value[0])).isZero();
            assertThat(fit.survival(value[0])).as("S(%s)", value[0]).isCloseTo(value[1], within(2e-4));
        }
    }

    @Test
    void exact_ends_entered_late_agree_with_survfit() {
        int n = 40;
        double[] entry = new double[n];
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 1; i <= n; i++) {
            entry[i - 1] = (i * 13) % 11;
            double end = entry[i - 1] + 1 + (i * 23) % 31;
            left[i - 1] = i % 4 == 0 ? end : Math.nextDown(end);
            right[i - 1] = i % 4 == 0 ? NEVER : end;
        }
        NpmleFit fit = Npmle.fit(CensoredSample.of(entry, left, right), 1e-12);
        double[][] survfit = {
            {5, 0.947368421053},
            {8, 0.868838763576},
            {13, 0.717909971006},
            {16, 0.602118040199},
            {20, 0.486326109391},
            {25, 0.370534178584},
            {29, 0.292626992317},
            {33, 0.222953898908},
            {39, 0.167215424181}
        };
        for (double[] value : survfit) {
            assertThat(fit.survival(value[0])).as("S(%s)", value[0]).isCloseTo(value[1], within(1e-10));
        }
    }
}
