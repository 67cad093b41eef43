// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A hash list can't be taken in or a check not be made; the message is a sentence without any value. */
public final class HashcheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final long line;
    private final long seconds;

    private HashcheckException(String code, long line, long seconds, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.line = line;
        this.seconds = seconds;
    }

    HashcheckException(String code, String sentence) {
        this(code, 0, 0, sentence, null);
    }

    HashcheckException(String code, String sentence, Throwable cause) {
        this(code, 0, 0, sentence, cause);
    }

    /** Of a list. */
    static HashcheckException atLine(String code, long line, String sentence, Throwable cause) {
        return new HashcheckException(code, line, 0, sentence, cause);
    }

    /** To be tried again after a time. */
    static HashcheckException later(String code, Duration wait, String sentence) {
        return new HashcheckException(code, 0, Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000)), sentence, null);
    }

    /** A stable code in lower_snake_case. */
    public String code() {
        return code;
    }

    /** The line of the list at which it was met; 0 if none. */
    public long line() {
        return line;
    }

    /** After how many seconds it may be tried again; 0 if that doesn't help. */
    public long seconds() {
        return seconds;
    }
}
