// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import nl.schoonnet.internet.input.Rejection;

/** Files that a test writes, and what was said while they were read. */
final class SourceFolder {
    final ReadingLog log = new ReadingLog();
    private final Path folder;

    SourceFolder(Path folder) {
        this.folder = folder;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path lines(String name, String... lines) {
        return bytes(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Path bytes(String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path gzip(String name, byte[] bytes) {
        Path file = bytes(name, new byte[0]);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** What was rejected, each as {@code line:field:code}. */
    List<String> rejected() {
        return log.rejections().stream().map(SourceFolder::shortened).toList();
    }

    private static String shortened(Rejection rejection) {
        return rejection.line() + ":" + rejection.field() + ":" + rejection.code();
    }
}
