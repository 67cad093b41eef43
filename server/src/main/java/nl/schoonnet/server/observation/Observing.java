// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.work.Instruments;
import nl.schoonnet.observing.work.VantageSettings;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.observing.work.WorkerEvent;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;

/** The vantage point of this very process, if one is set: looks at what is due until the application stops. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ObservingSettings.class)
class Observing implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Observing.class);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(25);

    private final ObservingSettings settings;
    private final Leasing leasing;
    private final LegalBasis basis;
    private final InstantSource clock;
    private @Nullable Running running;

    private record Running(Worker worker, Thread thread) {}

    Observing(ObservingSettings settings, Leasing leasing, LegalBasis basis, InstantSource clock) {
        this.settings = settings;
        this.leasing = leasing;
        this.basis = basis;
        this.clock = clock;
    }

    @Override
    public void start() {
        String vantage = settings.vantage();
        if (vantage.isBlank()) {
            return;
        }
        VantageSettings out = settings();
        List<String> obstacles = out.obstacles(openFiles());
        if (!obstacles.isEmpty()) {
            throw new ObservingException(
                    String.join(" ", obstacles) + " The settings are schoonnet.observe.own-addresses and .together.");
        }
        if (out.controls().isEmpty()) {
            LOG.warn("No control sites are set (schoonnet.observe.controls): nobody notices if this server is blind");
        }
        if (basis.inForce(LegalFunction.OBSERVE, clock.instant()).isEmpty()) {
            LOG.warn("No look is made: legal-basis.yaml has no line for observe that is in force");
        }
        Instruments instruments = new Instruments(out, clock);
        Worker worker = instruments.worker(leasing.of(vantage), Observing::told);
        Thread thread = Thread.ofPlatform().name("observer").start(() -> observe(instruments, worker));
        running = new Running(worker, thread);
    }

    private static void told(WorkerEvent event) {
        LOG.warn(event.sentence());
    }

    private VantageSettings settings() {
        if (settings.resolvers().isEmpty() || settings.contact().isBlank()) {
            throw new ObservingException("To observe, set schoonnet.observe.resolvers (addresses of name servers) and"
                    + " schoonnet.observe.contact (where a host can complain).");
        }
        try {
            return new VantageSettings(
                    addresses("resolvers", settings.resolvers()),
                    settings.contact(),
                    addresses("own-addresses", settings.ownAddresses()),
                    Optional.empty(),
                    settings.controls(),
                    settings.together());
        } catch (IllegalArgumentException e) {
            throw new ObservingException(String.valueOf(e.getMessage()));
        }
    }

    private static List<IpAddress> addresses(String setting, List<String> texts) {
        List<IpAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(IpAddress.parse(text)
                    .orElseThrow(() -> new ObservingException(
                            "schoonnet.observe." + setting + " holds something that isn't an address.")));
        }
        return addresses;
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 0;
    }

    private static void observe(Instruments instruments, Worker worker) {
        try (instruments;
                worker) {
            worker.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        Running now = running;
        if (now == null) {
            return;
        }
        now.worker.stop();
        try {
            if (!now.thread.join(STOPS_WITHIN)) {
                now.thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = null;
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
