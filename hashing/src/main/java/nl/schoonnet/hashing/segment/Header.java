// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.segment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The first bytes of a sealed file: magic, format version, kind, number of columns, number of rows, position, salt. Known
 * without the key; changed by nobody without it, since the seal covers it.
 */
final class Header {
    static final int VERSION = 1;

    /**
     * The bytes of a block before it is sealed, but for the last. Small, since a JVM that has just started turns to the
     * processor's AES instructions only after some thousand blocks, however large they are.
     */
    static final int BLOCK = 1 << 14;

    static final int SALT = 32;
    static final int BYTES = 8 + 3 * Integer.BYTES + 2 * Long.BYTES + SALT;

    private static final byte[] MAGIC = "SNsealed".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_COLUMNS = 16;
    private static final int VERSION_AT = 8;
    private static final int MAX_ROWS = Integer.MAX_VALUE - 16;

    private final byte[] bytes;

    private Header(byte[] bytes) {
        this.bytes = bytes;
    }

    static Header of(int kind, int columns, long rows, long position) {
        if (columns < 1 || columns > MAX_COLUMNS) {
            throw new IllegalArgumentException("1 to " + MAX_COLUMNS + " columns");
        }
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return new Header(ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(kind)
                .putInt(columns)
                .putLong(rows)
                .putLong(position)
                .put(salt)
                .array());
    }

    /** Reads what stands there; nothing but magic and version is checked. */
    static Header read(MemorySegment file, Faults faults) {
        byte[] bytes = file.asSlice(0, Math.min(BYTES, file.byteSize())).toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < MAGIC.length; i++) {
            if (i >= bytes.length || bytes[i] != MAGIC[i]) {
                throw faults.foreign();
            }
        }
        if (bytes.length < BYTES) {
            throw faults.truncated(bytes.length, BYTES);
        }
        int version = ByteBuffer.wrap(bytes).getInt(VERSION_AT);
        if (version > VERSION) {
            throw faults.newer(version);
        }
        if (version != VERSION) {
            throw faults.foreign();
        }
        return new Header(bytes);
    }

    /** Holds it against what is asked for and the length of the file, once the seal has said that it is unchanged. */
    void check(int expectedKind, int expectedColumns, long length, Faults faults) {
        if (kind() != expectedKind || columns() != expectedColumns) {
            throw faults.otherKind();
        }
        if (rows() < 0 || rows() > MAX_ROWS) {
            throw faults.damaged("its header says " + rows() + " rows");
        }
        if (length < fileLength()) {
            throw faults.truncated(length, fileLength());
        }
        if (length > fileLength()) {
            throw faults.damaged("it is longer than its header says");
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    byte[] salt() {
        byte[] salt = new byte[SALT];
        System.arraycopy(bytes, BYTES - SALT, salt, 0, SALT);
        return salt;
    }

    private int kind() {
        return ByteBuffer.wrap(bytes).getInt(12);
    }

    private int columns() {
        return ByteBuffer.wrap(bytes).getInt(16);
    }

    long rows() {
        return ByteBuffer.wrap(bytes).getLong(20);
    }

    long position() {
        return ByteBuffer.wrap(bytes).getLong(28);
    }

    private long plainLength() {
        return rows() * columns() * Long.BYTES;
    }

    int blocks() {
        return Math.toIntExact((plainLength() + BLOCK - 1) / BLOCK);
    }

    /** The bytes of a block before it is sealed. */
    int length(int block) {
        return (int) Math.min(BLOCK, plainLength() - (long) block * BLOCK);
    }

    /** Which of all longs is the first of a block. */
    long firstLong(int block) {
        return (long) block * (BLOCK / Long.BYTES);
    }

    /** Where a sealed block begins in the file. */
    long offset(int block) {
        return BYTES + Seal.TAG + (long) block * (BLOCK + Seal.TAG);
    }

    long fileLength() {
        return BYTES + Seal.TAG + plainLength() + (long) blocks() * Seal.TAG + Seal.DIGEST;
    }
}
