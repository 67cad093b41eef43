// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.SplittableRandom;

/**
 * How fast a provider acts: a mixture of cases that it handles promptly and cases that lie. Two groups of providers differ
 * in the mixture only, as in the published rounds, where hardly any provider was in between.
 *
 * @param within24Hours the generating share within 24 hours, 0.06 to 0.98; 0 means never
 */
public record Speed(double within24Hours) {
    private static final Weibull PROMPT = new Weibull(0.9, 0.985);
    private static final Weibull LYING = new Weibull(0.75, 0.06);

    /** Checks the range. */
    public Speed {
        boolean reachable = within24Hours >= LYING.within24Hours() && within24Hours <= PROMPT.within24Hours();
        if (within24Hours != 0 && !reachable) {
            throw new IllegalArgumentException("No mixture has a share of " + within24Hours + " within 24 hours.");
        }
    }

    /** The generating share that has ended within {@code hours}. */
    public double shareWithin(double hours) {
        if (within24Hours == 0) {
            return 0;
        }
        double prompt = promptShare();
        return prompt * PROMPT.shareWithin(hours) + (1 - prompt) * LYING.shareWithin(hours);
    }

    /** Draws a time to the end in hours; infinite if never. */
    public double draw(SplittableRandom random) {
        boolean prompt = random.nextDouble() < promptShare();
        double u = random.nextDouble();
        if (within24Hours == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return (prompt ? PROMPT : LYING).hoursAt(u);
    }

    private double promptShare() {
        return (within24Hours - LYING.within24Hours()) / (PROMPT.within24Hours() - LYING.within24Hours());
    }
}
