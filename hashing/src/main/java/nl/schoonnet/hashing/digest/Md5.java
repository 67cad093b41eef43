// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.digest;

/**
 * An MD5 digest (RFC 1321): 16 bytes, the first byte highest.
 *
 * @param first the first 8 bytes
 * @param last the last 8 bytes
 */
public record Md5(long first, long last) implements Digest {
    /** The number of bytes. */
    public static final int BYTES = 16;

    /**
     * Reads 32 hexadecimal digits, in capitals or not.
     *
     * @throws IllegalArgumentException if it isn't 32 such digits; the message doesn't repeat them
     */
    public static Md5 ofHex(String hex) {
        return ofBytes(Words.bytes("An MD5 digest", BYTES, hex));
    }

    /**
     * Takes 16 bytes, which are copied.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static Md5 ofBytes(byte[] bytes) {
        Words.checkLength("An MD5 digest", BYTES, bytes);
        return new Md5(Words.longAt(bytes, 0), Words.longAt(bytes, 8));
    }

    @Override
    public String hex() {
        return Words.hex(first) + Words.hex(last);
    }

    @Override
    public String toString() {
        return "Md5";
    }
}
