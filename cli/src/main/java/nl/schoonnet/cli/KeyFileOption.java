// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.nio.file.Path;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the key file is. */
final class KeyFileOption {
    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The key file (default: keys/vault.keys in the data folder).")
    @Nullable
    Path given;

    /** The file of a data folder. */
    Path in(Path data) {
        return given == null ? data.resolve("keys").resolve("vault.keys") : given;
    }

    /** The keys in it. */
    Keys open(Path data) {
        return Keys.open(new KeyFile(in(data)));
    }
}
