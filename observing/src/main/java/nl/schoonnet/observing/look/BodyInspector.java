// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.request.BodyEnd;
import nl.schoonnet.observing.request.BodySink;
import nl.schoonnet.observing.request.Fields;
import nl.schoonnet.observing.verdict.BodyFacts;
import nl.schoonnet.observing.verdict.Signatures;
import nl.schoonnet.observing.verdict.Similarity;

/**
 * Digests a body as it streams by. The beginning is held until the end is there, to read words and make a sketch, and
 * wiped then.
 */
final class BodyInspector implements BodySink {
    private static final int WINDOW = 128 << 10;

    private final WebUrl url;
    private final Optional<String> embedded;
    private final Signatures signatures;
    private final Similarity similarity;
    private final MessageDigest digest = sha256();
    private String mediaType = "";
    private byte[] window = new byte[0];
    private int held;
    private long length;
    private boolean blank = true;

    BodyInspector(WebUrl url, Optional<String> embedded, Signatures signatures, Similarity similarity) {
        this.url = url;
        this.embedded = embedded;
        this.signatures = signatures;
        this.similarity = similarity;
    }

    /** A status that decides by itself needs no body. */
    @Override
    public boolean wants(int status, Fields fields) {
        mediaType = fields.mediaType().orElse("");
        return status / 100 == 2 && status != 204 && status != 205;
    }

    @Override
    public void accept(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
        length += count;
        for (int at = offset; blank && at < offset + count; at++) {
            blank = bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r');
        }
        int kept = Math.min(count, WINDOW - held);
        if (kept > 0) {
            if (held + kept > window.length) {
                byte[] wider = Arrays.copyOf(window, Math.min(WINDOW, Math.max(2 * window.length, held + kept)));
                Arrays.fill(window, (byte) 0);
                window = wider;
            }
            System.arraycopy(bytes, offset, window, held, kept);
            held += kept;
        }
    }

    /** What is kept; may be called once. */
    BodyFacts facts(BodyEnd end) {
        byte[] content = Arrays.copyOf(window, held);
        try {
            boolean text = mediaType.isEmpty() || mediaType.startsWith("text/") || mediaType.contains("html");
            String page = text ? new String(content, StandardCharsets.UTF_8) : "";
            Optional<Boolean> embeds =
                    embedded.filter(address -> text).map(address -> page.contains(withoutScheme(address)));
            return new BodyFacts(
                    HexFormat.of().formatHex(digest.digest()),
                    length,
                    end,
                    blank,
                    text ? signatures.ofPage(page) : Optional.empty(),
                    embeds,
                    similarity.sketch(mediaType, text ? withoutOwnPath(page) : content));
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(window, (byte) 0);
        }
    }

    /** A page that repeats the path it was asked for is the same page for every path. */
    private byte[] withoutOwnPath(String page) {
        String path = url.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String without = path.length() > 1 ? page.replace(path, " ") : page;
        return (name.length() > 3 ? without.replace(name, " ") : without).getBytes(StandardCharsets.UTF_8);
    }

    private static String withoutScheme(String address) {
        int at = address.indexOf("//");
        return at < 0 ? address : address.substring(at + 2);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
