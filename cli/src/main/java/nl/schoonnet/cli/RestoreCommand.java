// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.database.Backup;
import nl.schoonnet.server.database.Reached;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schoonnet restore}: a backup into an empty database. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Fills an empty database with a backup: with all of it, or with nothing if the file is damaged.",
            "Then put the escrowed key file back (keys/vault.keys in the data folder, mode 0600) and run serve."
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    DatabaseOptions database = new DatabaseOptions();

    @Parameters(paramLabel = "FILE", description = "A file that 'schoonnet backup' wrote.")
    Path file = Path.of("backup.zip");

    @Override
    public Integer call() {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                Reached reached = database.reach()) {
            Backup.Summary summary = Backup.restore(reached, in);
            spec.commandLine()
                    .getOut()
                    .println(String.format(
                            java.util.Locale.ROOT,
                            "%,d rows of %d tables (schema %s) restored. Put the key file back, then run: schoonnet serve",
                            summary.rows(),
                            summary.tables(),
                            summary.schema()));
            spec.commandLine().getOut().flush();
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw new InputException(
                    "not_read", "", 0, file + " can't be read; check its name and who may read it.", e);
        }
    }
}
