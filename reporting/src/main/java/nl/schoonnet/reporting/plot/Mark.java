// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import nl.schoonnet.reporting.text.CleanText;

/**
 * A place on the x axis that deserves a line and a label: a norm, a threshold.
 *
 * @param at place, in the unit of the x axis; finite
 * @param label what is there, such as "norm 24 h"
 */
public record Mark(double at, String label) {
    public Mark {
        label = CleanText.line(label);
        if (!Double.isFinite(at)) {
            throw new IllegalArgumentException("a mark stands at a finite place");
        }
    }
}
