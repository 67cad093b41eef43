// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.value;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A hash of some kind. Immutable; not printed by {@link #toString}, since hashes of lists must not come into logs. */
public final class HashValue {
    private static final int HEX_PER_BYTE = 2;

    private final HashKind kind;
    private final byte[] bytes;

    private HashValue(HashKind kind, byte[] bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /**
     * From its bytes, which are copied.
     *
     * @throws IllegalArgumentException if there aren't as many as its kind has
     */
    public static HashValue of(HashKind kind, byte[] bytes) {
        if (bytes.length != kind.length()) {
            throw new IllegalArgumentException(
                    "A hash of kind " + kind + " has " + kind.length() + " bytes, this has " + bytes.length + ".");
        }
        return new HashValue(kind, bytes.clone());
    }

    /**
     * From text as lists write it: hexadecimal digits, in capitals or not, or Base64.
     *
     * @return empty if it is neither, or of another length than the kind has
     */
    public static Optional<HashValue> read(HashKind kind, String text) {
        if (text.length() == HEX_PER_BYTE * kind.length()) {
            return text.chars().allMatch(HexFormat::isHexDigit)
                    ? Optional.of(new HashValue(kind, HexFormat.of().parseHex(text)))
                    : Optional.empty();
        }
        if (text.length() == (kind.length() + 2) / 3 * 4) {
            try {
                byte[] bytes = Base64.getDecoder().decode(text);
                return bytes.length == kind.length() ? Optional.of(new HashValue(kind, bytes)) : Optional.empty();
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Its kind. */
    public HashKind kind() {
        return kind;
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Hexadecimal digits in small letters. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HashValue value && kind == value.kind && Arrays.equals(bytes, value.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
