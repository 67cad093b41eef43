// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;

/** How the hashes of one fact stand in the database: sealed for that fact, and as keyed digests. */
final class SealedHashes {
    private SealedHashes() {}

    private static byte[] context(int source, long fact) {
        return ("hash fact " + source + " " + fact).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] seal(Keys keys, List<HashValue> values, int source, long fact) {
        ByteBuffer plain = ByteBuffer.allocate(
                values.stream().mapToInt(value -> 1 + value.kind().length()).sum());
        values.forEach(value -> plain.put(code(value.kind())).put(value.bytes()));
        return keys.seal(plain.array(), context(source, fact));
    }

    static List<HashValue> open(Keys keys, byte[] sealed, int source, long fact) {
        ByteBuffer plain = ByteBuffer.wrap(keys.open(sealed, context(source, fact)));
        List<HashValue> values = new ArrayList<>(2);
        while (plain.hasRemaining()) {
            HashKind kind = kind(plain.get());
            byte[] bytes = new byte[kind.length()];
            plain.get(bytes);
            values.add(HashValue.of(kind, bytes));
        }
        return values;
    }

    /** Never changes for a kind: it is in databases. */
    private static byte code(HashKind kind) {
        return switch (kind) {
            case MD5 -> 1;
            case SHA1 -> 2;
            case SHA256 -> 3;
            case PDQ -> 4;
            case PHOTODNA -> 5;
        };
    }

    private static HashKind kind(byte code) {
        for (HashKind kind : HashKind.values()) {
            if (code(kind) == code) {
                return kind;
            }
        }
        throw new HashcheckException(
                "unknown_kind", "The database holds hashes of a kind that this version doesn't know: run a newer one.");
    }

    /** The digest by which the same hash is found again. */
    static Digest digest(Keys keys, HashValue value) {
        byte[] bytes = value.bytes();
        byte[] text = new byte[bytes.length + 1];
        text[0] = code(value.kind());
        System.arraycopy(bytes, 0, text, 1, bytes.length);
        return keys.lookup(prefixed("hash ", text));
    }

    /** By what a source knows an entry again: its own name for it, else its hashes. */
    static Digest identity(Keys keys, int source, String reference, List<HashValue> values) {
        if (!reference.isEmpty()) {
            return keys.lookup(("hash entry " + source + " " + reference).getBytes(StandardCharsets.UTF_8));
        }
        String all = values.stream()
                .map(value -> value.kind() + " " + value.hex())
                .sorted(Comparator.naturalOrder())
                .reduce("", (one, other) -> one + "\n" + other);
        return keys.lookup(("hash values " + source + all).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] prefixed(String prefix, byte[] bytes) {
        byte[] first = prefix.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(first.length + bytes.length)
                .put(first)
                .put(bytes)
                .array();
    }
}
