// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import nl.schoonnet.cli.CheckClient.Answer;
import nl.schoonnet.cli.CheckedFile.Result;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.hashcheck.ListsAtRest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schoonnet check}: whether files are listed. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Asks a server's hash check, or on its own machine the lists that it saved, whether files are listed. Files are hashed here, each read once: MD5, SHA-1 and"
                    + " SHA-256, and with --pdq pictures by the perceptual hash PDQ. Nothing but hashes is sent: no file and"
                    + " no name.",
            "Of each file it is told that it is listed (match), that it isn't (no-match), or that it wasn't checked"
                    + " (not-checked) and why: a fault is never a no. Links aren't followed; links and special files inside a"
                    + " folder are passed over, and counted.",
            "The key needs the role checker.",
            "With --index DIR no server is asked: lists are as they were when the server saved them in its data folder DIR, the"
                    + " summary says when. Disputes aren't in them, and nothing is counted. For whoever has the server's key"
                    + " file.",
            "",
            "Exit status: 0 all were checked, none is listed; 6 at least one is listed; 4 none is listed, but some weren't"
                    + " checked; 5 it broke off half-way: what was told stands, do the same again, with --resume only what is"
                    + " left; 2 or 3 nothing was checked."
        })
final class CheckCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1e6;
    private static final double GIGABYTE = 1e9;

    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(
            names = "--index",
            paramLabel = "DIR",
            description = "Instead of --server: the data folder of the server on this machine.")
    @Nullable
    Path index;

    @Mixin
    KeyFileOption keyFile = new KeyFileOption();

    @Option(
            names = "--pdq",
            description = "Check pictures by their perceptual hash too: JPEG, PNG, GIF, BMP, WebP, TIFF up to 32 MiB. A"
                    + " picture without one that tells anything is not-checked unless a digest is listed.")
    boolean pdq;

    @Option(
            names = "--detail",
            description = "Ask who lists a digest, as what, where the key may know (checker_detail); slower.")
    boolean detail;

    @Option(names = "--test", description = "Ask made-up lists only.")
    boolean test;

    @Option(names = "--json", description = "Print an object per line.")
    boolean json;

    @Option(names = "--all", description = "Tell files too that aren't listed.")
    boolean all;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the results to FILE as CSV too; with --resume they are added to it.")
    @Nullable
    Path out;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Keep in FILE which files were checked, by a digest of path, size and time, and leave out those that"
                            + " were. For one run that may break off; take a new file to check all again.")
    @Nullable
    Path journal;

    @Mixin
    ThreadOption threads = new ThreadOption();

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description =
                    "How long it is tried again when the server or the network is away (default: ${DEFAULT-VALUE}).")
    int patience;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "Files and folders; - for one file on standard input.")
    List<String> roots = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        threads.check();
        if (patience < 0) {
            throw new ParameterException(spec.commandLine(), "--patience takes seconds, 0 or more.");
        }
        if (roots.stream().anyMatch(root -> path(root).isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A file or folder has no name, or one that this machine can't have (in a locale without UTF-8: LC_ALL).");
        }
        if (roots.stream().filter("-"::equals).count() > 1) {
            throw new ParameterException(spec.commandLine(), "Standard input (-) can be read once.");
        }
        if (out != null && journal != null && absolute(out).equals(absolute(journal))) {
            throw new ParameterException(spec.commandLine(), "--out and --resume take two different files.");
        }
        if (index == null ? keyFile.given != null : server.given() || detail) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--index goes without --server, --access-key-file and --detail, and --key-file only with --index.");
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        return index == null ? online(progress) : offline(index, progress);
    }

    private int online(Progress progress) throws IOException {
        try (CheckClient client =
                new CheckClient(server.client(), test, Duration.ofSeconds(patience), progress::note)) {
            client.tryOut();
            return check(
                    (kind, hashes) ->
                            detail || kind.perceptual() ? client.inJson(hashes) : client.inBytes(kind, hashes),
                    "",
                    progress);
        }
    }

    private int offline(Path data, Progress progress) throws IOException {
        progress.step("Opening the saved lists");
        ListsAtRest lists = ListsAtRest.open(data, keyFile.given, pdq, test, Instant.now());
        int status = check(
                (kind, hashes) -> hashes.stream()
                        .map(hash -> lists.lists(hash) ? Answer.LISTED : Answer.NOT_LISTED)
                        .toList(),
                " index=true",
                progress);
        progress.note(
                "By the lists as a server saved them, as of " + lists.asOf().truncatedTo(ChronoUnit.SECONDS)
                        + ": what changed since isn't in them, and no dispute is.");
        return status;
    }

    /** Files of an earlier run are touched here, and not before it is known that something can be asked. */
    private int check(FileCheck.Lists lists, String more, Progress progress) throws IOException {
        String options = "pdq=" + pdq + " test=" + test + " detail=" + detail + more;
        try (CheckJournal kept = journal == null ? null : CheckJournal.open(journal, options);
                CheckOutput told = CheckOutput.open(spec.commandLine().getOut(), json, all, out, journal != null)) {
            progress.step("Checking");
            return check(lists, new Tally(kept, told, progress), progress);
        }
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /** Empty for what is no name; an empty one would be the folder in which the command runs. */
    private static Optional<Path> path(String root) {
        try {
            return root.isEmpty() ? Optional.empty() : Optional.of(Path.of(root));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private int check(FileCheck.Lists lists, Tally tally, Progress progress) {
        Thread counting = Thread.ofPlatform().daemon().name("counting").start(() -> tally.countAll(roots));
        @Nullable InputException broken = null;
        try {
            new FileCheck(lists, pdq, threads.threads, tally).run(roots);
        } catch (InputException e) {
            broken = e;
        } catch (IOException e) {
            broken = new InputException(
                    "not_written",
                    "",
                    0,
                    "The results can't be written: see whether the disk is full, then do the same again.",
                    e);
        } finally {
            tally.end = true;
            counting.interrupt();
            progress.end();
        }
        progress.note(tally.summary());
        if (broken != null) {
            progress.note("schoonnet: " + broken.getMessage());
            return ExitStatus.BROKEN;
        }
        if (tally.total(Result.MATCH) > 0) {
            return ExitStatus.LISTED;
        }
        return tally.total(Result.NOT_CHECKED) > 0 ? ExitStatus.ROWS_REJECTED : ExitStatus.DONE;
    }

    /** Counts what becomes of files, and writes it down. */
    private final class Tally implements FileCheck.Sink {
        private final @Nullable CheckJournal kept;
        private final CheckOutput told;
        private final Progress progress;
        private final long begin = System.nanoTime();
        private final Map<Result, Long> now = new EnumMap<>(Result.class);
        private final SortedMap<String, Long> whys = new TreeMap<>();
        private final AtomicLong foundFiles = new AtomicLong();
        private final AtomicLong foundBytes = new AtomicLong();
        private final AtomicLong knownBytes = new AtomicLong();
        private long files;
        private long bytes;
        private long noPicture;
        private final AtomicLong known = new AtomicLong();
        private final AtomicLong passedOver = new AtomicLong();
        private volatile boolean counted;
        private volatile boolean end;

        Tally(@Nullable CheckJournal kept, CheckOutput told, Progress progress) {
            this.kept = kept;
            this.told = told;
            this.progress = progress;
        }

        /** How many files there are, for the time that is left. Runs beside the check. */
        void countAll(List<String> roots) {
            try {
                for (String root : roots) {
                    if (!root.equals("-")) {
                        FileCheck.visit(Path.of(root), new Counting());
                    }
                }
                counted = true;
            } catch (IOException e) {
                // The check itself meets the same fault, and tells it.
                counted = false;
            }
        }

        private final class Counting implements FileCheck.Visit {
            @Override
            public boolean file(FoundFile file) {
                foundFiles.incrementAndGet();
                foundBytes.addAndGet(file.size());
                return !end;
            }

            @Override
            public boolean other(Path file, BasicFileAttributes attributes, boolean named) {
                return !end;
            }

            @Override
            public boolean fault(Path file) {
                return !end;
            }
        }

        @Override
        public boolean knows(FoundFile file) {
            if (own(file, journal) || own(file, out)) {
                passedOver();
                return true;
            }
            if (kept == null || !kept.has(file)) {
                return false;
            }
            known.incrementAndGet();
            knownBytes.addAndGet(file.size());
            return true;
        }

        /** What this command writes changes while it is read. */
        private boolean own(FoundFile file, @Nullable Path written) {
            return written != null
                    && file.path() != null
                    && absolute(file.path()).equals(absolute(written));
        }

        @Override
        public void passedOver() {
            passedOver.incrementAndGet();
        }

        @Override
        public void checked(List<CheckedFile> some) throws IOException {
            // Results and the line about progress may be on one terminal.
            progress.end();
            told.tell(some);
            if (kept != null) {
                kept.add(some);
            }
            for (CheckedFile file : some) {
                files++;
                bytes += file.hashed().file().size();
                now.merge(file.result(), 1L, Long::sum);
                noPicture += file.noPicture() ? 1 : 0;
                if (file.result() == Result.NOT_CHECKED) {
                    whys.merge(file.why(), 1L, Long::sum);
                }
            }
        }

        @Override
        public void tick() {
            double seconds = (System.nanoTime() - begin) / 1e9;
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%,d of %,d%s files, %.1f of %.1f GB; %.0f files/s, %.1f MB/s; %,d listed",
                    known.get() + files,
                    foundFiles.get(),
                    counted ? "" : " or more",
                    (knownBytes.get() + bytes) / GIGABYTE,
                    foundBytes.get() / GIGABYTE,
                    files / seconds,
                    bytes / MEGABYTE / seconds,
                    total(Result.MATCH)));
            if (counted && files > 0) {
                double done = Math.min(
                        part(files, foundFiles.get() - known.get()), part(bytes, foundBytes.get() - knownBytes.get()));
                text.append("; about ")
                        .append(time(seconds * (1 - done) / done))
                        .append(" left");
            }
            progress.state(text.toString());
        }

        private static double part(long done, long of) {
            return of <= 0 ? 1 : Math.clamp((double) done / of, 1e-9, 1);
        }

        private static String time(double seconds) {
            long minutes = Math.round(seconds / 60);
            if (seconds < 100) {
                return Math.round(seconds) + " s";
            }
            return minutes < 100 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
        }

        /** Of this run and those that it goes on with. */
        long total(Result result) {
            Map<Result, Long> before = kept == null ? Map.of() : kept.before();
            return before.getOrDefault(result, 0L) + now.getOrDefault(result, 0L);
        }

        String summary() {
            long all = total(Result.MATCH) + total(Result.NO_MATCH) + total(Result.NOT_CHECKED);
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%,d %s: %,d listed, %,d not listed, %,d not checked",
                    all,
                    all == 1 ? "file" : "files",
                    total(Result.MATCH),
                    total(Result.NO_MATCH),
                    total(Result.NOT_CHECKED)));
            if (!whys.isEmpty()) {
                text.append(whys.entrySet().stream()
                        .map(why -> String.format(Locale.ROOT, "%,d %s", why.getValue(), why.getKey()))
                        .collect(Collectors.joining(", ", " (", ")")));
            }
            text.append('.');
            if (noPicture > 0) {
                text.append(String.format(
                        Locale.ROOT,
                        " %,d of these by their digests only, being no pictures that are read.",
                        noPicture));
            }
            if (known.get() > 0) {
                text.append(String.format(Locale.ROOT, " %,d were checked before.", known.get()));
            }
            if (passedOver.get() > 0) {
                text.append(
                        String.format(Locale.ROOT, " %,d links and special files were passed over.", passedOver.get()));
            }
            return text.toString();
        }
    }
}
