// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.name;

import nl.schoonnet.internet.network.IpAddress;

/** The host of a URL: a domain name or an address. */
public sealed interface Host {
    /** The name in lower-case ASCII (punycode) without a trailing dot, or the address in canonical text. */
    String text();

    /**
     * A domain name.
     *
     * @param text lower-case ASCII, labels between dots, no dot at the end
     */
    record Domain(String text) implements Host {
        @Override
        public String toString() {
            return "Domain[...]";
        }
    }

    /** An address that stands in the URL itself. */
    record Address(IpAddress address) implements Host {
        @Override
        public String text() {
            return address.toString();
        }

        @Override
        public String toString() {
            return "Address[...]";
        }
    }
}
