// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.document.DocumentFiles;
import nl.schoonnet.reporting.document.JsonFigures;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.source.RejectedFile;

/**
 * The folder of a report. It is written beside its place and moved there when it is whole, so that an interruption leaves
 * what was there before. Not safe for use by many threads.
 */
public final class ReportFolder {
    private static final String MARK = "figures.json";

    private final Path path;

    private ReportFolder(Path path) {
        this.path = path;
    }

    /**
     * A folder that is still to be written: one that doesn't exist, is empty, or holds an earlier report.
     *
     * @throws InputException if something else stands there
     */
    public static ReportFolder at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        boolean free = !Files.exists(absolute)
                || (Files.isDirectory(absolute) && (Files.exists(absolute.resolve(MARK)) || isEmpty(absolute)));
        if (!free || absolute.getParent() == null) {
            throw new InputException(
                    "folder_in_use",
                    String.valueOf(path.getFileName()),
                    0,
                    path + " holds something else than a report; name another --out, or empty it first.");
        }
        return new ReportFolder(absolute);
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where the report stands when it is written. */
    public Path path() {
        return path;
    }

    /**
     * Writes the report.
     *
     * @param figures as the edition lets them through
     * @param closed whether only the owner may read it
     */
    public void write(Figures figures, Document document, List<Rejection> rejections, boolean closed) {
        Path partial = path.resolveSibling(
                "." + path.getFileName() + ".partial-" + ProcessHandle.current().pid());
        Thread cleaner = new Thread(() -> delete(partial), "remove partial report");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            Files.createDirectories(partial.getParent());
            delete(partial);
            if (closed) {
                Files.createDirectory(
                        partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(partial);
            }
            fill(partial, figures, document, rejections);
            replace(partial);
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    "folder_not_writable",
                    String.valueOf(path.getFileName()),
                    0,
                    path + " can't be written; name another --out, or see whether the disk is full.",
                    e);
        } finally {
            delete(partial);
            removeHook(cleaner);
        }
    }

    private static void removeHook(Thread cleaner) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs and finds nothing to remove, or what is to be removed.
            Thread.currentThread().interrupt();
        }
    }

    private static void fill(Path folder, Figures figures, Document document, List<Rejection> rejections)
            throws IOException {
        write(folder.resolve(MARK), JsonFigures.write(figures));
        for (Map.Entry<String, byte[]> file : DocumentFiles.of(document).entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        StringWriter rejected = new StringWriter();
        RejectedFile.write(rejections, rejected);
        write(folder.resolve("rejected.csv"), rejected.toString());
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private void replace(Path partial) throws IOException {
        if (!Files.exists(path)) {
            Files.move(partial, path);
            return;
        }
        Path old = path.resolveSibling(
                "." + path.getFileName() + ".old-" + ProcessHandle.current().pid());
        Files.move(path, old);
        Files.move(partial, path);
        delete(old);
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
