// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.address.VettedAddress;

/** Writes down every connection that is about to be opened, and opens it. */
public final class Connections {
    private final List<IpAddress> tried = new CopyOnWriteArrayList<>();
    private final Connector connector = new Connector() {
        @Override
        void connect(Socket socket, VettedAddress address, int millis) throws IOException {
            tried.add(address.ip());
            super.connect(socket, address, millis);
        }

        @Override
        void connect(Socket socket, Proxy proxy, int millis) throws IOException {
            tried.add(proxy.address());
            super.connect(socket, proxy, millis);
        }
    };

    /** A fetcher whose connections are written down. */
    public Fetcher fetcher(Trust trust, Optional<Proxy> proxy, StopSwitch stop, InstantSource clock) {
        return new Fetcher(
                connector, "Schoonnet-Tests (+https://schoonnet.example)", trust, proxy, stop, clock, System::nanoTime);
    }

    /** The addresses that were connected to, in order. */
    public List<IpAddress> tried() {
        return List.copyOf(tried);
    }
}
