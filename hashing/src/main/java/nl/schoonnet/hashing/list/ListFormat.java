// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** How a hash list is written. */
public enum ListFormat {
    /** A hash per line, with its kind before it or not; or a table with a column per kind. */
    TEXT,
    /** JSON of Project VIC's data model, 1.1 to 2.0: a set of media, or cases with media. */
    VICS,
    /** XML of NCMEC's hash sharing, version 2: one page of entries. */
    NCMEC,
    /** JSON of StopNCII: one page of records. */
    STOPNCII;

    /**
     * Guesses from how a list begins.
     *
     * @param beginning its first bytes, some thousands if there are as many
     * @return empty if it begins like JSON or XML, but not like any of these
     */
    public static Optional<ListFormat> of(byte[] beginning) {
        boolean wide =
                beginning.length > 1 && (beginning[0] == 0 || beginning[1] == 0 || (beginning[0] & 0xFE) == 0xFE);
        String text = new String(beginning, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("<")) {
            return text.contains("queryresult") ? Optional.of(NCMEC) : Optional.empty();
        }
        if (text.startsWith("{")) {
            if (text.contains("odata.")) {
                return Optional.of(VICS);
            }
            return text.contains("hashrecords") || text.contains("nextpagetoken")
                    ? Optional.of(STOPNCII)
                    : Optional.empty();
        }
        return text.startsWith("[") ? Optional.empty() : Optional.of(TEXT);
    }
}
