// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.observing.address.AddressPolicy;
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

/**
 * What a vantage point looks with: the policy of production, standard limits and politeness. Its looks go to public addresses
 * only; there is no setting that changes this.
 */
public final class Instruments implements AutoCloseable {
    private static final int DNS = 53;
    private static final int REMEMBERED_CONTROLS = 100_000;

    private final VantageSettings settings;
    private final InstantSource clock;
    private final StopSwitch stop = new StopSwitch();
    private final Fetcher fetcher;
    private final Looker looker;

    /** Instruments by these settings. */
    public Instruments(VantageSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.fetcher = new Fetcher(
                "Schoonnet (+" + settings.contact() + ")",
                Trust.system(Trust.Rule.RECORD),
                settings.proxy(),
                stop,
                clock,
                System::nanoTime);
        List<ResolverSettings.Server> servers = settings.resolvers().stream()
                .map(address -> new ResolverSettings.Server(address, DNS))
                .toList();
        this.looker = new Looker(new Equipment(
                AddressPolicy.production(AddressPolicy.STANDARD_PORTS, settings.ownAddresses()),
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

    /** A worker that looks with these. */
    public Worker worker(Leases leases, Consumer<WorkerEvent> events) {
        return new Worker(
                leases,
                looker,
                stop,
                new Eyesight(settings.controls(), looker, clock),
                clock,
                Pauses.real(),
                settings.together(),
                events);
    }

    @Override
    public void close() {
        stop.engage();
        fetcher.close();
    }
}
