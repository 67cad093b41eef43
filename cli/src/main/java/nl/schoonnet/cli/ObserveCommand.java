// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.request.Proxy;
import nl.schoonnet.observing.work.Instruments;
import nl.schoonnet.observing.work.LeasesRefusedException;
import nl.schoonnet.observing.work.VantageSettings;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.observing.work.WorkerEvent;
import nl.schoonnet.server.observation.RemoteLeases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schoonnet observe}: a vantage point on a machine of its own. */
@Command(
        name = "observe",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Looks at what a server leases to this vantage point, and reports what was seen, until it is told to stop.",
            "Holds no keys but its own access key; addresses stay in memory. Looks go to public addresses only.",
            "Stops on Ctrl-C or SIGTERM: looks under way end or are given back."
        })
final class ObserveCommand implements Callable<Integer> {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(25);
    private static final int DEFAULT_PROXY_PORT = 3128;

    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(
            names = "--vantage",
            required = true,
            paramLabel = "NAME",
            description = "Name of this vantage point: the holder of its access key.")
    String vantage = "";

    @Option(
            names = "--resolver",
            required = true,
            paramLabel = "IP",
            description = "Address of a name server to ask; may be given several times.")
    List<String> resolvers = new ArrayList<>();

    @Option(
            names = "--contact",
            required = true,
            paramLabel = "TEXT",
            description = "Where a host can complain, said in each request: a web page or mail address.")
    String contact = "";

    @Option(
            names = "--control",
            paramLabel = "URL",
            description =
                    "A page that is always there; if most of them aren't seen, this vantage point is blind and says so."
                            + " Two or more are best.")
    List<String> controls = new ArrayList<>();

    @Option(
            names = "--own-address",
            paramLabel = "IP",
            description =
                    "A public address of the operator's own, which is never looked at; each that this machine has is needed.")
    List<String> ownAddresses = new ArrayList<>();

    @Option(
            names = "--proxy",
            paramLabel = "IP[:PORT]",
            description = "HTTP proxy through which looks go out (default port: 3128).")
    @Nullable
    String proxy;

    @Option(
            names = "--together",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Looks under way at once, at most (default: ${DEFAULT-VALUE}).")
    int together;

    @Override
    public Integer call() throws InterruptedException {
        VantageSettings settings = settings();
        InstantSource clock = InstantSource.system();
        for (String obstacle : settings.obstacles(openFiles())) {
            throw wrong(obstacle);
        }
        PrintWriter err = spec.commandLine().getErr();
        if (settings.controls().isEmpty()) {
            say(err, "No --control is given: nobody notices if this vantage point is blind.");
        }
        try (RemoteLeases leases = leases(clock);
                Instruments instruments = new Instruments(settings, clock);
                Worker worker = instruments.worker(leases, event -> told(err, event))) {
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(ending(worker, ended));
            say(err, "Observing.");
            try {
                worker.run();
                say(err, "Stopped.");
            } catch (LeasesRefusedException e) {
                throw new InputException("refused", "", 0, String.valueOf(e.getMessage()), e);
            } finally {
                ended.countDown();
            }
        }
        return ExitStatus.DONE;
    }

    /** On a signal lets the worker give its leases back before the process ends. */
    private static Thread ending(Worker worker, CountDownLatch ended) {
        return Thread.ofPlatform().unstarted(() -> {
            worker.stop();
            try {
                if (!ended.await(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                    Runtime.getRuntime().halt(ExitStatus.DEFECT);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void told(PrintWriter err, WorkerEvent event) {
        say(err, event.sentence());
    }

    private static void say(PrintWriter err, String sentence) {
        err.println("schoonnet: " + sentence);
        err.flush();
    }

    private VantageSettings settings() {
        try {
            return new VantageSettings(
                    addresses("--resolver", resolvers),
                    contact,
                    addresses("--own-address", ownAddresses),
                    Optional.ofNullable(proxy).map(this::proxy),
                    controls,
                    together);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private RemoteLeases leases(InstantSource clock) {
        try {
            return new RemoteLeases(server.address(), vantage, server.key(), clock);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private List<IpAddress> addresses(String option, List<String> texts) {
        return texts.stream().map(text -> address(option, text)).toList();
    }

    private IpAddress address(String option, String text) {
        return IpAddress.parse(text).orElseThrow(() -> wrong(option + " takes an IP address."));
    }

    private Proxy proxy(String text) {
        int colon = text.lastIndexOf(':');
        boolean withPort = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
        String host = (withPort ? text.substring(0, colon) : text).replaceAll("[\\[\\]]", "");
        try {
            int port = withPort ? Integer.parseInt(text.substring(colon + 1)) : DEFAULT_PROXY_PORT;
            return new Proxy(address("--proxy", host), port, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw wrong("--proxy takes an IP address and a port of 1 to 65,535.");
        }
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 0;
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
