// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.segment;

import static nl.schoonnet.hashing.segment.SealedFileException.Fault;

/** The sentences about one file. */
final class Faults {
    private static final String REMAKE = "; delete it, and the service makes it again from its database.";

    private final String name;

    Faults(String name) {
        this.name = name;
    }

    SealedFileException missing(Throwable cause) {
        return new SealedFileException(
                Fault.MISSING, "There is no index file " + name + "; the service makes it from its database.", cause);
    }

    SealedFileException unreadable(String reason, Throwable cause) {
        return new SealedFileException(
                Fault.REFUSED,
                "The index file " + name + " can't be read: " + reason
                        + "; give the service the right to read it, or delete it.",
                cause);
    }

    SealedFileException foreign() {
        return new SealedFileException(
                Fault.FOREIGN, "The file " + name + " isn't an index file: it begins otherwise" + REMAKE);
    }

    SealedFileException newer(int version) {
        return new SealedFileException(
                Fault.NEWER,
                "The index file " + name + " was written in format " + version + ", this version reads format "
                        + Header.VERSION + "; start the newer version again, or delete it.");
    }

    SealedFileException wrongKey() {
        return new SealedFileException(
                Fault.WRONG_KEY,
                "The index file " + name
                        + " doesn't open with this key, or its header was changed; give the key file that"
                        + " it was made with, or delete it, and the service makes it again from its database.");
    }

    SealedFileException otherKind() {
        return new SealedFileException(
                Fault.OTHER_KIND, "The index file " + name + " holds another kind of hash than its name says" + REMAKE);
    }

    SealedFileException truncated(long bytes, long expected) {
        return new SealedFileException(
                Fault.TRUNCATED, "The index file " + name + " ends after " + bytes + " bytes of " + expected + REMAKE);
    }

    SealedFileException damaged(String where) {
        return new SealedFileException(Fault.DAMAGED, "The index file " + name + " is damaged: " + where + REMAKE);
    }
}
