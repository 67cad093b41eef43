// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A folder that is written whole or not at all: beside its place first, then moved there. An interrupted process leaves what
 * stood there before and nothing beside it; what a killed one left goes when the next one writes to the same place. For use by
 * one thread at a time, and by one machine: processes are told apart by their number.
 */
public final class WholeFolder {
    private static final String PARTIAL = "partial";
    private static final String OLD = "old";

    private final Path place;
    private final Path parent;
    private final boolean closed;
    private final Path partial;
    private final Path old;

    /** Held for each step of the work, and for good by a process that ends. */
    private final ReentrantLock step = new ReentrantLock();

    private WholeFolder(Path place, boolean closed) {
        this.place = place.toAbsolutePath().normalize();
        this.parent = Objects.requireNonNull(this.place.getParent(), "a folder stands in another one");
        this.closed = closed;
        this.partial = beside(PARTIAL);
        this.old = beside(OLD);
    }

    /**
     * Writes the folder and removes what stood in its place.
     *
     * @param place where; not a root
     * @param files contents by path within the folder, with {@code /} between names
     * @param closed whether only the owner may read it: folders 0700 and files 0600 where the file system has such permissions
     * @throws IOException if it can't be written; what stood there before stands there still
     */
    public static void write(Path place, Map<String, byte[]> files, boolean closed) throws IOException {
        new WholeFolder(place, closed).write(files);
    }

    private void write(Map<String, byte[]> files) throws IOException {
        Thread cleaner = new Thread(this::stop, "remove partial folder");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            begin();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(file.getKey(), file.getValue());
            }
            finish();
        } finally {
            step.lock();
            try {
                delete(partial);
            } finally {
                step.unlock();
            }
            forget(cleaner);
        }
    }

    /** The process ends: the writer halts before its next step, since the lock stays taken. */
    private void stop() {
        step.lock();
        delete(partial);
    }

    private void forget(Thread cleaner) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException ending) {
            // The hook runs already and finds nothing left to remove.
        }
    }

    private void begin() throws IOException {
        step.lock();
        try {
            Files.createDirectories(parent);
            sweep(PARTIAL);
            create(partial);
        } finally {
            step.unlock();
        }
    }

    private void put(String name, byte[] content) throws IOException {
        step.lock();
        try {
            Path file = partial.resolve(name);
            int folder = name.lastIndexOf('/');
            if (folder >= 0) {
                create(partial.resolve(name.substring(0, folder)));
            }
            Files.write(file, content);
            if (closed && hasPermissions(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } finally {
            step.unlock();
        }
    }

    private void create(Path folder) throws IOException {
        if (closed && hasPermissions(parent)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static boolean hasPermissions(Path standing) throws IOException {
        return Files.getFileStore(standing).supportsFileAttributeView(PosixFileAttributeView.class);
    }

    private void finish() throws IOException {
        step.lock();
        try {
            delete(old);
            if (Files.exists(place)) {
                Files.move(place, old);
                try {
                    Files.move(partial, place);
                } catch (IOException e) {
                    Files.move(old, place); // what stood there goes back to where it was
                    throw e;
                }
            } else {
                Files.move(partial, place);
            }
            sweep(OLD);
        } finally {
            step.unlock();
        }
    }

    private Path beside(String what) {
        return place.resolveSibling(prefix(what) + ProcessHandle.current().pid());
    }

    private String prefix(String what) {
        return "." + place.getFileName() + "." + what + "-";
    }

    /** Removes what this process, or one that is no longer alive, left beside the place. */
    private void sweep(String what) throws IOException {
        List<Path> left;
        try (Stream<Path> entries = Files.list(parent)) {
            left = entries.filter(e -> isLeft(String.valueOf(e.getFileName()), prefix(what)))
                    .toList();
        }
        left.forEach(WholeFolder::delete);
    }

    private static boolean isLeft(String name, String prefix) {
        OptionalLong writer = name.startsWith(prefix) ? number(name.substring(prefix.length())) : OptionalLong.empty();
        return writer.isPresent()
                && (writer.getAsLong() == ProcessHandle.current().pid()
                        || ProcessHandle.of(writer.getAsLong()).isEmpty());
    }

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
