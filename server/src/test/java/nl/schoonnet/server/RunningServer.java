// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A server of a test's own, on a free port, with the embedded database or the one that the environment names. */
public final class RunningServer implements AutoCloseable {
    private final Server server;

    private RunningServer(Server server) {
        this.server = server;
    }

    /** Starts with a data folder. */
    public static RunningServer in(Path data) {
        return in(data, Map.of());
    }

    /** Starts with further settings. */
    public static RunningServer in(Path data, Map<String, Object> settings) {
        Map<String, Object> flags = new HashMap<>(settings);
        flags.put("server.port", 0);
        return new RunningServer(Server.start(data, flags));
    }

    /** The whole of it. */
    public Server server() {
        return server;
    }

    /** A part of the application. */
    public <T> T part(Class<T> type) {
        return server.part(type);
    }

    /** Where it answers. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    @Override
    public void close() {
        server.close();
    }
}
