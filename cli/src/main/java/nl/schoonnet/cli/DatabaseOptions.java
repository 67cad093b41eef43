// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.database.Reached;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a command is about. */
final class DatabaseOptions {
    @Option(
            names = "--data",
            defaultValue = "schoonnet-data",
            paramLabel = "DIR",
            description = "Folder of keys, database and reports; made if it isn't there (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("schoonnet-data");

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "JDBC address of a PostgreSQL 15 or newer, without user and password, as in"
                    + " jdbc:postgresql://HOST/NAME; without it the one in the data folder.")
    @Nullable
    String url;

    @Option(names = "--database-user", paramLabel = "NAME", description = "Its user, who owns the database.")
    @Nullable
    String user;

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            description =
                    "File with the user's password; a password isn't given as an option, where others could read it.")
    @Nullable
    Path passwordFile;

    /** The database; starts that of the data folder unless a server runs with it. */
    Reached reach() {
        return url == null
                ? Reached.in(data.resolve("postgresql"))
                : Reached.at(url, user == null ? "schoonnet" : user, passwordFile == null ? "" : read(passwordFile));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InputException(
                    "no_password",
                    "",
                    0,
                    "The file of --database-password-file can't be read; check its name and who may read it.",
                    e);
        }
    }
}
