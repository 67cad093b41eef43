// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.audit.AuditAtRest;
import nl.schoonnet.server.audit.AuditCheck;
import nl.schoonnet.server.database.Reached;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schoonnet audit}: whether the audit log is whole, and its newest signed head. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Checks that no entry of the audit log was changed, removed, put in another order or cut off.",
            "Also while the server runs. Exit status 0: the log is whole; 5: it is broken."
        })
final class AuditCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    DatabaseOptions database = new DatabaseOptions();

    @Mixin
    KeyFileOption keyFile = new KeyFileOption();

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description =
                    "A signed head that was exported earlier and kept elsewhere: finds also what was cut off since.")
    @Nullable
    Path head;

    @Option(
            names = "--export-head",
            paramLabel = "FILE",
            description = "Write the newest signed head to FILE, to be kept elsewhere.")
    @Nullable
    Path export;

    @Override
    public Integer call() {
        Optional<String> kept = Optional.ofNullable(head).map(AuditCommand::read);
        try (Reached reached = database.reach()) {
            AuditAtRest log = new AuditAtRest(reached.source(), keyFile.open(database.data));
            if (export != null) {
                write(
                        export,
                        log.newestHead()
                                .orElseThrow(() -> new InputException(
                                        "no_head",
                                        "",
                                        0,
                                        "No head was signed yet; a running server signs one an hour.")));
            }
            return switch (log.check(kept)) {
                case AuditCheck.Finding.Whole whole ->
                    say("The audit log is whole: " + whole.entries() + " entries.", ExitStatus.DONE);
                case AuditCheck.Finding.Broken broken ->
                    say(
                            "The audit log is broken at entry " + broken.number() + " (" + broken.code()
                                    + "); see docs/operations.md.",
                            ExitStatus.BROKEN);
            };
        }
    }

    private int say(String sentence, int status) {
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
        return status;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InputException("not_read", "", 0, "The file of --head can't be read; check its name.", e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, java.nio.file.StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new InputException(
                    "not_written", "", 0, "The file of --export-head can't be written, or is there already.", e);
        }
    }
}
