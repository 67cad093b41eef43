// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The digests that are matched exactly, and how their bytes become words.
 *
 * <p>The first word of a stored key is a linear combination of all its words, so that made-up keys (a counter, one byte
 * repeated) spread as evenly as digests do; with the other words it still determines the key.
 */
public enum ExactKind {
    /** 16 bytes. */
    MD5(16),
    /** 20 bytes. */
    SHA1(20),
    /** 32 bytes. */
    SHA256(32);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private final int bytes;
    private final int words;

    ExactKind(int bytes) {
        this.bytes = bytes;
        this.words = (bytes + Long.BYTES - 1) / Long.BYTES;
    }

    /** The length of a digest, in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The length of a stored key, in words. */
    int words() {
        return words;
    }

    /** The first word of the stored key whose digest begins at a place; never read beyond the digest. */
    long first(byte[] digests, int at) {
        long mixed = Keys.mixed((long) LONG.get(digests, at), (long) LONG.get(digests, at + Long.BYTES));
        return words == 2 ? mixed : mixed + Keys.mixedRest(word(digests, at, 2), word(digests, at, 3));
    }

    /** Word 1 to 3 of the stored key; 0 beyond its end. */
    long rest(byte[] digests, int at, int number) {
        return word(digests, at, number);
    }

    private long word(byte[] digests, int at, int number) {
        int from = number * Long.BYTES;
        if (from + Long.BYTES <= bytes) {
            return (long) LONG.get(digests, at + from);
        }
        return from < bytes ? Integer.toUnsignedLong((int) INT.get(digests, at + from)) : 0;
    }
}
