// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.schoonnet.internet.input.InputException;

/** The folder of a calibration: written beside its place and moved there when it is whole. */
final class CalibrationFolder {
    /** The file that tells an earlier calibration from something else. */
    static final String MARK = "calibration.csv";

    private final Path path;

    private CalibrationFolder(Path path) {
        this.path = path;
    }

    /** @throws InputException if something else than a calibration stands there */
    static CalibrationFolder at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        boolean free = !Files.exists(absolute) || Files.exists(absolute.resolve(MARK)) || isEmpty(absolute);
        if (!free || absolute.getParent() == null) {
            throw new InputException(
                    "folder_in_use",
                    String.valueOf(path.getFileName()),
                    0,
                    path + " holds something else than a calibration; name another --out, or empty it first.");
        }
        return new CalibrationFolder(absolute);
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    void write(Map<String, byte[]> files) {
        Path partial = beside("partial");
        Thread cleaner = new Thread(() -> delete(partial), "remove partial calibration");
        Runtime.getRuntime().addShutdownHook(cleaner);
        try {
            delete(partial);
            Files.createDirectories(partial);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(partial.resolve(file.getKey()), file.getValue());
            }
            Path old = beside("old");
            if (Files.exists(path)) {
                Files.move(path, old);
            }
            Files.move(partial, path);
            delete(old);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(partial);
        }
        Runtime.getRuntime().removeShutdownHook(cleaner);
    }

    private Path beside(String what) {
        return path.resolveSibling("." + path.getFileName() + "." + what + "-"
                + ProcessHandle.current().pid());
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> entries = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : entries) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
