// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.time.Instant;

/**
 * What a handshake showed. A certificate that isn't valid is a fact about the host, not the end of a look (decision
 * record 0010).
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipher its standard name
 * @param trusted whether the chain leads to a trusted root and every link is in its time
 * @param nameMatches whether the certificate is for the host asked (RFC 9525)
 * @param notBefore from when the certificate is valid
 * @param notAfter until when
 * @param fingerprint SHA-256 of the certificate, 64 hexadecimal digits
 */
public record TlsFacts(
        String protocol,
        String cipher,
        boolean trusted,
        boolean nameMatches,
        Instant notBefore,
        Instant notAfter,
        String fingerprint) {
    /** Whether a browser would have gone on without a warning. */
    public boolean valid() {
        return trusted && nameMatches;
    }
}
