// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

/** Another process has the data folder. */
final class FolderInUseException extends DatabaseException {
    private static final long serialVersionUID = 1L;

    FolderInUseException() {
        super("Another schoonnet uses this data folder: stop it first, or give this one another --data.");
    }
}
