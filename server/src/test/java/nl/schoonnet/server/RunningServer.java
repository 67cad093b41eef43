// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nl.schoonnet.server.database.ExternalPostgres;
import nl.schoonnet.server.database.Reached;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A server of a test's own, on a free port, with the embedded database, or another one in the profile {@code external-database}. */
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
        return new RunningServer(Server.start(data, flags(data, settings)));
    }

    private static Map<String, Object> flags(Path data, Map<String, Object> settings) {
        Map<String, Object> flags = new HashMap<>(ofDatabase(data));
        flags.putAll(settings);
        flags.put("server.port", 0);
        return flags;
    }

    /** The settings that name the database of a data folder, if it isn't the embedded one: for a server in another process. */
    public static Map<String, Object> ofDatabase(Path data) {
        return ExternalPostgres.wanted() ? ExternalPostgres.settings(data) : Map.of();
    }

    /** Starts by another clock. */
    public static RunningServer in(Path data, Map<String, Object> settings, Clock clock) {
        return new RunningServer(Server.start(data, flags(data, settings), clock));
    }

    /** The database of a data folder, as a command reaches it, whether a server runs with it or not. */
    public static Reached database(Path data) {
        return ExternalPostgres.wanted() ? ExternalPostgres.reach(data) : Reached.in(data.resolve("postgresql"));
    }

    /** The whole of it. */
    public Server server() {
        return server;
    }

    /** A part of the application. */
    public <T> T part(Class<T> type) {
        return server.part(type);
    }

    /** All that it answers to, as its controllers say. */
    public Set<RequestMappingInfo> mappings() {
        return Objects.requireNonNull(server.part(DispatcherServlet.class).getWebApplicationContext())
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet();
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
