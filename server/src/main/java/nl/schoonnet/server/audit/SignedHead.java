// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;

/**
 * What the log looked like at an entry, signed: kept elsewhere it proves later that nothing up to that entry was changed or
 * cut off. As text: five lines, the last two the signature and the public key.
 *
 * @param number of the entry
 * @param at when it was signed
 * @param digest of the entry
 * @param signature over the first three lines of the text, in Base64
 */
public record SignedHead(long number, Instant at, Digest digest, String signature) {
    private static final String TITLE = "schoonnet audit head 1";
    private static final int LINES = 5;

    static SignedHead sign(long number, Instant at, Digest digest, Keys keys) {
        return new SignedHead(
                number, at, digest, Base64.getEncoder().encodeToString(keys.sign(message(number, at, digest))));
    }

    private static byte[] message(long number, Instant at, Digest digest) {
        String text = TITLE + "\n" + number + " " + at + "\n" + digest.hex() + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** For a file that is kept elsewhere. */
    public String export(String publicKey) {
        return new String(message(number, at, digest), StandardCharsets.UTF_8) + signature + "\n" + publicKey + "\n";
    }

    /** Whether a text has the form of one, whoever signed it. */
    static boolean hasForm(String text) {
        String[] lines = text.strip().split("\n", -1);
        return lines.length == LINES && lines[0].equals(TITLE);
    }

    /** The head that such a file holds; empty if it isn't one or its signature is wrong for {@code publicKey}. */
    public static Optional<SignedHead> parse(String text, String publicKey) {
        String[] lines = text.strip().split("\n", -1);
        if (!hasForm(text)) {
            return Optional.empty();
        }
        try {
            String[] words = lines[1].split(" ", -1);
            SignedHead head =
                    new SignedHead(Long.parseLong(words[0]), Instant.parse(words[1]), new Digest(lines[2]), lines[3]);
            return head.rightFor(publicKey) ? Optional.of(head) : Optional.empty();
        } catch (IllegalArgumentException | java.time.DateTimeException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Whether the signature was made with the key that belongs to {@code publicKey}. */
    boolean rightFor(String publicKey) {
        try {
            return Keys.verifies(
                    publicKey, message(number, at, digest), Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
