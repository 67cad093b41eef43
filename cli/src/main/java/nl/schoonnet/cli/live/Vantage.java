// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.observing.address.AddressPolicy;
import nl.schoonnet.observing.look.Controls;
import nl.schoonnet.observing.look.Equipment;
import nl.schoonnet.observing.look.LookResult;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.look.Order;
import nl.schoonnet.observing.politeness.Politeness;
import nl.schoonnet.observing.politeness.PolitenessSettings;
import nl.schoonnet.observing.request.Fetcher;
import nl.schoonnet.observing.request.Limits;
import nl.schoonnet.observing.request.Proxy;
import nl.schoonnet.observing.request.StopSwitch;
import nl.schoonnet.observing.request.Trust;
import nl.schoonnet.observing.resolve.Resolver;
import nl.schoonnet.observing.resolve.ResolverSettings;
import nl.schoonnet.observing.verdict.Signatures;
import nl.schoonnet.observing.verdict.TextSimilarity;
import nl.schoonnet.observing.work.Eyesight;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.testbed.alive.LivingInternet;

/**
 * A vantage point that may look at a living testbed, and at nothing else: the real looker with the policy for loopback and
 * short waits, since waiting takes real time. Safe for many threads.
 */
final class Vantage implements AutoCloseable {
    /** What waits in real time; a look that gets no answer takes this long. */
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(2), Duration.ofMillis(2_500), 32 << 10, 100, 5, 64 << 10, 128 << 10, 100, 5);

    private static final int REMEMBERED = 1_000_000;

    /** What a look has asked needn't be asked again for its redirects and its control. */
    private static final int NAMES_KEPT = 10_000;

    private static final Duration WHILE_TIME_STANDS_STILL = Duration.ofSeconds(1);

    private final String name;
    private final StopSwitch stop = new StopSwitch();
    private final InstantSource clock;
    private final Fetcher fetcher;
    private final Looker looker;

    /**
     * A vantage point.
     *
     * @param door the port of its proxy; 0 for none
     */
    Vantage(String name, LivingInternet internet, int door, InstantSource clock, long seed) {
        this.name = name;
        this.clock = clock;
        IpAddress services = IpAddress.parse(LivingInternet.SERVICES).orElseThrow();
        this.fetcher = new Fetcher(
                "Schoonnet-Testbed (+https://schoonnet.example)",
                Trust.of(List.of(internet.authority()), Trust.Rule.RECORD),
                door == 0 ? Optional.empty() : Optional.of(new Proxy(services, door, Optional.empty())),
                stop,
                clock,
                System::nanoTime);
        ResolverSettings resolver = new ResolverSettings(
                List.of(new ResolverSettings.Server(services, internet.nameServerPort(name))),
                Duration.ofSeconds(1),
                2,
                List.of(),
                NAMES_KEPT,
                WHILE_TIME_STANDS_STILL);
        this.looker = new Looker(new Equipment(
                AddressPolicy.testbed(
                        internet.ports(),
                        List.of(Prefix.parse(LivingInternet.ADDRESSES).orElseThrow())),
                new Resolver(resolver, clock),
                fetcher,
                LIMITS,
                new Politeness(PolitenessSettings.standard(), clock),
                new Controls(REMEMBERED, clock),
                Signatures.bundled(),
                PublicSuffixList.bundled().content(),
                new TextSimilarity(),
                clock,
                System::nanoTime,
                new Locked(new SplittableRandom(seed))));
    }

    /** Its name. */
    String name() {
        return name;
    }

    /** Looks once. */
    LookResult look(Order order) {
        return looker.look(order);
    }

    /**
     * The product's worker with this vantage point's eyes; time moves by hand, so nothing is waited for.
     *
     * @param controls URLs by which it tells whether it sees
     */
    Worker worker(Leases leases, int together, List<String> controls) {
        return new Worker(
                leases, looker, stop, new Eyesight(controls, looker, clock), clock, time -> {}, together, event -> {});
    }

    @Override
    public void close() {
        fetcher.close();
    }

    /** Random numbers for many threads; which thread gets which is up to them. */
    private record Locked(SplittableRandom random) implements RandomGenerator {
        @Override
        public synchronized long nextLong() {
            return random.nextLong();
        }
    }
}
