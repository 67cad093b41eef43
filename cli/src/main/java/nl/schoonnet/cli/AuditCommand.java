// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.audit.AuditAtRest;
import nl.schoonnet.server.audit.AuditCheck;
import nl.schoonnet.server.audit.AuditEntries;
import nl.schoonnet.server.database.Reached;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schoonnet audit}: whether the audit log is whole, its newest signed head, and what stands in it. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Checks that no entry of the audit log was changed, removed, put in another order or cut off.",
            "With --list or --export: shows what stands in it, without checking. What looks like an address is shown as its"
                    + " kind.",
            "Also while the server runs. Exit status 0: the log is whole; 5: it is broken."
        })
final class AuditCommand implements Callable<Integer> {
    private static final int MOST = 10_000;
    private static final long LARGEST_HEAD = 10_000;
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final String NOT_A_HEAD =
            "The file of --head is no head: give one that --export-head wrote. The log wasn't checked.";

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

    @Option(names = "--list", description = "Show the newest entries, the newest first; times in Amsterdam.")
    boolean list;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "With --list: so many of them, at most 10,000 (default: ${DEFAULT-VALUE}).")
    int last = 50;

    @Option(names = "--kind", paramLabel = "KIND", description = "With --list: of this kind, such as address.reveal.")
    @Nullable
    String kind;

    @Option(
            names = "--actor",
            paramLabel = "KEY",
            description = "With --list: by the key of this identifier, system or operator.")
    @Nullable
    String actor;

    @Option(
            names = "--item",
            paramLabel = "N",
            description = "With --list: about this item alone, and leases that name it.")
    @Nullable
    Long item;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Write all entries as CSV to FILE, for its owner only; that this was done stands in the log.")
    @Nullable
    Path exported;

    @Override
    public Integer call() {
        checkOptions();
        if (list || exported != null) {
            return read();
        }
        Optional<String> kept = Optional.ofNullable(head).map(AuditCommand::read);
        try (Reached reached = database.reachInstalled()) {
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
                case AuditCheck.Finding.Broken broken
                when broken.code().equals("head_file_forged") ->
                    say(
                            "The file of --head is no head that these keys signed (head_file_forged): it was changed, or is"
                                    + " of another database. The log wasn't checked.",
                            ExitStatus.BROKEN);
                case AuditCheck.Finding.Broken broken ->
                    say(
                            "The audit log is broken at entry " + broken.number() + " (" + broken.code()
                                    + "); see docs/operations.md.",
                            ExitStatus.BROKEN);
            };
        }
    }

    private void checkOptions() {
        boolean filtered = kind != null
                || actor != null
                || item != null
                || spec.commandLine().getParseResult().hasMatchedOption("--last");
        boolean checks = head != null || export != null;
        if ((filtered && !list) || (list && exported != null) || (checks && (list || exported != null))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Give --head and --export-head, or --list with its filters, or --export; not two of these.");
        }
        if (last < 1 || last > MOST) {
            throw new ParameterException(spec.commandLine(), "--last takes 1 to 10,000.");
        }
    }

    private int read() {
        try (Reached reached = database.reachInstalled()) {
            AuditAtRest log = new AuditAtRest(reached.source(), keyFile.open(database.data));
            if (exported != null) {
                return export(log, exported);
            }
            PrintWriter out = spec.commandLine().getOut();
            log.newest(new AuditEntries.Filter(kind, actor, item), last)
                    .forEach(entry -> out.println(String.format(
                                    Locale.ROOT,
                                    "%8d  %s  %-10s %-24s %s  %s",
                                    entry.number(),
                                    TIME.format(entry.at().atZone(AMSTERDAM)),
                                    entry.actor(),
                                    entry.kind(),
                                    entry.subject(),
                                    entry.reason())
                            .stripTrailing()));
            out.flush();
            return ExitStatus.DONE;
        }
    }

    /** Whole or not at all, and for nobody but its owner. */
    private int export(AuditAtRest log, Path file) {
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        if (Files.exists(file)) {
            throw new InputException("exists", "", 0, file + " is there already; name another --export.");
        }
        try {
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            long entries;
            try (Writer out = Files.newBufferedWriter(partial)) {
                entries = log.export(out, InstantSource.system());
            }
            Files.move(partial, file);
            return say(
                    String.format(Locale.ROOT, "%,d entries of the audit log written to %s.", entries, file),
                    ExitStatus.DONE);
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    "not_written", "", 0, file + " can't be written; check its folder and the space on its disk.", e);
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

    private int say(String sentence, int status) {
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
        return status;
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) <= LARGEST_HEAD) {
                String text = Files.readString(file);
                if (AuditAtRest.isHead(text)) {
                    return text;
                }
            }
        } catch (CharacterCodingException e) {
            throw new InputException("not_a_head", "", 0, NOT_A_HEAD, e);
        } catch (IOException e) {
            throw new InputException("not_read", "", 0, "The file of --head can't be read; check its name.", e);
        }
        throw new InputException("not_a_head", "", 0, NOT_A_HEAD);
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
