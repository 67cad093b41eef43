// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The reader's language: messages, numbers, shares, ranges, durations and dates in Dutch and English, and text made safe.
 *
 * <p>Nothing here knows what a report contains. The same input gives the same text on every machine: no locale data of
 * the platform is used.
 */
@NullMarked
package nl.schoonnet.reporting.text;

import org.jspecify.annotations.NullMarked;
