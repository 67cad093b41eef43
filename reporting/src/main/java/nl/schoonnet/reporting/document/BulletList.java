// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/** A list without order. */
public record BulletList(List<String> entries) implements Block {
    public BulletList {
        entries = entries.stream().map(CleanText::line).toList();
    }
}
