// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.net.InetAddress;
import java.time.Instant;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One row of a log of looks.
 *
 * @param item the item's name as the row gives it; {@code ""} where it gives none
 * @param url the address as the row gives it; {@code ""} where it gives none; never in a log or a message
 * @param vantage the vantage point; {@code ""} where the row gives none
 * @param address the address that was looked at, or null
 * @param file name of the file, without its folder
 * @param line 1-based line on which the row starts
 */
public record Sighting(
        String item,
        String url,
        Instant at,
        String vantage,
        Reason reason,
        @Nullable InetAddress address,
        String file,
        long line) {

    /** The place of the row, and nothing of its contents: they may be an address. */
    @Override
    public String toString() {
        return "Sighting[" + file + ":" + line + "]";
    }
}
