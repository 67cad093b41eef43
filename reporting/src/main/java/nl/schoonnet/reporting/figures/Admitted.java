// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.util.Arrays;
import nl.schoonnet.takedown.curve.CensoredSample;

/**
 * The designs whose intervals held the truth as often as promised in calibration (docs/calibration.md); elsewhere a report
 * prints no band.
 */
final class Admitted {
    private Admitted() {}

    /** The sieve's percentile cluster bootstrap. */
    static boolean sieveBootstrap() {
        return true;
    }

    /** The sieve's likelihood interval, used where no bootstrap was asked for. */
    static boolean sieveLikelihood() {
        return true;
    }

    /** The NPMLE's percentile cluster bootstrap: hourly looks, at least 500 items. */
    static boolean npmleBootstrap(CensoredSample sample, double norm) {
        double[] widths = new double[sample.size()];
        int n = 0;
        for (int i = 0; i < sample.size(); i++) {
            if (!sample.rightCensored(i) && sample.left(i) <= norm && sample.right(i) > norm / 2) {
                widths[n++] = sample.right(i) - sample.left(i);
            }
        }
        if (n == 0) {
            return false;
        }
        Arrays.sort(widths, 0, n);
        return sample.size() >= 500 && widths[n / 2] <= norm / 12;
    }
}
