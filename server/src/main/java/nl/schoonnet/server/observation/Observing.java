// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.address.AddressPolicy;
import nl.schoonnet.observing.address.OwnAddresses;
import nl.schoonnet.observing.look.Controls;
import nl.schoonnet.observing.look.Equipment;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.politeness.Politeness;
import nl.schoonnet.observing.politeness.PolitenessSettings;
import nl.schoonnet.observing.request.Fetcher;
import nl.schoonnet.observing.request.Limits;
import nl.schoonnet.observing.request.StopSwitch;
import nl.schoonnet.observing.request.Trust;
import nl.schoonnet.observing.resolve.Resolver;
import nl.schoonnet.observing.resolve.ResolverSettings;
import nl.schoonnet.observing.verdict.Signatures;
import nl.schoonnet.observing.verdict.TextSimilarity;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/**
 * The vantage point of this very process, if one is set: looks at what is due until the application stops. Its looks go only
 * to public addresses; there is no setting that changes this.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ObservingSettings.class)
class Observing implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Observing.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(10);
    private static final int REMEMBERED_CONTROLS = 100_000;

    private final ObservingSettings settings;
    private final Plans plans;
    private final Vault vault;
    private final LegalBasis basis;
    private final InstantSource clock;
    private final StopSwitch stop = new StopSwitch();
    private volatile @Nullable Thread thread;

    Observing(ObservingSettings settings, Plans plans, Vault vault, LegalBasis basis, InstantSource clock) {
        this.settings = settings;
        this.plans = plans;
        this.vault = vault;
        this.basis = basis;
        this.clock = clock;
    }

    @Override
    public void start() {
        String vantage = settings.vantage();
        if (vantage.isBlank()) {
            return;
        }
        if (settings.resolvers().isEmpty() || settings.contact().isBlank()) {
            throw new ObservingException("To observe, set schoonnet.observe.resolvers (addresses of name servers) and"
                    + " schoonnet.observe.contact (where a host can complain).");
        }
        Collection<IpAddress> own = addresses("own-addresses", settings.ownAddresses());
        Set<IpAddress> missing = OwnAddresses.missingFrom(own);
        if (!missing.isEmpty()) {
            throw new ObservingException("This machine has " + missing.size() + " public addresses that"
                    + " schoonnet.observe.own-addresses doesn't name; name them, so that no look is led back to it.");
        }
        if (basis.inForce(LegalFunction.OBSERVE, clock.instant()).isEmpty()) {
            LOG.warn("No look is made: legal-basis.yaml has no line for observe that is in force");
        }
        thread = Thread.ofPlatform().name("observer").start(() -> observe(vantage, own));
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

    private void observe(String vantage, Collection<IpAddress> own) {
        try (Fetcher fetcher = new Fetcher(
                        "Schoonnet (+" + settings.contact() + ")",
                        Trust.system(Trust.Rule.RECORD),
                        Optional.empty(),
                        stop,
                        clock,
                        System::nanoTime);
                Observer observer =
                        new Observer(vantage, plans, vault, looker(fetcher, own), basis, clock, settings.together())) {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(rounded(observer));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long to rest after a round; a database that is away is waited for. */
    private static Duration rounded(Observer observer) throws InterruptedException {
        try {
            return observer.round() > 0 ? Duration.ZERO : PAUSE;
        } catch (DataAccessException e) {
            LOG.warn("The database is away; looks go on when it is back", e);
            return PAUSE_AFTER_FAULT;
        }
    }

    private Looker looker(Fetcher fetcher, Collection<IpAddress> own) {
        List<ResolverSettings.Server> servers = addresses("resolvers", settings.resolvers()).stream()
                .map(address -> new ResolverSettings.Server(address, 53))
                .toList();
        return new Looker(new Equipment(
                AddressPolicy.production(AddressPolicy.STANDARD_PORTS, own),
                new Resolver(ResolverSettings.of(servers), clock),
                fetcher,
                Limits.standard(),
                new Politeness(PolitenessSettings.standard(), clock),
                new Controls(REMEMBERED_CONTROLS, clock),
                Signatures.bundled(),
                PublicSuffixList.bundled().content(),
                new TextSimilarity(),
                clock,
                System::nanoTime,
                new SecureRandom()));
    }

    @Override
    public void stop() {
        stop.engage();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
