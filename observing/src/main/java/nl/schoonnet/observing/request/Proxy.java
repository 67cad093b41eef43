// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.util.Optional;
import nl.schoonnet.internet.network.IpAddress;

/**
 * The HTTP proxy of a vantage point, set by the operator. It is asked to connect to the vetted address, never to a name
 * (RFC 9110 section 9.3.6).
 *
 * @param address of the proxy, which may be private
 * @param port 1 to 65535
 * @param credentials {@code user:password}, sent as Basic
 */
public record Proxy(IpAddress address, int port, Optional<String> credentials) {
    /** Checks the port. */
    public Proxy {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
    }

    /** Says only the type. */
    @Override
    public String toString() {
        return "Proxy[...]";
    }
}
