// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import nl.schoonnet.internet.input.Rejection;

/**
 * What happened while files were read: rejected rows, notes about files, progress. Rejections are counted all and kept up
 * to {@value #KEPT}, so that a hostile file can't fill the memory. Safe for use by many threads; the order of what it keeps
 * is the order of the calls, which every reader makes independent of its threads.
 */
public final class ReadingLog implements Consumer<Rejection> {
    /** How many rejections are kept one by one. */
    public static final int KEPT = 1_000_000;

    /** Hears, now and then, how far a file has been read. */
    @FunctionalInterface
    public interface Progress {
        /** So many lines of this file have been read. Called by the thread that reads. */
        void lines(String file, long lines);
    }

    private record NoteKey(String file, String field, String code) {}

    private final Progress progress;
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<NoteKey, Long> notes = new LinkedHashMap<>();
    private final SortedMap<String, Long> countByCode = new TreeMap<>();
    private long count;

    /** A log that tells nobody how far it is. */
    public ReadingLog() {
        this((file, lines) -> {});
    }

    /** A log that passes on progress. */
    public ReadingLog(Progress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void accept(Rejection rejection) {
        count++;
        countByCode.merge(rejection.code(), 1L, Long::sum);
        if (rejections.size() < KEPT) {
            rejections.add(rejection);
        }
    }

    /** The rejections in the order of reading, the first {@value #KEPT} of them. */
    public synchronized List<Rejection> rejections() {
        return List.copyOf(rejections);
    }

    /** How many rejections there were, also those that were not kept. */
    public synchronized long count() {
        return count;
    }

    /** How many rejections there were of each code. */
    public synchronized SortedMap<String, Long> countByCode() {
        return new TreeMap<>(countByCode);
    }

    /** What was noted about files, in the order of the first mention. */
    public synchronized List<FileNote> notes() {
        return notes.entrySet().stream()
                .map(e -> new FileNote(
                        e.getKey().file(), e.getKey().field(), e.getKey().code(), e.getValue()))
                .toList();
    }

    synchronized void note(String file, String field, String code) {
        note(file, field, code, 1);
    }

    synchronized void note(String file, String field, String code, long times) {
        notes.merge(new NoteKey(file, field, code), times, Long::sum);
    }

    void progress(String file, long lines) {
        progress.lines(file, lines);
    }
}
