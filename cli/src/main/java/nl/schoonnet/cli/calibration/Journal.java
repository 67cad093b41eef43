// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.internet.input.InputException;

/**
 * Finished data sets on file, one line each, so that a run of many hours can be interrupted and gone on with. A line names
 * its design with seed and kind of interval (designs that share data sets have the same seed); lines of a design that has since
 * changed in these are left aside. A last line
 * that a kill cut off is left aside too. Not for use by several processes at once.
 */
final class Journal {
    private static final int FIELDS = 9;

    private final Optional<Path> file;
    private final Map<String, List<Outcome>> outcomes = new HashMap<>();

    private Journal(Optional<Path> file) {
        this.file = file;
    }

    /** Keeps nothing. */
    static Journal none() {
        return new Journal(Optional.empty());
    }

    /**
     * The journal in a file, which needn't exist yet.
     *
     * @throws InputException if the file is something else than a journal
     */
    static Journal in(Path file) {
        Journal journal = new Journal(Optional.of(file));
        if (Files.exists(file)) {
            journal.read(file);
        }
        return journal;
    }

    private void read(Path file) {
        try {
            String text = Files.readString(file);
            int end = text.lastIndexOf('\n') + 1;
            List<String> lines = text.substring(0, end).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String[] fields = lines.get(i).split(",", -1);
                if (!fields[0].equals("set") || fields.length != FIELDS) {
                    throw notAJournal(file, i + 1);
                }
                add(fields);
            }
            if (end < text.length()) {
                cutAfter(file, text.substring(0, end));
            }
        } catch (MalformedInputException | NumberFormatException e) {
            throw notAJournal(file, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void cutAfter(Path file, String whole) throws IOException {
        if (whole.isEmpty()) {
            throw notAJournal(file, 1);
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(whole.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private static InputException notAJournal(Path file, int line) {
        return new InputException(
                "no_journal",
                String.valueOf(file.getFileName()),
                line,
                file + ", line " + line
                        + ": isn't a line of a calibration's journal; name another file with --resume.");
    }

    private void add(String[] fields) {
        List<Outcome> known = outcomes.computeIfAbsent(fields[1], d -> new ArrayList<>());
        // A block is written in order, and only after the one before it.
        if (Integer.parseInt(fields[2]) == known.size()) {
            known.add(new Outcome(
                    Integer.parseInt(fields[3]),
                    Integer.parseInt(fields[4]),
                    Integer.parseInt(fields[5]),
                    Double.parseDouble(fields[6]),
                    Double.parseDouble(fields[7]),
                    Boolean.parseBoolean(fields[8])));
        }
    }

    private static String key(Design design) {
        return String.format(Locale.ROOT, "%s/%016x/%s", design.name(), design.seed(), design.interval());
    }

    /** What is known of a design, from its first data set on. */
    List<Outcome> of(Design design) {
        return outcomes.getOrDefault(key(design), List.of());
    }

    /** Adds the data sets from number {@code from} on; on file when this returns. */
    void add(Design design, int from, List<Outcome> block) {
        if (file.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < block.size(); i++) {
            Outcome o = block.get(i);
            lines.append(String.join(
                            ",",
                            "set",
                            key(design),
                            Integer.toString(from + i),
                            Integer.toString(o.intervals()),
                            Integer.toString(o.hits()),
                            Integer.toString(o.without()),
                            Double.toString(o.width()),
                            Double.toString(o.error()),
                            Boolean.toString(o.collapsed())))
                    .append('\n');
        }
        try {
            Files.writeString(
                    file.get(), lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
