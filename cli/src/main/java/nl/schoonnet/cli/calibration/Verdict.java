// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

/** What became of a design. */
enum Verdict {
    ADMITTED("admitted"),
    /** Too narrow, too wide or too biased. */
    MISSED("missed"),
    /** Too few replications to tell. */
    OPEN("open"),
    /** Nothing was claimed; the bias is made known. */
    PUBLISHED("published"),
    NOT_RUN("not run");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** As printed. */
    String word() {
        return word;
    }
}
