// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a SCART export knows of looks at one item. There is no log of looks in it: only the last success and where the item
 * stood at the moment of the export, which the file does not give. A reader of findings therefore takes {@code lastSeen} as
 * a lower bound, and of an item that is gone only that it went after {@code lastSeen} and before the export.
 *
 * @param item the item of the notice
 * @param status where it stood
 * @param lastSeen the last successful look, or null if there was none; of a local time that occurred twice the earlier
 *     instant, so that it never claims more than is known
 */
public record ScartFinding(
        String item, ScartStatus status, @Nullable Instant lastSeen) {}
