// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import java.util.Arrays;
import java.util.HexFormat;

/** A value of a licensed hash. Not printed by {@link #toString}, since hashes of lists must not come into logs. */
public final class LicensedValue {
    private final byte[] bytes;

    private LicensedValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies bytes. */
    public static LicensedValue of(byte[] bytes) {
        return new LicensedValue(bytes.clone());
    }

    /**
     * Reads hexadecimal digits, in capitals or not.
     *
     * @throws IllegalArgumentException if it isn't pairs of such digits; the message doesn't repeat them
     */
    public static LicensedValue ofHex(String hex) {
        if (hex.length() % 2 != 0 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("A licensed hash is written in pairs of hexadecimal digits.");
        }
        return new LicensedValue(HexFormat.of().parseHex(hex));
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /**
     * A byte.
     *
     * @param index 0 to {@code length() - 1}
     * @return 0 to 255
     */
    public int at(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }

    /** Two hexadecimal digits per byte, in small letters. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LicensedValue value && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "LicensedValue";
    }
}
