// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.time.Instant;

/**
 * One snapshot of a feed: which addresses it listed at an instant.
 *
 * @param takenAt when
 * @param file the file as the index names it
 * @param indexed how many addresses the index says it lists
 * @param lines how many it really lists; of an unreadable one, how many were read
 * @param readable false if the file is missing, cut off or no text
 */
public record Snapshot(Instant takenAt, String file, long indexed, long lines, boolean readable) {}
