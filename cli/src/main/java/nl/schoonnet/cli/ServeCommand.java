// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.schoonnet.server.Server;
import nl.schoonnet.server.StartException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schoonnet serve}: runs the application until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Runs the application, with a PostgreSQL of its own in the data folder unless --database names one.",
            "Settings also stand in schoonnet.yaml in the data folder and in the environment (SCHOONNET_DATABASE_URL for"
                    + " schoonnet.database.url); an option beats the environment, which beats the file.",
            "Stops on Ctrl-C or SIGTERM, after what is under way is answered."
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    DatabaseOptions database = new DatabaseOptions();

    @Mixin
    KeyFileOption keyFile = new KeyFileOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "TCP port; 0 takes a free one (default: 8090, or what the settings say).")
    @Nullable
    Integer port;

    @Option(
            names = "--address",
            paramLabel = "IP",
            description = "Address to listen on (default: 127.0.0.1). Others reach it through a proxy that speaks TLS.")
    @Nullable
    String address;

    @Override
    public Integer call() throws InterruptedException {
        if (port != null && (port < 0 || port > 65_535)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--port takes 0 to 65,535.");
        }
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(err);
        progress.step("Starting");
        AtomicBoolean stopping = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping.set(true)));
        try (Server server = Server.start(database.data, settings())) {
            progress.end();
            server.settings().forEach(s -> err.println(s.name() + " = " + s.value() + " (" + s.from() + ")"));
            err.println("Schoonnet answers at " + (server.isSecure() ? "https://" : "http://")
                    + (address == null ? "127.0.0.1" : address) + ":" + server.port());
            server.firstKey().ifPresent(key -> first(err, key, server.keyFingerprint()));
            err.flush();
            new CountDownLatch(1).await();
        } catch (StartException e) {
            if (!stopping.get()) {
                throw e;
            }
            // Told to stop while it was starting: that is no fault.
        }
        return ExitStatus.DONE;
    }

    private void first(PrintWriter err, String key, String fingerprint) {
        Path keys = keyFile.in(database.data);
        err.println();
        err.println("First start. The first administrator's key, shown this once:");
        err.println();
        err.println("    " + key);
        err.println();
        err.println("Put a copy of the key file in escrow now: on paper or another machine, with somebody else.");
        err.println("    " + keys.toAbsolutePath().normalize() + "   fingerprint " + fingerprint);
        err.println("Backups don't hold it. Without it no address in the database can ever be read again.");
        err.println();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        put(settings, "schoonnet.database.url", database.url);
        put(settings, "schoonnet.database.user", database.user);
        put(settings, "schoonnet.database.password-file", database.passwordFile);
        put(settings, "schoonnet.key-file", keyFile.given);
        put(settings, "server.port", port);
        put(settings, "server.address", address);
        return settings;
    }

    private static void put(Map<String, Object> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value);
        }
    }
}
