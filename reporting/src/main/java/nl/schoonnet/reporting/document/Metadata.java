// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * What the HTML and PDF files say about themselves. No time: the same figures give the same bytes.
 *
 * @param author organisation that publishes; may be empty
 * @param subject what it is about, in a sentence; may be empty
 * @param keywords may be empty
 */
public record Metadata(String author, String subject, List<String> keywords) {
    public Metadata {
        author = CleanText.line(author);
        subject = CleanText.line(subject);
        keywords = keywords.stream().map(CleanText::line).toList();
    }
}
