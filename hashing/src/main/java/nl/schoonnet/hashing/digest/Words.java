// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Digests between bytes, machine words and hexadecimal digits; the first byte is the highest of its word. */
final class Words {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private Words() {}

    static long longAt(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }

    static int intAt(byte[] bytes, int index) {
        return (int) INT.get(bytes, index);
    }

    static String hex(long word) {
        return HexFormat.of().toHexDigits(word);
    }

    static String hex(int word) {
        return HexFormat.of().toHexDigits(word);
    }

    static void checkLength(String what, int length, byte[] bytes) {
        if (bytes.length != length) {
            throw new IllegalArgumentException(what + " has " + length + " bytes, this has " + bytes.length + ".");
        }
    }

    static byte[] bytes(String what, int length, String hex) {
        if (hex.length() != 2 * length) {
            throw new IllegalArgumentException(
                    what + " has " + 2 * length + " hexadecimal digits, this has " + hex.length() + ".");
        }
        for (int i = 0; i < hex.length(); i++) {
            if (!HexFormat.isHexDigit(hex.charAt(i))) {
                throw new IllegalArgumentException(
                        what + " has " + 2 * length + " hexadecimal digits, character " + (i + 1) + " is none.");
            }
        }
        return HexFormat.of().parseHex(hex);
    }
}
