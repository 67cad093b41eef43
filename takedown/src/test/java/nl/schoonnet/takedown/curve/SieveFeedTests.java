// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real, benign feed beside the project; values of Kaplan-Meier are those of its README, made with R. */
class SieveFeedTests {
    @BeforeAll
    static void the_feed_must_be_there() {
        assumeTrue(
                Files.isDirectory(TakedownFeed.folder()),
                "The takedown feed lies beside the project, not in it: nothing to test here.");
    }

    @Test
    void kaplan_meier_on_midpoints_gives_the_printed_row() {
        KaplanMeier curve = KaplanMeier.fit(ExactSample.midpoints(TakedownFeed.sample()));
        assertThat(curve.cdf(24).value()).isCloseTo(0.1551, within(0.00005));
        assertThat(curve.cdf(24).low()).isCloseTo(0.1512, within(0.00005));
        assertThat(curve.cdf(24).high()).isCloseTo(0.1592, within(0.00005));
        assertThat(curve.cdf(48).value()).isCloseTo(0.3149, within(0.00005));
        assertThat(curve.cdf(168).value()).isCloseTo(0.5595, within(0.00005));
        assertThat(curve.median().value()).isCloseTo(118.9, within(0.05));
        assertThat(curve.median().low()).isCloseTo(116.6, within(0.05));
        assertThat(curve.median().high()).isCloseTo(122.1, within(0.05));
        assertThat(curve.ended()).isEqualTo(41_221 - 5_231);
    }

    @Test
    void the_sieve_starts_after_two_hours_and_fits_less_well_than_the_free_curve() {
        CensoredSample sample = TakedownFeed.sample();
        SieveFit fit = Sieve.fit(sample, 24).orElseThrow();
        assertThat(fit.start()).isEqualTo(2);
        assertThat(fit.gap()).isLessThan(1e-9);
        // The exact NPMLE's log-likelihood, from the feed's README.
        assertThat(fit.logLikelihood()).isLessThan(-121_307.336);
        assertThat(fit.smallestRiskSet()).isGreaterThan(1000);
        for (double hours : new double[] {24, 48, 168}) {
            CurveEstimate interval = fit.likelihoodInterval(hours);
            assertThat(interval.value()).isBetween(interval.low(), interval.high());
        }
        // Items within two hours of the notice are gone a day later in 24.6% +- 2.1: F(25.5) given T > 1.5 or so.
        assertThat(fit.cdf(26)).isBetween(0.20, 0.29);
        SieveBootstrap bootstrap = fit.bootstrap(ClusterBootstrap.of(sample, 0x6a09e667f3bcc908L), 40);
        assertThat(bootstrap.size()).isEqualTo(40);
        assertThat(bootstrap.cdf(24).low()).isLessThan(fit.cdf(24));
        SieveFit onOwnClock = Sieve.fitOnOwnClock(sample, 24).orElseThrow();
        assertThat(onOwnClock.start()).isEqualTo(2);
        assertThat(onOwnClock.cdf(24)).isCloseTo(fit.cdf(24), within(0.03));
    }
}
