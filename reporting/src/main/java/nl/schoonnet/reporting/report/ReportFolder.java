// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.document.DocumentFiles;
import nl.schoonnet.reporting.document.JsonFigures;
import nl.schoonnet.reporting.document.WholeFolder;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.source.RejectedFile;
import org.jspecify.annotations.Nullable;

/** The folder of a report, which is written whole or not at all. Not safe for use by many threads. */
public final class ReportFolder {
    private static final String MARK = "figures.json";
    private static final Set<String> ENTRIES =
            Set.of(MARK, "report.html", "report.pdf", "rejected.csv", "tables", "plots");

    private final Path path;

    private ReportFolder(Path path) {
        this.path = path;
    }

    /**
     * A folder that is still to be written: one that doesn't exist, is empty, or holds an earlier report and nothing else.
     *
     * @throws InputException if something else stands there, or nothing can be written there
     */
    public static ReportFolder at(Path path) {
        if (path.toString().isEmpty()) {
            throw new InputException("folder_unnamed", "", 0, "--out names no folder; name one.");
        }
        Path absolute = path.toAbsolutePath().normalize();
        boolean free = !Files.exists(absolute) || (Files.isDirectory(absolute) && isReportOrEmpty(absolute));
        if (!free || absolute.getParent() == null) {
            throw new InputException(
                    "folder_in_use",
                    String.valueOf(path.getFileName()),
                    0,
                    path + " holds something else than a report; name another --out, or empty it first.");
        }
        if (!canBeMade(absolute.getParent())) {
            throw notWritable(path, null);
        }
        return new ReportFolder(absolute);
    }

    /** What replaces a report removes it, so a folder that also holds somebody's own file is no report. */
    private static boolean isReportOrEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = entries.map(e -> e.getFileName().toString()).toList();
            return names.isEmpty() || (names.contains(MARK) && ENTRIES.containsAll(names));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Known before hours of computing, not after. */
    private static boolean canBeMade(Path folder) {
        Path standing = folder;
        while (!Files.exists(standing) && standing.getParent() != null) {
            standing = standing.getParent();
        }
        return Files.isDirectory(standing) && Files.isWritable(standing);
    }

    private static InputException notWritable(Path path, @Nullable Exception cause) {
        String sentence = path + " can't be written; name another --out, or see whether the disk is full.";
        String name = String.valueOf(path.getFileName());
        return cause == null
                ? new InputException("folder_not_writable", name, 0, sentence)
                : new InputException("folder_not_writable", name, 0, sentence, cause);
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
        try {
            write(files(figures, document, rejections), closed);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    /**
     * Writes a report whose figures are made elsewhere.
     *
     * @param figures as JSON
     * @param closed whether only the owner may read it
     */
    public void write(String figures, Document document, boolean closed) {
        Map<String, byte[]> files = new TreeMap<>(DocumentFiles.of(document));
        files.put(MARK, figures.getBytes(StandardCharsets.UTF_8));
        write(files, closed);
    }

    private void write(Map<String, byte[]> files, boolean closed) {
        try {
            WholeFolder.write(path, files, closed);
        } catch (IOException | UncheckedIOException e) {
            throw notWritable(path, e);
        }
    }

    private static Map<String, byte[]> files(Figures figures, Document document, List<Rejection> rejections)
            throws IOException {
        Map<String, byte[]> files = new TreeMap<>(DocumentFiles.of(document));
        files.put(MARK, JsonFigures.write(figures).getBytes(StandardCharsets.UTF_8));
        StringWriter rejected = new StringWriter();
        RejectedFile.write(rejections, rejected);
        files.put("rejected.csv", rejected.toString().getBytes(StandardCharsets.UTF_8));
        return files;
    }
}
