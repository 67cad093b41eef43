// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.LineReader;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.takedown.episode.Snapshot;
import org.jspecify.annotations.Nullable;

/** Reads the files of a snapshot folder in parallel and puts them together in the order of time. */
final class SnapshotReader {
    private static final String INDEX = "snapshots.csv";
    private static final String COLUMNS = "taken_at, file and items";

    /** The most faulty lines that one file reports one by one. */
    private static final int MAX_FAULTS_PER_FILE = 1_000;

    private record Entry(long nanos, String written, Path path, long indexed, long line) {}

    private record Content(BitSet listed, long lines, boolean readable, List<Rejection> faults, long further) {}

    private final Path folder;
    private final int items;
    private final ItemLookup lookup;
    private final int threads;
    private final long latest;
    private final ReadingLog log;

    SnapshotReader(Path folder, int items, ItemLookup lookup, int threads, long latest, ReadingLog log) {
        if (threads < 1) {
            throw new IllegalArgumentException("Reading needs at least one thread.");
        }
        this.folder = folder;
        this.items = items;
        this.lookup = lookup;
        this.threads = threads;
        this.latest = latest;
        this.log = log;
    }

    Snapshots read() {
        List<Entry> entries = index();
        Runs runs = new Runs(items);
        List<Snapshot> snapshots = new ArrayList<>(entries.size());
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            // A window, so that the sets of few snapshots are in memory at once.
            List<Future<Content>> window = new ArrayList<>();
            int submitted = 0;
            try {
                for (int i = 0; i < entries.size(); i++) {
                    while (submitted < entries.size() && submitted < i + 2 * threads) {
                        Entry entry = entries.get(submitted++);
                        window.add(pool.submit(() -> content(entry)));
                    }
                    Content content = result(window.removeFirst());
                    Entry entry = entries.get(i);
                    content.faults.forEach(log);
                    if (content.further > 0) {
                        log.note(entry.written, "", "further_faulty_lines", content.further);
                    }
                    runs.add(i, content.listed);
                    snapshots.add(new Snapshot(
                            Timestamps.toInstant(entry.nanos),
                            content.lines,
                            OptionalLong.of(entry.indexed),
                            content.readable));
                    log.progress(INDEX, i + 1L);
                }
            } finally {
                pool.shutdownNow();
            }
        }
        return runs.finish(snapshots, entries.stream().map(Entry::written).toList());
    }

    private static Content result(Future<Content> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted", INDEX, 0, "Reading the snapshots was interrupted; start again.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A snapshot could not be read.", e.getCause());
        }
    }

    private List<Entry> index() {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    "missing_file",
                    String.valueOf(folder.getFileName()),
                    0,
                    folder + " is no folder that can be read; check the path.");
        }
        List<Entry> entries = new ArrayList<>();
        Set<Long> times = new HashSet<>();
        try (CsvRows rows = CsvRows.open(folder.resolve(INDEX), true, log)) {
            rows.demand(COLUMNS, "taken_at", "file", "items");
            int takenAt = rows.required("taken_at", COLUMNS);
            int file = rows.required("file", COLUMNS);
            int count = rows.required("items", COLUMNS);
            while (rows.next()) {
                Row row = new Row(rows);
                long nanos = row.time(takenAt);
                if (nanos > latest) {
                    row.fault(takenAt, "in_the_future");
                }
                String written = row.text(file);
                if (row.isGood() && rows.isBlank(count)) {
                    row.fault(count, "missing_value");
                }
                Long indexed = row.count(count);
                Path path = row.isGood() ? inside(written) : null;
                if (path == null) {
                    row.fault(file, "outside_folder");
                } else if (!times.add(nanos)) {
                    row.fault(takenAt, "duplicate_time");
                }
                if (row.isGood() && path != null && indexed != null) {
                    entries.add(new Entry(nanos, written, path, indexed, rows.line()));
                }
            }
        }
        entries.sort(Comparator.comparingLong(Entry::nanos));
        return entries;
    }

    /** The file, or null if it lies outside the folder, also by way of a symbolic link. */
    private @Nullable Path inside(String written) {
        try {
            Path path = folder.resolve(written).normalize();
            Path top = folder.normalize();
            if (!path.startsWith(top) || path.equals(top)) {
                return null;
            }
            boolean within = !Files.exists(path) || path.toRealPath().startsWith(folder.toRealPath());
            return within ? path : null;
        } catch (InvalidPathException | IOException e) {
            return null;
        }
    }

    private Content content(Entry entry) {
        BitSet listed = new BitSet(items);
        List<Rejection> faults = new ArrayList<>();
        long[] counts = new long[3];
        try (LineReader reader = LineReader.open(entry.path, rejection -> {
            boolean line =
                    rejection.code().equals("not_utf_8") || rejection.code().equals("line_too_long");
            counts[line ? 0 : 1]++;
            if (faults.size() < MAX_FAULTS_PER_FILE) {
                faults.add(new Rejection(entry.written, rejection.line(), rejection.field(), rejection.code()));
            } else {
                counts[2]++;
            }
        })) {
            long lines = 0;
            for (String line = reader.next(); line != null; line = reader.next()) {
                String url = line.strip();
                if (url.isEmpty()) {
                    continue;
                }
                if (reader.lineNumber() > CsvRows.MAX_LINES) {
                    faults.add(new Rejection(entry.written, reader.lineNumber(), "", "too_many_lines"));
                    return new Content(listed, lines, false, faults, counts[2]);
                }
                lines++;
                int index = lookup.index("", url);
                if (index >= items) {
                    throw new IllegalArgumentException("The look-up gave item " + index + " of " + items + ".");
                }
                if (index >= 0) {
                    listed.set(index);
                }
            }
            return new Content(listed, lines + counts[0], counts[1] == 0, faults, counts[2]);
        } catch (InputException e) {
            faults.add(new Rejection(INDEX, entry.line, "file", e.code()));
            return new Content(new BitSet(), 0, false, faults, counts[2]);
        }
    }

    /** Runs of neighbouring snapshots that list an item, made from one snapshot after another. */
    private static final class Runs {
        private final int items;
        private final int[] open;
        private BitSet before = new BitSet();
        private int[] item = new int[1 << 12];
        private int[] start = new int[1 << 12];
        private int[] end = new int[1 << 12];
        private int size;

        Runs(int items) {
            this.items = items;
            this.open = new int[items];
        }

        void add(int snapshot, BitSet listed) {
            BitSet changed = (BitSet) listed.clone();
            changed.xor(before);
            for (int i = changed.nextSetBit(0); i >= 0; i = changed.nextSetBit(i + 1)) {
                if (listed.get(i)) {
                    open[i] = snapshot;
                } else {
                    close(i, snapshot - 1);
                }
            }
            before = listed;
        }

        private void close(int which, int last) {
            if (size == item.length) {
                item = Arrays.copyOf(item, size * 2);
                start = Arrays.copyOf(start, size * 2);
                end = Arrays.copyOf(end, size * 2);
            }
            item[size] = which;
            start[size] = open[which];
            end[size++] = last;
        }

        Snapshots finish(List<Snapshot> snapshots, List<String> files) {
            for (int i = before.nextSetBit(0); i >= 0; i = before.nextSetBit(i + 1)) {
                close(i, snapshots.size() - 1);
            }
            int[] first = new int[items + 1];
            for (int run = 0; run < size; run++) {
                first[item[run] + 1]++;
            }
            for (int i = 0; i < items; i++) {
                first[i + 1] += first[i];
            }
            int[] next = first.clone();
            int[] starts = new int[size];
            int[] ends = new int[size];
            // Runs were closed in the order of time, so each item's stay in order.
            for (int run = 0; run < size; run++) {
                int place = next[item[run]]++;
                starts[place] = start[run];
                ends[place] = end[run];
            }
            return new Snapshots(snapshots, files, first, starts, ends);
        }
    }
}
