// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.hashing.match.PdqPair;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is silenced by disputes.
 *
 * @param hashes that take part in no match
 * @param pairs a question and a listed hash that don't match each other
 */
record Disputed(List<HashValue> hashes, List<PdqPair> pairs) {
    private static final Logger LOG = LoggerFactory.getLogger(Disputed.class);

    Disputed {
        hashes = List.copyOf(hashes);
        pairs = List.copyOf(pairs);
    }

    /**
     * Whether one person may silence a hash. Not where a list of the police or a national one is held: then a second person is
     * to agree, whichever list a dispute is about, since a hash can be on several, and on another one tomorrow.
     */
    static boolean oneIsEnough(List<HashSource> sources, Instant now) {
        return sources.stream().noneMatch(source -> source.counts(now) && source.needsTwo());
    }

    /**
     * Reads them.
     *
     * @param unconfirmed whether those count that no second person agreed to
     */
    static Disputed read(Connection connection, Keys keys, boolean unconfirmed) throws SQLException {
        List<HashValue> hashes = new ArrayList<>();
        List<PdqPair> pairs = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT dispute_id, kind, pair, sealed FROM hash_dispute
                WHERE withdrawn_at IS NULL AND (confirmed_at IS NOT NULL OR ?) ORDER BY dispute_id""")) {
            statement.setBoolean(1, unconfirmed);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long number = rows.getLong(1);
                    try {
                        List<HashValue> values =
                                open(keys, number, HashKind.valueOf(rows.getString(2)), rows.getBytes(4));
                        if (rows.getBoolean(3)) {
                            pairs.add(new PdqPair(PdqHash.of(values.getFirst()), PdqHash.of(values.getLast())));
                        } else {
                            hashes.add(values.getFirst());
                        }
                    } catch (KeyException e) {
                        LOG.error("Dispute {} doesn't open: it was changed, or sealed with other keys", number);
                    }
                }
            }
        }
        return new Disputed(hashes, pairs);
    }

    private static byte[] context(long number, HashKind kind) {
        return ("hash dispute " + number + " " + kind).getBytes(StandardCharsets.UTF_8);
    }

    /** One hash, or a question and a listed one, sealed for their dispute. */
    static byte[] seal(Keys keys, long number, HashKind kind, List<HashValue> values) {
        byte[] plain = new byte[values.size() * kind.length()];
        for (int i = 0; i < values.size(); i++) {
            System.arraycopy(values.get(i).bytes(), 0, plain, i * kind.length(), kind.length());
        }
        return keys.seal(plain, context(number, kind));
    }

    static List<HashValue> open(Keys keys, long number, HashKind kind, byte[] sealed) {
        byte[] plain = keys.open(sealed, context(number, kind));
        List<HashValue> values = new ArrayList<>(2);
        for (int at = 0; at < plain.length; at += kind.length()) {
            values.add(HashValue.of(kind, java.util.Arrays.copyOfRange(plain, at, at + kind.length())));
        }
        return values;
    }
}
