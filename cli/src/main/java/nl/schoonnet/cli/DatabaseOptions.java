// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.database.Reached;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command is about. */
final class DatabaseOptions {
    @Option(
            names = "--data",
            defaultValue = "schoonnet-data",
            paramLabel = "DIR",
            description = "Folder of keys, database and reports (default: ${DEFAULT-VALUE}).")
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

    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    /**
     * The database of an installation that is there; as {@link #reach}.
     *
     * @throws ParameterException if there is none in the data folder, where nothing is made then
     */
    Reached reachInstalled() {
        if (url == null && !Files.isDirectory(data.resolve("postgresql").resolve("cluster"))) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is no installation in " + data
                            + ": name its folder with --data, or its database with --database.");
        }
        return reach();
    }

    /** The database; starts that of the data folder unless a server runs with it, and makes it if it isn't there. */
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
