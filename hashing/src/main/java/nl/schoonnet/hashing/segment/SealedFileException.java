// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.segment;

/**
 * A sealed file can't be read or written. The message is one sentence of what is wrong, where, and what to do; nothing was
 * loaded, and a file that was there before is still there.
 */
public final class SealedFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Fault {
        /** There is no such file. */
        MISSING,
        /** It isn't a sealed file. */
        FOREIGN,
        /** It was written by a newer version. */
        NEWER,
        /** It is sealed with another key, or its header was changed. */
        WRONG_KEY,
        /** It holds something else than what is asked for. */
        OTHER_KIND,
        /** It ends too early. */
        TRUNCATED,
        /** Something in it was changed. */
        DAMAGED,
        /** The operating system refused. */
        REFUSED
    }

    private final Fault fault;

    SealedFileException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    SealedFileException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What is wrong. */
    public Fault fault() {
        return fault;
    }
}
