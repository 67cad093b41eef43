// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stops every look at once: open connections are closed and no new one is opened until released. Safe for many threads. */
public final class StopSwitch {
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean engaged;

    /** Stops all looks. */
    public void engage() {
        engaged = true;
        open.forEach(StopSwitch::close);
    }

    /** Lets looks begin again. */
    public void release() {
        engaged = false;
    }

    /** Whether looks are stopped. */
    public boolean isEngaged() {
        return engaged;
    }

    void add(Socket socket) {
        open.add(socket);
        if (engaged) {
            close(socket);
        }
    }

    void remove(Socket socket) {
        open.remove(socket);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // A connection that can't be closed in order is gone all the same.
        }
    }
}
