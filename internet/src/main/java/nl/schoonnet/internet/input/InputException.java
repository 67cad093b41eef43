// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.input;

/**
 * Input that can't be used at all: missing, unreadable, of no known format. The message is one sentence for people that
 * says what is wrong, where, and what to do; it never quotes a value from the input.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String file;
    private final long line;

    /** An unusable input; {@code line} is 0 where the whole file is meant. */
    public InputException(String code, String file, long line, String sentence) {
        super(sentence);
        this.code = code;
        this.file = file;
        this.line = line;
    }

    /** An unusable input with the fault that was met. */
    public InputException(String code, String file, long line, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.file = file;
        this.line = line;
    }

    /** A stable code in lower_snake_case. */
    public String code() {
        return code;
    }

    /** The file as given. */
    public String file() {
        return file;
    }

    /** The 1-based line, 0 if the whole file is meant. */
    public long line() {
        return line;
    }
}
