// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.reporting.document.WholeFolder;

/** The folder of a calibration, which is written whole or not at all. */
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
        try {
            WholeFolder.write(path, files, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
