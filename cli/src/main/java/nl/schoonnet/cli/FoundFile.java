// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was found.
 *
 * @param path null for standard input
 * @param name as it is told
 */
record FoundFile(@Nullable Path path, String name, long size, FileTime modified) {
    private static final FileTime NEVER = FileTime.fromMillis(0);

    static FoundFile of(Path path, BasicFileAttributes attributes) {
        return new FoundFile(path, path.toString(), attributes.size(), attributes.lastModifiedTime());
    }

    static FoundFile standardInput() {
        return new FoundFile(null, "-", 0, NEVER);
    }

    /** What can't be told more of than its name. */
    static FoundFile named(Path path) {
        return new FoundFile(path, path.toString(), 0, NEVER);
    }

    InputStream open() throws IOException {
        return path == null ? System.in : Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether size and time are still what they were. */
    boolean unchanged() throws IOException {
        if (path == null) {
            return true;
        }
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return now.size() == size && now.lastModifiedTime().equals(modified);
    }
}
