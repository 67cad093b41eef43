// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.digest;

/**
 * A SHA-256 digest (FIPS 180-4): 32 bytes, the first byte highest.
 *
 * @param first bytes 1 to 8
 * @param second bytes 9 to 16
 * @param third bytes 17 to 24
 * @param last bytes 25 to 32
 */
public record Sha256(long first, long second, long third, long last) implements Digest {
    /** The number of bytes. */
    public static final int BYTES = 32;

    /**
     * Reads 64 hexadecimal digits, in capitals or not.
     *
     * @throws IllegalArgumentException if it isn't 64 such digits; the message doesn't repeat them
     */
    public static Sha256 ofHex(String hex) {
        return ofBytes(Words.bytes("A SHA-256 digest", BYTES, hex));
    }

    /**
     * Takes 32 bytes, which are copied.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static Sha256 ofBytes(byte[] bytes) {
        Words.checkLength("A SHA-256 digest", BYTES, bytes);
        return new Sha256(
                Words.longAt(bytes, 0), Words.longAt(bytes, 8), Words.longAt(bytes, 16), Words.longAt(bytes, 24));
    }

    @Override
    public String hex() {
        return Words.hex(first) + Words.hex(second) + Words.hex(third) + Words.hex(last);
    }

    @Override
    public String toString() {
        return "Sha256";
    }
}
