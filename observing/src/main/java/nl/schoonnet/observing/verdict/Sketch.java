// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.util.List;

/**
 * What is kept of content to tell whether other content is like it; the content can't be made from it.
 *
 * @param kind says who made it; only sketches of one kind can be compared
 * @param values small numbers of its maker
 */
public record Sketch(String kind, List<Long> values) {
    /** Copies. */
    public Sketch {
        values = List.copyOf(values);
    }

    /** Shows no values. */
    @Override
    public String toString() {
        return "Sketch[" + kind + "]";
    }
}
