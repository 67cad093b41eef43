// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.testbench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.observing.address.AddressPolicy;
import nl.schoonnet.observing.look.Controls;
import nl.schoonnet.observing.look.Equipment;
import nl.schoonnet.observing.look.Look;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.look.Order;
import nl.schoonnet.observing.politeness.Politeness;
import nl.schoonnet.observing.politeness.PolitenessSettings;
import nl.schoonnet.observing.request.Connections;
import nl.schoonnet.observing.request.Fetcher;
import nl.schoonnet.observing.request.Limits;
import nl.schoonnet.observing.request.Proxy;
import nl.schoonnet.observing.request.StopSwitch;
import nl.schoonnet.observing.request.Trust;
import nl.schoonnet.observing.resolve.Resolver;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.observing.verdict.Signatures;
import nl.schoonnet.observing.verdict.TextSimilarity;

/** Names and sites on loopback, and a looker that may only go to 127.77.0.0/16 there. */
public final class SmallInternet implements AutoCloseable {
    /** What may be connected to. */
    public static final String PERMITTED = "127.77.0.0/16";

    private static final PolitenessSettings.Pace QUICK = new PolitenessSettings.Pace(1e6, 1_000_000, 100_000);

    private final NameServer names = new NameServer();
    private final List<Site> sites = new ArrayList<>();
    private final HandClock clock = new HandClock();
    private final Connections connections = new Connections();
    private final StopSwitch stop = new StopSwitch();
    private final List<Fetcher> fetchers = new ArrayList<>();
    private final Set<Integer> ports = new HashSet<>();
    private final Set<String> permitted = new HashSet<>(Set.of(PERMITTED));
    private Limits limits = Limits.standard().withTimes(Duration.ofSeconds(2), Duration.ofSeconds(10));
    private Optional<Proxy> proxy = Optional.empty();
    private Trust trust = Trust.of(List.of(), Trust.Rule.RECORD);
    private PolitenessSettings politeness = PolitenessSettings.of(QUICK, QUICK);
    private Optional<Looker> looker = Optional.empty();

    /** Starts a site with a name at an address. */
    public Site site(String name, String address, Site.Behaviour behaviour) {
        Site site = new Site(address, ports.isEmpty() ? 0 : ports.iterator().next(), behaviour);
        names.address(name, address);
        return with(site);
    }

    /** Adds a site that listens already. */
    public Site with(Site site) {
        sites.add(site);
        ports.add(site.port());
        return site;
    }

    /** The port of the first site. */
    public int port() {
        return sites.getFirst().port();
    }

    /** The URL of a path on a name, at the port of the first site. */
    public String url(String name, String path) {
        return "http://" + name + ":" + port() + path;
    }

    public NameServer names() {
        return names;
    }

    public HandClock clock() {
        return clock;
    }

    public StopSwitch stopSwitch() {
        return stop;
    }

    public Connections connections() {
        return connections;
    }

    public SmallInternet limits(Limits other) {
        limits = other;
        return this;
    }

    public SmallInternet proxy(Proxy other) {
        proxy = Optional.of(other);
        return this;
    }

    public SmallInternet trust(Trust other) {
        trust = other;
        return this;
    }

    public SmallInternet politeness(PolitenessSettings other) {
        politeness = other;
        return this;
    }

    /** The looker, made when first asked for; later changes don't reach it. */
    public Looker looker() {
        if (looker.isEmpty()) {
            looker = Optional.of(new Looker(equipment(AddressPolicy.testbed(
                    ports.isEmpty() ? AddressPolicy.STANDARD_PORTS : ports,
                    permitted.stream()
                            .map(text -> Prefix.parse(text).orElseThrow())
                            .toList()))));
        }
        return looker.get();
    }

    /** A looker with the policy of production, that shares all else. */
    public Looker productionLooker(List<IpAddress> own) {
        Set<Integer> all = new HashSet<>(AddressPolicy.STANDARD_PORTS);
        all.addAll(ports);
        return new Looker(equipment(AddressPolicy.production(all, own)));
    }

    private Equipment equipment(AddressPolicy policy) {
        Fetcher fetcher = connections.fetcher(trust, proxy, stop, clock);
        fetchers.add(fetcher);
        return new Equipment(
                policy,
                new Resolver(names.settings(), clock),
                fetcher,
                limits,
                new Politeness(politeness, clock),
                new Controls(1000, clock),
                Signatures.bundled(),
                PublicSuffixList.bundled().content(),
                new TextSimilarity(),
                clock,
                System::nanoTime,
                new Random(20260302));
    }

    /** Looks; fails if the look was deferred. */
    public Look look(String url, Level level) {
        return look(Order.of(url, level));
    }

    /** Looks; fails if the look was deferred. */
    public Look look(Order order) {
        return (Look) looker().look(order);
    }

    @Override
    public void close() {
        fetchers.forEach(Fetcher::close);
        sites.forEach(Site::close);
        names.close();
    }
}
