// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.util.ArrayList;
import java.util.List;

/** All designs, in the order in which they are run: what costs most stands last, so that a limit of time leaves it out. */
final class Catalogue {
    private Catalogue() {}

    static List<Design> all() {
        List<Design> designs = new ArrayList<>(ShareDesigns.all());
        designs.addAll(CurveDesigns.kaplanMeier());
        designs.add(CurveDesigns.npmleTruncated(24, 500, 200));
        designs.add(CurveDesigns.npmleTruncated(24, 5_000, 50));
        for (int gap : new int[] {0, 1}) {
            for (int items : new int[] {100, 500, 5_000}) {
                designs.add(CurveDesigns.kaplanMeierBootstrap(gap, items, 399, 1, 20));
            }
            for (int items : new int[] {1_000, 5_000}) {
                designs.add(CurveDesigns.kaplanMeierBootstrap(gap, items, 399, 20, 20));
            }
        }
        for (int gap : new int[] {24, 6, 1}) {
            designs.add(CurveDesigns.sieveLikelihood(gap, 500, 1, 200));
        }
        for (int gap : new int[] {24, 6, 1}) {
            designs.add(CurveDesigns.sieveBootstrap(gap, 500, 399, 1, 10));
        }
        for (int gap : new int[] {1, 6, 24}) {
            designs.add(CurveDesigns.npmle(gap, 500, 399, 1, 10));
        }
        for (int gap : new int[] {24, 6, 1}) {
            designs.add(CurveDesigns.sieveLikelihood(gap, 5_000, 1, 10));
            designs.add(CurveDesigns.npmle(gap, 5_000, 39, 1, 10));
        }
        designs.add(CurveDesigns.sieveLikelihood(24, 5_000, 20, 10));
        designs.add(CurveDesigns.npmle(1, 5_000, 39, 20, 10));
        for (int gap : new int[] {24, 6, 1}) {
            designs.add(CurveDesigns.sieveBootstrap(gap, 5_000, 39, 1, 5));
        }
        designs.add(CurveDesigns.sieveBootstrap(24, 5_000, 39, 20, 5));
        for (int gap : new int[] {1, 6, 24}) {
            designs.add(CurveDesigns.npmle(gap, 50_000, 39, 1, 0));
        }
        return List.copyOf(designs);
    }
}
