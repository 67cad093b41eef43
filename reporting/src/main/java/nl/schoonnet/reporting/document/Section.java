// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * A part of the document under a heading of the second level.
 *
 * @param id anchor, lower case words with hyphens
 * @param heading its heading
 * @param blocks in reading order
 */
public record Section(String id, String heading, List<Block> blocks) {
    public Section {
        id = Identifier.checked(id);
        heading = CleanText.line(heading);
        blocks = List.copyOf(blocks);
    }
}
