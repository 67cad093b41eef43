// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.util.Arrays;
import java.util.List;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fact in the database that isn't needed any more, or of which the hashes aren't. */
final class StoredFact {
    private final int source;
    private final byte[] entry;
    private final long fact;
    private final byte[] sealed;

    /** Takes the arrays as they are. */
    StoredFact(int source, byte[] entry, long fact, byte[] sealed) {
        this.source = source;
        this.entry = entry;
        this.fact = fact;
        this.sealed = sealed;
    }

    /** All of it goes; in a transaction. */
    void remove(JdbcClient jdbc, Keys keys) {
        forget(jdbc, keys, opened(keys));
        jdbc.sql("DELETE FROM hash_fact WHERE source_id = ? AND entry_digest = ? AND fact_id = ?")
                .params(Arrays.asList(source, entry, fact))
                .update();
    }

    /** Its hashes go, that and when it was said stays; in a transaction. */
    void empty(JdbcClient jdbc, Keys keys) {
        List<HashValue> values = opened(keys);
        if (values.isEmpty()) {
            return;
        }
        forget(jdbc, keys, values);
        byte[] nothing = SealedHashes.seal(keys, List.of(), source, fact);
        jdbc.sql("""
                UPDATE hash_fact SET sealed = ?, sealed_with = ?
                WHERE source_id = ? AND entry_digest = ? AND fact_id = ?""")
                .params(Arrays.asList(nothing, Keys.sealedWith(nothing), source, entry, fact))
                .update();
    }

    private void forget(JdbcClient jdbc, Keys keys, List<HashValue> values) {
        for (HashValue value : values) {
            jdbc.sql("""
                    DELETE FROM hash_naming
                    WHERE value_digest = ? AND source_id = ? AND entry_digest = ? AND fact_id = ?""")
                    .params(Arrays.asList(SealedHashes.digest(keys, value).bytes(), source, entry, fact))
                    .update();
        }
    }

    /** One that doesn't open leaves digests behind that lead nowhere. */
    private List<HashValue> opened(Keys keys) {
        try {
            return SealedHashes.open(keys, sealed, source, fact);
        } catch (KeyException e) {
            return List.of();
        }
    }
}
