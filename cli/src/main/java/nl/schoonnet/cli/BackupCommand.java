// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.database.Backup;
import nl.schoonnet.server.database.Reached;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schoonnet backup}: all facts into one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Writes all facts of a database as of now into one file, also while the server runs.",
            "The key file isn't in it: keep that apart, for without it no address in the backup can be read."
        })
final class BackupCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file to write; it must not exist yet.")
    Path out = Path.of("backup.zip");

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw new InputException(
                    "exists",
                    "",
                    0,
                    out + " is there already; a backup never writes over anything, name another --out.");
        }
        Path partial = out.resolveSibling("." + out.getFileName() + ".partial");
        try (Reached reached = database.reachInstalled()) {
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Backup.Summary summary;
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(partial))) {
                summary = Backup.write(reached, file);
            }
            Files.move(partial, out);
            spec.commandLine()
                    .getOut()
                    .println(String.format(
                            java.util.Locale.ROOT,
                            "%,d rows of %d tables (schema %s) written to %s. The key file isn't in it.",
                            summary.rows(),
                            summary.tables(),
                            summary.schema(),
                            out));
            spec.commandLine().getOut().flush();
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw new InputException(
                    "not_written", "", 0, out + " can't be written; check its folder and the space on its disk.", e);
        } finally {
            delete(partial);
        }
    }

    private static void delete(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw new InputException("not_written", "", 0, partial + " can't be removed; remove it by hand.", e);
        }
    }
}
