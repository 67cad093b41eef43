// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.observing.address.AddressPolicy;
import nl.schoonnet.observing.look.Controls;
import nl.schoonnet.observing.look.Equipment;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.politeness.Politeness;
import nl.schoonnet.observing.politeness.PolitenessSettings;
import nl.schoonnet.observing.politeness.PolitenessSettings.Pace;
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
import nl.schoonnet.observing.work.Pauses;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.server.observation.RemoteLeases;
import nl.schoonnet.testbed.alive.LivingInternet;

/**
 * An observer in a process of its own: the product's worker and leases, with a looker for the testbed on loopback, since the
 * product's own never looks there. Arguments: server, vantage point, file with its key, journal, port of its name server, port
 * of its proxy (0: none), ports of sites with commas, control sites with commas.
 */
final class ObserverMain {
    private static final Duration EYES_OPEN = Duration.ofSeconds(5);

    private ObserverMain() {}

    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        String vantage = arguments[1];
        String key = Files.readString(Path.of(arguments[2])).strip();
        Set<Integer> ports =
                Arrays.stream(arguments[6].split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet());
        List<String> controls = Arrays.stream(arguments[7].split(",", -1))
                .filter(control -> !control.isEmpty())
                .toList();
        InstantSource clock = InstantSource.system();
        StopSwitch stop = new StopSwitch();
        try (LookJournal journal = new LookJournal(Path.of(arguments[3]));
                RemoteLeases leases = new RemoteLeases(server, vantage, key, clock);
                Fetcher fetcher = fetcher(Integer.parseInt(arguments[5]), stop, clock)) {
            Looker looker = looker(Integer.parseInt(arguments[4]), ports, fetcher, clock);
            try (Worker worker = new Worker(
                    new JournaledLeases(leases, journal),
                    looker,
                    stop,
                    new Eyesight(controls, EYES_OPEN, looker, clock),
                    clock,
                    Pauses.real(),
                    200,
                    event -> System.out.println(clock.instant() + " " + event))) {
                worker.run();
            }
        }
    }

    private static Fetcher fetcher(int door, StopSwitch stop, InstantSource clock) {
        return new Fetcher(
                "Schoonnet-Soak (+https://schoonnet.example)",
                Trust.system(Trust.Rule.RECORD),
                door == 0 ? Optional.empty() : Optional.of(new Proxy(services(), door, Optional.empty())),
                stop,
                clock,
                System::nanoTime);
    }

    private static IpAddress services() {
        return IpAddress.parse(LivingInternet.SERVICES).orElseThrow();
    }

    private static Looker looker(int names, Set<Integer> ports, Fetcher fetcher, InstantSource clock) {
        ResolverSettings resolver = new ResolverSettings(
                List.of(new ResolverSettings.Server(services(), names)),
                Duration.ofSeconds(1),
                2,
                List.of(),
                0,
                Duration.ZERO);
        return new Looker(new Equipment(
                AddressPolicy.testbed(
                        ports, List.of(Prefix.parse(LivingInternet.ADDRESSES).orElseThrow())),
                new Resolver(resolver, clock),
                fetcher,
                Limits.standard(),
                new Politeness(PolitenessSettings.of(new Pace(100, 100, 100), new Pace(1_000, 1_000, 1_000)), clock),
                new Controls(100_000, clock),
                Signatures.bundled(),
                PublicSuffixList.bundled().content(),
                new TextSimilarity(),
                clock,
                System::nanoTime,
                new SecureRandom()));
    }
}
