// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

/** The exit statuses of every command. */
final class ExitStatus {
    /** Every row was read. */
    static final int DONE = 0;
    /** The command itself is at fault; nothing was written. */
    static final int DEFECT = 1;
    /** The command was called wrongly. */
    static final int USAGE = 2;
    /** The input can't be used, or rows were rejected under {@code --strict}; nothing was written. */
    static final int UNUSABLE_INPUT = 3;
    /** The report was written though rows were rejected. */
    static final int ROWS_REJECTED = 4;

    /** What was checked isn't whole. */
    static final int BROKEN = 5;

    /** The hash check lists at least one of the files. */
    static final int LISTED = 6;

    private ExitStatus() {}
}
