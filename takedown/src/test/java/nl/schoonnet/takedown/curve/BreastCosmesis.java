// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;

/**
 * Months until cosmetic deterioration of the breast, 46 women with radiotherapy and 48 with radiotherapy and chemotherapy:
 * Finkelstein & Wolfe (1985), "A semiparametric model for regression analysis of interval-censored failure time data",
 * Biometrics 41, 933-945. The standard example for interval censoring (Klein & Moeschberger 2003, section 1.18).
 */
final class BreastCosmesis {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static final double[][] RADIOTHERAPY = {
        {45, NEVER},
        {6, 10},
        {0, 7},
        {46, NEVER},
        {46, NEVER},
        {7, 16},
        {17, NEVER},
        {7, 14},
        {37, 44},
        {0, 8},
        {4, 11},
        {15, NEVER},
        {11, 15},
        {22, NEVER},
        {46, NEVER},
        {46, NEVER},
        {25, 37},
        {46, NEVER},
        {26, 40},
        {46, NEVER},
        {27, 34},
        {36, 44},
        {46, NEVER},
        {36, 48},
        {37, NEVER},
        {40, NEVER},
        {17, 25},
        {46, NEVER},
        {11, 18},
        {38, NEVER},
        {5, 12},
        {37, NEVER},
        {0, 5},
        {18, NEVER},
        {24, NEVER},
        {36, NEVER},
        {5, 11},
        {19, 35},
        {17, 25},
        {24, NEVER},
        {32, NEVER},
        {33, NEVER},
        {19, 26},
        {37, NEVER},
        {34, NEVER},
        {36, NEVER}
    };

    private static final double[][] WITH_CHEMOTHERAPY = {
        {8, 12},
        {0, 22},
        {24, 31},
        {17, 27},
        {17, 23},
        {24, 30},
        {16, 24},
        {13, NEVER},
        {11, 13},
        {16, 20},
        {18, 25},
        {17, 26},
        {32, NEVER},
        {23, NEVER},
        {44, 48},
        {14, 17},
        {0, 5},
        {5, 8},
        {12, 20},
        {11, NEVER},
        {33, 40},
        {31, NEVER},
        {13, 39},
        {19, 32},
        {34, NEVER},
        {13, NEVER},
        {16, 24},
        {35, NEVER},
        {15, 22},
        {11, 17},
        {22, 32},
        {10, 35},
        {30, 34},
        {13, NEVER},
        {10, 17},
        {8, 21},
        {4, 9},
        {11, NEVER},
        {14, 19},
        {4, 8},
        {34, NEVER},
        {30, 36},
        {18, 24},
        {16, 60},
        {35, 39},
        {21, NEVER},
        {11, 20},
        {48, NEVER}
    };

    private BreastCosmesis() {}

    static CensoredSample radiotherapy() {
        return sample(RADIOTHERAPY);
    }

    static CensoredSample withChemotherapy() {
        return sample(WITH_CHEMOTHERAPY);
    }

    /** Both groups, those with chemotherapy first. */
    static CensoredSample both() {
        double[][] all = Arrays.copyOf(WITH_CHEMOTHERAPY, WITH_CHEMOTHERAPY.length + RADIOTHERAPY.length);
        System.arraycopy(RADIOTHERAPY, 0, all, WITH_CHEMOTHERAPY.length, RADIOTHERAPY.length);
        return sample(all);
    }

    /** Which of {@link #both()} had chemotherapy. */
    static boolean[] chemotherapy() {
        boolean[] chemotherapy = new boolean[WITH_CHEMOTHERAPY.length + RADIOTHERAPY.length];
        Arrays.fill(chemotherapy, 0, WITH_CHEMOTHERAPY.length, true);
        return chemotherapy;
    }

    private static CensoredSample sample(double[][] intervals) {
        double[] left = Arrays.stream(intervals).mapToDouble(i -> i[0]).toArray();
        double[] right = Arrays.stream(intervals).mapToDouble(i -> i[1]).toArray();
        return CensoredSample.of(left, right);
    }
}
