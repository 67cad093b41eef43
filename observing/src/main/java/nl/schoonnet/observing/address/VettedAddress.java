// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

import java.net.InetAddress;
import nl.schoonnet.internet.network.IpAddress;

/**
 * An address and port that {@link AddressPolicy} permitted. There is no other way to make one, and nothing else is
 * connected to. Immutable.
 */
public final class VettedAddress {
    private final RawAddress address;
    private final int port;

    VettedAddress(RawAddress address, int port) {
        this.address = address;
        this.port = port;
    }

    /** For the socket; without a name, so that nothing can resolve again. */
    public InetAddress inet() {
        return address.inet();
    }

    /** The address as a number. */
    public IpAddress ip() {
        return address.ip();
    }

    /** 1 to 65535. */
    public int port() {
        return port;
    }

    /** Says only the type. */
    @Override
    public String toString() {
        return "VettedAddress[...]";
    }
}
