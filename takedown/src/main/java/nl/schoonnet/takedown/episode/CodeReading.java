// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** What the verdict and reason codes of a row turned out to be. */
public sealed interface CodeReading {
    /** Both codes are known and belong together. */
    record Known(Reason reason) implements CodeReading {}

    /**
     * A code that is not in the list; never carries the value.
     *
     * @param field the column that is at fault: {@code verdict} or {@code reason}
     * @param code {@code unknown_verdict}, {@code unknown_reason} or {@code reason_of_another_verdict}
     */
    record Unknown(String field, String code) implements CodeReading {}
}
