// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.digest;

/**
 * A SHA-1 digest (FIPS 180-4): 20 bytes, the first byte highest.
 *
 * @param first bytes 1 to 8
 * @param second bytes 9 to 16
 * @param last bytes 17 to 20
 */
public record Sha1(long first, long second, int last) implements Digest {
    /** The number of bytes. */
    public static final int BYTES = 20;

    /**
     * Reads 40 hexadecimal digits, in capitals or not.
     *
     * @throws IllegalArgumentException if it isn't 40 such digits; the message doesn't repeat them
     */
    public static Sha1 ofHex(String hex) {
        return ofBytes(Words.bytes("A SHA-1 digest", BYTES, hex));
    }

    /**
     * Takes 20 bytes, which are copied.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static Sha1 ofBytes(byte[] bytes) {
        Words.checkLength("A SHA-1 digest", BYTES, bytes);
        return new Sha1(Words.longAt(bytes, 0), Words.longAt(bytes, 8), Words.intAt(bytes, 16));
    }

    @Override
    public String hex() {
        return Words.hex(first) + Words.hex(second) + Words.hex(last);
    }

    @Override
    public String toString() {
        return "Sha1";
    }
}
