// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import nl.schoonnet.observing.address.RawAddress;
import nl.schoonnet.observing.address.VettedAddress;

/** The one place where connections are opened. */
class Connector {
    /** Connects to a vetted address. */
    void connect(Socket socket, VettedAddress address, int millis) throws IOException {
        open(socket, address.inet(), address.port(), millis);
    }

    /** Connects to the operator's proxy. */
    void connect(Socket socket, Proxy proxy, int millis) throws IOException {
        open(socket, literal(proxy), proxy.port(), millis);
    }

    private static void open(Socket socket, InetAddress address, int port, int millis) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), millis);
    }

    private static InetAddress literal(Proxy proxy) throws UnknownHostException {
        return InetAddress.getByAddress(RawAddress.of(proxy.address()).bytes());
    }
}
