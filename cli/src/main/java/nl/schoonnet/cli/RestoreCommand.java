// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.database.Backup;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.server.keys.KnownKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "With --escrowed-key the keys are put in place and held against what the database says of them, so that one"
                    + " command is the whole restore drill; then run serve."
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--escrowed-key",
            paramLabel = "FILE",
            description =
                    "The escrowed copy of the key file (mode 0600): is copied to keys/vault.keys in the data folder.")
    @Nullable
    Path escrowed;

    @Parameters(paramLabel = "FILE", description = "A file that 'schoonnet backup' wrote.")
    Path file = Path.of("backup.zip");

    @Override
    public Integer call() {
        Optional<Keys> keys = Optional.ofNullable(escrowed).map(copy -> Keys.open(new KeyFile(copy)));
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                Reached reached = database.reach()) {
            Backup.Summary summary = Backup.restore(
                    reached,
                    in,
                    filled -> keys.ifPresent(
                            escrow -> KnownKeys.in(filled).ifPresent(known -> known.check(escrow, "--escrowed-key"))));
            say(String.format(
                    Locale.ROOT,
                    "%,d rows of %d tables (schema %s) restored.",
                    summary.rows(),
                    summary.tables(),
                    summary.schema()));
            if (keys.isEmpty()) {
                say(
                        "Put the key file back (keys/vault.keys in the data folder, mode 0600), then run: schoonnet serve --data "
                                + database.data);
                return ExitStatus.DONE;
            }
            place(Objects.requireNonNull(escrowed));
            say("The escrowed keys are those of this database, fingerprint "
                    + keys.get().fingerprint() + ". Run: schoonnet serve --data " + database.data);
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw new InputException(
                    "not_read", "", 0, file + " can't be read; check its name and who may read it.", e);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    /** Copies the keys to where a server looks for them; never over others. */
    private void place(Path copy) {
        Path file = database.data.resolve("keys").resolve("vault.keys");
        KeyFile target = new KeyFile(file);
        String text = new KeyFile(copy).read().orElseThrow();
        if (target.read().filter(there -> !there.equals(text)).isPresent()) {
            throw new InputException(
                    "keys_there", "", 0, "There are other keys at " + file + " already; they are not written over.");
        }
        try {
            Files.createDirectories(
                    database.data.resolve("keys"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            target.write(text);
        } catch (IOException e) {
            throw new InputException(
                    "not_written", "", 0, "The folder of " + file + " can't be made; check --data.", e);
        }
    }
}
