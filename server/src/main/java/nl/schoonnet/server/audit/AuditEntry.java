// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import nl.schoonnet.server.keys.Digest;

/**
 * One line of the audit log.
 *
 * @param number 1 and up, without gaps
 * @param at when, to the microsecond
 * @param actor who: the identifier of an access key, or {@code system}
 * @param action what: a stable code such as {@code address.reveal}
 * @param subject at what: an identifier such as {@code item 12}, never an address
 * @param reason why, as the actor put it; empty where none is asked for
 * @param previous digest of the entry before, {@link Digest#NONE} for the first
 */
record AuditEntry(
        long number, Instant at, String actor, String action, String subject, String reason, Digest previous) {
    /** SHA-256 over all fields, each with its length, so that nothing can be shifted from one into another. */
    Digest digest() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF("schoonnet audit entry 1");
            out.writeLong(number);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano() / 1_000);
            for (String text : new String[] {actor, action, subject, reason}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            out.write(previous.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Digest.sha256(bytes.toByteArray());
    }
}
