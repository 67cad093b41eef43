// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.checks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import nl.schoonnet.benchmarks.Splitmix;

/** MD5 digests of nothing, each by its number: the listed ones and others. */
public final class MadeUp {
    /** Bytes of a digest. */
    public static final int LENGTH = 16;

    private static final Splitmix LISTED = new Splitmix(42);
    private static final Splitmix OTHERS = new Splitmix(43);

    private MadeUp() {}

    /** Writes the digest of a number. */
    public static void put(ByteBuffer to, boolean listed, long number) {
        Splitmix words = listed ? LISTED : OTHERS;
        to.putLong(words.at(2 * number)).putLong(words.at(2 * number + 1));
    }

    /** The digits of one. */
    public static String hex(boolean listed, long number) {
        ByteBuffer digest = ByteBuffer.allocate(LENGTH);
        put(digest, listed, number);
        return HexFormat.of().formatHex(digest.array());
    }

    /** Writes a list of the first digests, one a line. */
    static void list(Path file, long count) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long number = 0; number < count; number++) {
                out.write(hex(true, number).getBytes(StandardCharsets.US_ASCII));
                out.write('\n');
            }
        }
    }
}
