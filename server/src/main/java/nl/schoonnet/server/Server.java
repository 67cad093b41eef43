// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.server.access.FirstKey;
import nl.schoonnet.server.basis.BasisException;
import nl.schoonnet.server.database.DatabaseException;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.server.observation.Leasing;
import nl.schoonnet.server.observation.ObservingException;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The running application. */
public final class Server implements AutoCloseable {
    /** SQLSTATE classes of a connection that failed, a refused user, an unknown database, a shutdown. */
    private static final Set<String> UNREACHABLE = Set.of("08", "28", "3D", "57");

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final ConfigurableApplicationContext context;
    private final Optional<String> firstKey;

    private Server(ConfigurableApplicationContext context, Optional<String> firstKey) {
        this.context = context;
        this.firstKey = firstKey;
    }

    /**
     * Starts the application and waits until it answers.
     *
     * @param data folder of everything that isn't in the database
     * @param flags settings by their full name, such as {@code schoonnet.database.url}; they beat environment and file
     * @throws StartException if it can't start, with a sentence for the operator
     */
    public static Server start(Path data, Map<String, Object> flags) {
        return start(data, flags, context -> {});
    }

    /**
     * The same by another clock, for a testbed whose time doesn't pass by itself. Every instant that the server writes or
     * compares is this clock's; what waits, waits in real time.
     */
    public static Server start(Path data, Map<String, Object> flags, Clock clock) {
        return start(data, flags, context -> context.registerBean(Clock.class, () -> clock));
    }

    private static Server start(Path data, Map<String, Object> flags, Consumer<GenericApplicationContext> before) {
        Map<String, Object> properties = new HashMap<>(flags);
        properties.put("schoonnet.data", data.toAbsolutePath().normalize().toString());
        properties.put(
                "spring.config.additional-location",
                "optional:file:" + data.toAbsolutePath().normalize().resolve("schoonnet.yaml"));
        properties.put("logging.config", "classpath:nl/schoonnet/server/log/logback.xml");
        try {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.SERVLET)
                    .registerShutdownHook(true)
                    .initializers(fresh -> {
                        SettingRules.check(fresh.getEnvironment());
                        Https.set(fresh.getEnvironment());
                        before.accept((GenericApplicationContext) fresh);
                    })
                    .run(arguments(properties));
            return new Server(context, context.getBean(FirstKey.class).issue());
        } catch (RuntimeException e) {
            throw startException(e);
        }
    }

    private static String[] arguments(Map<String, Object> properties) {
        return properties.entrySet().stream()
                .map(p -> "--" + p.getKey() + "=" + p.getValue())
                .toArray(String[]::new);
    }

    /** The sentence of the first cause that has one for the operator; a database out of reach comes before what it led to. */
    private static StartException startException(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && UNREACHABLE.contains(String.valueOf(sql.getSQLState()).substring(0, 2))) {
                return new StartException(Reached.unreachable(sql), thrown);
            }
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case StartException start -> {
                    return start;
                }
                case DatabaseException database -> {
                    return new StartException(String.valueOf(database.getMessage()), thrown);
                }
                case KeyException keys -> {
                    return new StartException(String.valueOf(keys.getMessage()), thrown);
                }
                case BasisException basis -> {
                    return new StartException(String.valueOf(basis.getMessage()), thrown);
                }
                case ObservingException observing -> {
                    return new StartException(String.valueOf(observing.getMessage()), thrown);
                }
                case PortInUseException port -> {
                    return new StartException(
                            "Port " + port.getPort() + " is in use: stop what uses it, or choose another with --port.",
                            thrown);
                }
                case FlywayException flyway -> {
                    return new StartException(
                            "The database's tables can't be brought up to date ("
                                    + flyway.getClass().getSimpleName()
                                    + "): it holds something else than Schoonnet, or a newer version filled it.",
                            thrown);
                }
                default -> {}
            }
        }
        LOG.error("The server didn't start", thrown);
        return new StartException(
                "The server didn't start; its log says where ("
                        + thrown.getClass().getSimpleName() + ").",
                thrown);
    }

    /** The TCP port on which it answers. */
    public int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /** Whether it answers over TLS itself. */
    public boolean isSecure() {
        return Https.isSet(context.getEnvironment());
    }

    /** The first administrator's key; present only at the very first start, and never again. */
    public Optional<String> firstKey() {
        return firstKey;
    }

    /** Tells these keys from others; for the note beside the escrowed copy. */
    public String keyFingerprint() {
        return context.getBean(Keys.class).fingerprint();
    }

    /** What the operator set, fit to be shown; what is at its default isn't among it. */
    public List<Setting> settings() {
        return Setting.made(context.getEnvironment());
    }

    /** What a vantage point in this very process gets its work from; for one with instruments of its own, such as a testbed's. */
    public Leases leases(String vantage) {
        return context.getBean(Leasing.class).of(vantage);
    }

    /** A part of the application, for tests of the whole. */
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Answers what is under way, then stops; an embedded database stops too. */
    @Override
    public void close() {
        context.close();
    }
}
