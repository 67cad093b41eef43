// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * A PDQ hash: 256 bits. Bit 255 is the leftmost in hexadecimal (Meta, <i>The TMK+PDQF video-hashing algorithm and the PDQ
 * image-hashing algorithm</i>, 2019). Not printed by {@link #toString}, since hashes of lists must not come into logs.
 *
 * @param bits255to192 the first 16 hexadecimal digits
 * @param bits191to128 the next 16
 * @param bits127to64 the next 16
 * @param bits63to0 the last 16
 */
public record PdqHash(long bits255to192, long bits191to128, long bits127to64, long bits63to0) {
    /** The number of bits. */
    public static final int BITS = 256;

    private static final int HEX_DIGITS = BITS / 4;
    private static final int WORD_DIGITS = 16;

    /**
     * Reads 64 hexadecimal digits, in capitals or not.
     *
     * @throws IllegalArgumentException if it isn't 64 such digits; the message doesn't repeat them
     */
    public static PdqHash ofHex(String hex) {
        if (hex.length() != HEX_DIGITS) {
            throw new IllegalArgumentException("A PDQ hash has 64 hexadecimal digits, this has " + hex.length() + ".");
        }
        return new PdqHash(word(hex, 0), word(hex, 1), word(hex, 2), word(hex, 3));
    }

    /**
     * A hash as a list has it.
     *
     * @throws IllegalArgumentException if it is of another kind
     */
    public static PdqHash of(HashValue value) {
        if (value.kind() != HashKind.PDQ) {
            throw new IllegalArgumentException("A hash of kind " + value.kind() + " is no PDQ hash.");
        }
        ByteBuffer words = ByteBuffer.wrap(value.bytes());
        return new PdqHash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    private static long word(String hex, int number) {
        long word = 0;
        for (int i = number * WORD_DIGITS; i < (number + 1) * WORD_DIGITS; i++) {
            if (!HexFormat.isHexDigit(hex.charAt(i))) {
                throw new IllegalArgumentException(
                        "A PDQ hash has 64 hexadecimal digits, character " + (i + 1) + " is none.");
            }
            word = word << 4 | HexFormat.fromHexDigit(hex.charAt(i));
        }
        return word;
    }

    /** 64 hexadecimal digits in small letters. */
    public String hex() {
        HexFormat digits = HexFormat.of();
        return digits.toHexDigits(bits255to192)
                + digits.toHexDigits(bits191to128)
                + digits.toHexDigits(bits127to64)
                + digits.toHexDigits(bits63to0);
    }

    /** The number of bits in which two hashes differ, 0 to 256. */
    public int distance(PdqHash other) {
        return Long.bitCount(bits255to192 ^ other.bits255to192)
                + Long.bitCount(bits191to128 ^ other.bits191to128)
                + Long.bitCount(bits127to64 ^ other.bits127to64)
                + Long.bitCount(bits63to0 ^ other.bits63to0);
    }

    @Override
    public String toString() {
        return "PdqHash";
    }
}
