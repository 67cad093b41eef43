// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The notices of all files, in the order of the files and their rows; those from SCART come last, by their item.
 *
 * @param notices one per usable row; from SCART one per item, joined over its exports
 * @param findings what SCART knew of looks, one per item of SCART
 * @param inclusionNeverStated whether there is a column {@code inclusion} that no row fills, so that it was taken as absent
 */
public record Notices(List<Notice> notices, List<ScartFinding> findings, boolean inclusionNeverStated) {
    /** Copies the lists. */
    public Notices {
        notices = List.copyOf(notices);
        findings = List.copyOf(findings);
    }

    /**
     * Reads notices as CSV or SCART's exports, told apart by their header.
     *
     * @param files CSV with {@code ,} or {@code ;}, plain or gzip
     * @param keep lower-case names of further columns to keep in {@link Notice#others()}
     * @param log receives rejected rows, notes about files, and progress
     * @throws nl.schoonnet.internet.input.InputException if a file can't be used at all, or lacks a column to keep
     */
    public static Notices read(List<Path> files, Set<String> keep, ReadingLog log) {
        return NoticeReader.read(files, keep, log);
    }

    /**
     * Reads notices in our own columns from a stream, one after the other, without keeping them.
     *
     * @param name what rejections call the stream
     * @param in CSV with {@code ,} or {@code ;}, plain or gzip; it is closed
     * @param sink receives each good row, in order, on the calling thread
     * @throws nl.schoonnet.internet.input.InputException if it can't be used at all
     */
    public static void each(String name, InputStream in, ReadingLog log, Consumer<Notice> sink) {
        NoticeReader.each(name, in, log, sink);
    }

    /**
     * Whether a file is one of SCART's exports, by its header.
     *
     * @throws nl.schoonnet.internet.input.InputException if it has no header that can be read
     */
    public static boolean fromScart(Path file) {
        return NoticeReader.fromScart(file);
    }

    /**
     * Writes notices in our own columns, so that {@link #each} reads the same again but for {@link Notice#others()} and the
     * place of the row.
     *
     * @param out UTF-8 is written to it; is flushed and stays open
     * @throws java.io.IOException if it can't be written
     */
    public static void write(Iterable<Notice> notices, OutputStream out) throws IOException {
        NoticeWriter.write(notices, out);
    }
}
