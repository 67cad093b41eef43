// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.nio.file.Path;
import java.util.Arrays;
import javax.crypto.SecretKey;
import nl.schoonnet.hashing.segment.SealedFile;

/** Entries in sealed files: a column for each word, and the references. */
final class SavedEntries {
    private static final int PDQ = 4;

    private SavedEntries() {}

    static int kind(ExactKind kind) {
        return switch (kind) {
            case MD5 -> 1;
            case SHA1 -> 2;
            case SHA256 -> 3;
        };
    }

    static int pdq() {
        return PDQ;
    }

    /** Saves what a merge gave. */
    static void write(Path file, SecretKey key, int kind, int width, Holdings.Snapshot<? extends Index> merged) {
        Entries entries = merged.segments().isEmpty()
                ? Entries.none(width)
                : merged.segments().getFirst().index().live(Tombstones.NONE);
        long[][] columns = Arrays.copyOf(entries.words(), width + 1);
        columns[width] = entries.references();
        SealedFile.write(file, key, kind, merged.position(), columns);
    }

    static SealedFile.Contents read(Path file, SecretKey key, int kind, int width) {
        return SealedFile.read(file, key, kind, width + 1);
    }

    static Entries entries(SealedFile.Contents contents) {
        long[][] columns = contents.columns();
        int width = columns.length - 1;
        return new Entries(Arrays.copyOf(columns, width), columns[width]);
    }
}
