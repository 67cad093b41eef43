// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/** What a figure of an earlier printed round is about; the file's code is the name in lower case. */
public enum PrintedClass {
    /** Share that was gone within 24 hours. */
    WITHIN_24H,
    /** Share that went between 24 and 48 hours. */
    FROM_24H_TO_48H,
    /** Share that was there longer than 48 hours. */
    BEYOND_48H,
    /** Share of the volume that the four largest providers hold. */
    TOP_4,
    /** Share of the volume that the subject holds. */
    VOLUME
}
