// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of 32 bytes as a value.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
    /** How many bytes. */
    public static final int BYTES = 32;

    /** The digest before any. */
    public static final Digest NONE = new Digest("0".repeat(2 * BYTES));

    /** Checks the form. */
    public Digest {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("A digest has 32 bytes.");
        }
    }

    /** These 32 bytes. */
    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(bytes));
    }

    /** SHA-256 of a message. */
    public static Digest sha256(byte[] message) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(message));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** Its bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Whether both are the same, in a time that doesn't tell how much of them is. */
    public boolean same(Digest other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    /** Shows nothing of it: a digest of an address doesn't belong into a log. */
    @Override
    public String toString() {
        return "Digest";
    }
}
