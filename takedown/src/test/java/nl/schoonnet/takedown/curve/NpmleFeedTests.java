// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real, truncated data, held against the values that an independent solver found (the README beside the data). */
class NpmleFeedTests {
    private static CensoredSample sample;

    @BeforeAll
    static void read() {
        assumeTrue(
                Files.isDirectory(TakedownFeed.folder()),
                "The feed beside the project isn't there: skipped. Put it at " + TakedownFeed.folder());
        sample = TakedownFeed.sample();
    }

    @Test
    void the_feed_has_the_estimate_of_an_independent_solver() {
        assertThat(sample.size()).isEqualTo(41_221);
        NpmleFit fit = Npmle.fit(sample, 1e-8);
        assertThat(fit.kuhnTuckerGap()).isLessThan(1e-8);
        assertThat(fit.logLikelihood()).isCloseTo(-121_307.336, within(0.001));
        assertThat(fit.cdf(24)).isCloseTo(0.2508, within(5e-5));
        assertThat(fit.cdf(48)).isCloseTo(0.3683, within(5e-5));
        assertThat(fit.cdf(168)).isCloseTo(0.6051, within(5e-5));
        assertThat(fit.jumps()).hasSize(679);
        assertThat(fit.collapsed(24)).isFalse();
    }

    @Test
    void a_replicate_reaches_its_gap_and_what_a_fit_from_scratch_finds() {
        Npmle npmle = Npmle.prepare(sample);
        NpmleFit fit = npmle.fit(1e-8);
        ClusterBootstrap bootstrap = ClusterBootstrap.of(sample, 20181025);
        for (int r = 0; r < 3; r++) {
            NpmleFit replicate = npmle.fit(bootstrap.weights(r), 1e-4, fit);
            NpmleFit exact = Npmle.fit(sample.withWeights(bootstrap.weights(r)), 1e-8);
            assertThat(replicate.kuhnTuckerGap()).isLessThanOrEqualTo(1e-4);
            assertThat(replicate.logLikelihood()).isCloseTo(exact.logLikelihood(), within(0.1));
            assertThat(replicate.cdf(24)).isCloseTo(exact.cdf(24), within(0.002));
            assertThat(replicate.cdf(48)).isCloseTo(exact.cdf(48), within(0.002));
        }
    }

    /** The curve leans on a handful of items in its first hours: what the diagnostics are for. */
    @Test
    void truncation_is_described() {
        Npmle npmle = Npmle.prepare(sample);
        assertThat(npmle.start()).isBetween(0.0, 1.0);
        assertThat(npmle.smallestRiskSet(24)).isBetween(1, 20);
        assertThat(npmle.conditionalTau().orElseThrow()).isBetween(-0.2, 0.2);
    }
}
