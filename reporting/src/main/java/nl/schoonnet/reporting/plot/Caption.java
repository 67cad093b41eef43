// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import nl.schoonnet.reporting.text.CleanText;

/**
 * The words around a plot. All four are needed: a picture without n or source isn't drawn.
 *
 * @param id identifier and file name without extension: lower case letters, digits and hyphens
 * @param title what the plot shows, in one line of words
 * @param description the same for whom can't see it, with the main finding; becomes the SVG's {@code desc}
 * @param sample what n is and how large, such as "n = 2,971 items of 39 providers"
 * @param source where the figures come from, by which method, and what the uncertainty is
 */
public record Caption(String id, String title, String description, String sample, String source) {
    public Caption {
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a plot's id is made of lower case words with hyphens");
        }
        title = CleanText.line(title);
        description = CleanText.line(description);
        sample = CleanText.line(sample);
        source = CleanText.line(source);
        if (title.isBlank() || description.isBlank() || sample.isBlank() || source.isBlank()) {
            throw new IllegalArgumentException("a plot has a title, a description, its n and its source");
        }
    }
}
