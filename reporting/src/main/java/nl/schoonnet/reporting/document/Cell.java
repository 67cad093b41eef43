// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import nl.schoonnet.reporting.text.CleanText;

/** The content of one table cell; how a number is printed is its column's affair. */
public sealed interface Cell {

    /**
     * Words.
     *
     * @param text what the reader sees
     * @param code what machines get: the same in every language
     */
    record Words(String text, String code) implements Cell {
        public Words {
            text = CleanText.line(text);
            code = CleanText.line(code);
        }
    }

    /** A number: a whole count, a share 0-1, hours, or a plain number. Finite. */
    record Value(double value) implements Cell {
        public Value {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a value is finite; a missing one is Missing");
            }
        }
    }

    /** A number that is only known to be this or more, such as a size given as a band. Finite. */
    record AtLeast(double value) implements Cell {
        public AtLeast {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a lower bound is finite");
            }
        }
    }

    /** From low to high, both finite. */
    record Range(double low, double high) implements Cell {
        public Range {
            if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
                throw new IllegalArgumentException("a range has two finite ends, the lower one first");
            }
        }
    }

    /** Nothing to print, and why: the reason is shown in place of the number ("too few", "not reached"); may be empty. */
    record Missing(String reason) implements Cell {
        public Missing {
            reason = CleanText.line(reason);
        }
    }

    /** Words that are the same in every language: a name, a version, a time as ISO 8601 has it. */
    static Cell words(String text) {
        return new Words(text, text);
    }

    /** Words in the reader's language, and the code that stands for them in every language. */
    static Cell coded(String code, String text) {
        return new Words(text, code);
    }

    static Cell atLeast(double value) {
        return new AtLeast(value);
    }

    /** The value, or a dash where it isn't finite. */
    static Cell value(double value) {
        return Double.isFinite(value) ? new Value(value) : new Missing("");
    }

    /** The range, or a dash where an end isn't finite. */
    static Cell range(double low, double high) {
        return Double.isFinite(low) && Double.isFinite(high) ? new Range(low, high) : new Missing("");
    }

    static Cell missing(String reason) {
        return new Missing(reason);
    }
}
