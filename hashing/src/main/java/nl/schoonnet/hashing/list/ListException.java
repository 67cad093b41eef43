// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

/** A hash list that can't be read to its end. The message is a sentence for people and never quotes the list. */
public final class ListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final long line;

    ListException(String code, long line, String sentence) {
        super(sentence);
        this.code = code;
        this.line = line;
    }

    ListException(String code, long line, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.line = line;
    }

    /** A stable code in lower_snake_case. */
    public String code() {
        return code;
    }

    /** The line at which it was met, from 1; 0 if the whole list is meant. */
    public long line() {
        return line;
    }
}
