// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.digest;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * The three digests of the same bytes. MD5 and SHA-1 protect nothing; lists of known files use them.
 *
 * @param md5 MD5
 * @param sha1 SHA-1
 * @param sha256 SHA-256
 * @param bytes how many bytes there were
 */
public record Digests(HashValue md5, HashValue sha1, HashValue sha256, long bytes) {
    private static final int CHUNK = 1 << 16;

    /**
     * Digests a stream to its end in one pass, 64 KiB at a time. Doesn't close it.
     *
     * @param mostBytes the most that is read, 0 or more
     * @throws TooLongException if there is more; at most 64 KiB beyond the limit have then been read
     * @throws IOException if the stream fails
     */
    public static Digests of(InputStream in, long mostBytes) throws IOException {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("A limit of bytes is 0 or more.");
        }
        Running running = new Running();
        byte[] chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            running.take(chunk, read);
            if (running.bytes > mostBytes) {
                throw new TooLongException(mostBytes);
            }
        }
        return running.end();
    }

    /** Digests bytes, which aren't kept. */
    public static Digests of(byte[] bytes) {
        Running running = new Running();
        running.take(bytes, bytes.length);
        return running.end();
    }

    private static final class Running {
        private final MessageDigest md5 = digest("MD5");
        private final MessageDigest sha1 = digest("SHA-1");
        private final MessageDigest sha256 = digest("SHA-256");
        private long bytes;

        void take(byte[] chunk, int length) {
            md5.update(chunk, 0, length);
            sha1.update(chunk, 0, length);
            sha256.update(chunk, 0, length);
            bytes += length;
        }

        Digests end() {
            return new Digests(
                    HashValue.of(HashKind.MD5, md5.digest()),
                    HashValue.of(HashKind.SHA1, sha1.digest()),
                    HashValue.of(HashKind.SHA256, sha256.digest()),
                    bytes);
        }
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + name + ", which every Java must have.", e);
        }
    }
}
