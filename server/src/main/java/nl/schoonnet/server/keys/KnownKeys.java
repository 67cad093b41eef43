// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.keys;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys with which a database was filled, as it says itself.
 *
 * @param fingerprint of the keys, see {@link Keys#fingerprint}
 * @param sealingKey the newest that sealed anything
 */
public record KnownKeys(String fingerprint, int sealingKey) {
    /** What a database says; empty if it was never filled. */
    public static Optional<KnownKeys> in(JdbcClient jdbc) {
        return jdbc.sql("SELECT fingerprint, sealing_key FROM key_fingerprint WHERE singleton")
                .query((row, n) -> new KnownKeys(row.getString(1), row.getInt(2)))
                .optional();
    }

    /**
     * Holds keys against it.
     *
     * @param place where they come from, for the sentence
     * @throws KeyException if they are others, or from before the last rotation
     */
    public void check(Keys keys, Object place) {
        if (!keys.fingerprint().equals(fingerprint)) {
            throw new KeyException("The keys at " + place
                    + " belong to another database: put back the escrowed copy with fingerprint " + fingerprint + ".");
        }
        if (!keys.holds(sealingKey)) {
            throw new KeyException("The keys at " + place
                    + " are older than the last rotation: put back the copy that was made after it.");
        }
    }
}
