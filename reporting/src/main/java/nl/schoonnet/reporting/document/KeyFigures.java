// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * The headline: big numbers, each with its range and its n.
 *
 * @param figures one to six
 */
public record KeyFigures(List<KeyFigure> figures) implements Block {
    public KeyFigures {
        figures = List.copyOf(figures);
        if (figures.isEmpty() || figures.size() > 6) {
            throw new IllegalArgumentException("one to six key figures fit side by side");
        }
    }

    /**
     * One big number; all parts are texts ready to print (see {@code Texts}).
     *
     * @param label what it is
     * @param value the number as printed, such as "40.3%" or "38-42%"
     * @param uncertainty range or interval with its kind, such as "95% interval 38-42%"; may be empty for a full count
     * @param sample its n, such as "n = 2,971 items"
     * @param explanation one sentence; may be empty
     */
    public record KeyFigure(String label, String value, String uncertainty, String sample, String explanation) {
        public KeyFigure {
            label = CleanText.line(label);
            value = CleanText.line(value);
            uncertainty = CleanText.line(uncertainty);
            sample = CleanText.line(sample);
            explanation = CleanText.line(explanation);
        }
    }
}
