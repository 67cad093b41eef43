// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import nl.schoonnet.internet.attribution.Attribution;
import nl.schoonnet.internet.attribution.Attributor;
import nl.schoonnet.internet.attribution.CountryFinding;
import nl.schoonnet.internet.attribution.Finding;
import nl.schoonnet.internet.attribution.Role;
import nl.schoonnet.internet.edition.Edition;
import nl.schoonnet.internet.edition.Editions;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Networks;
import nl.schoonnet.internet.party.Part;
import nl.schoonnet.internet.party.Provider;
import nl.schoonnet.internet.party.ProviderRegistry;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.ReadingLog;
import org.jspecify.annotations.Nullable;

/**
 * Who holds an item, in the terms of a report: parties at the ranked role, their countries, and whether a look found it with
 * somebody else. Safe for use by many threads.
 */
final class Hosts {
    /** What a party key begins with where nobody is known; such a party is never ranked. */
    static final String UNKNOWN = "unknown:";

    private final Attributor attributor;
    private final Editions<PublicSuffixList> suffixes;
    private final RankedRole role;
    private final List<String> cautions;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    /** The moments, ascending, at which a table or the registry says something else; in between nothing changes. */
    private final Instant[] turns;

    private final Map<Asked, Hosting> answers = new ConcurrentHashMap<>();
    private final Map<Hosting, Hosting> hostings = new ConcurrentHashMap<>();
    private final Map<AskedDomain, String> domains = new ConcurrentHashMap<>();

    /** What an answer depends on; the era is the number of turns up to the moment. */
    private record Asked(Host host, List<InetAddress> addresses, String serverCountry, int era) {}

    private record AskedDomain(Host host, int era) {}

    private Hosts(
            Attributor attributor,
            Networks networks,
            Editions<PublicSuffixList> suffixes,
            RankedRole role,
            List<String> cautions) {
        this.attributor = attributor;
        this.suffixes = suffixes;
        this.role = role;
        this.cautions = List.copyOf(cautions);
        this.turns = turns(networks, attributor.registry(), suffixes);
    }

    private static Instant[] turns(Networks networks, ProviderRegistry registry, Editions<PublicSuffixList> suffixes) {
        TreeSet<Instant> turns = new TreeSet<>();
        networks.tables().forEach(table -> turns.add(table.trueAt()));
        suffixes.all().forEach(edition -> turns.add(edition.trueAt()));
        registry.mergers().forEach(merger -> turns.add(merger.on()));
        registry.providers().stream()
                .flatMap(provider -> provider.parts().stream())
                .map(Part::validity)
                .flatMap(held -> Stream.of(Optional.ofNullable(held.from()), Optional.ofNullable(held.until())))
                .flatMap(Optional::stream)
                .forEach(turns::add);
        return turns.toArray(Instant[]::new);
    }

    private int era(Instant moment) {
        int at = Arrays.binarySearch(turns, moment);
        return at >= 0 ? at + 1 : -at - 1;
    }

    static Hosts read(Selection selection, ProviderRegistry registry, ReadingLog log) {
        List<String> cautions = new ArrayList<>();
        Networks networks = selection.networks().isEmpty() ? Networks.none() : Networks.read(selection.networks(), log);
        List<Edition<PublicSuffixList>> editions = new ArrayList<>();
        for (Path file : selection.suffixes()) {
            editions.add(PublicSuffixList.read(file, null, log));
        }
        if (editions.isEmpty()) {
            editions.add(PublicSuffixList.bundled());
        }
        Editions<PublicSuffixList> suffixes = Editions.of(editions);
        RankedRole role = selection.role();
        boolean nothingOfAddresses =
                networks.tables().isEmpty() && registry.providers().isEmpty();
        if (role != RankedRole.PLATFORM && nothingOfAddresses) {
            role = RankedRole.PLATFORM;
            cautions.add("no_network_tables");
        }
        if (networks.latin1Lines() > 0) {
            cautions.add("networks_in_latin_1");
        }
        if (!registry.overlaps().isEmpty()) {
            cautions.add("registry_overlaps");
        }
        return new Hosts(new Attributor(networks, registry, suffixes), networks, suffixes, role, cautions);
    }

    /** The role that is ranked: platform where no table tells more. */
    RankedRole role() {
        return role;
    }

    List<String> cautions() {
        return cautions;
    }

    /** Names for people of the parties met so far that are no providers of the registry. */
    Map<String, String> names() {
        return Map.copyOf(names);
    }

    /** The registrable domain of a host as of a moment; the host itself where it has none. */
    String domain(Host host, Instant moment) {
        return domains.computeIfAbsent(new AskedDomain(host, era(moment)), asked -> newDomain(host, moment));
    }

    private String newDomain(Host host, Instant moment) {
        return suffixes.asOf(moment)
                .flatMap(list ->
                        list.edition().content().registrableDomain(host, PublicSuffixList.Section.ICANN_AND_PRIVATE))
                .orElse(host.text());
    }

    /** Who holds it; equal answers are one object. */
    Hosting of(Host host, Notice notice, Instant moment) {
        return answers.computeIfAbsent(
                new Asked(host, notice.addresses(), notice.serverCountry(), era(moment)), asked -> {
                    Hosting found = find(host, notice, moment);
                    Hosting same = hostings.putIfAbsent(found, found);
                    return same == null ? found : same;
                });
    }

    private Hosting find(Host host, Notice notice, Instant moment) {
        Attribution attribution = attributor.attribute(host, addresses(notice), moment);
        Set<String> flags = new HashSet<>();
        List<Item.Holding> holdings = holdings(host, attribution, moment, flags);
        boolean proxied = attribution.role(Role.PROXY).stream().anyMatch(Finding.Known.class::isInstance);
        if (proxied) {
            flags.add("behind_proxy");
        }
        if (attribution.addresses() == 0 && role != RankedRole.PLATFORM) {
            flags.add("no_address_at_notice");
        }
        String server = notice.serverCountry().isEmpty()
                ? country(attribution, CountryFinding.Kind.SERVER)
                : notice.serverCountry();
        return new Hosting(
                holdings,
                country(attribution, CountryFinding.Kind.SEAT),
                country(attribution, CountryFinding.Kind.REGISTRATION),
                server,
                proxied,
                flags);
    }

    /** Whether an address that was seen belongs to nobody of those who held the item at the notice. */
    boolean elsewhere(Host host, Notice notice, Instant noticed, InetAddress seen, Instant at) {
        Optional<IpAddress> address = IpAddress.of(seen);
        if (address.isEmpty() || role == RankedRole.PLATFORM) {
            return false;
        }
        Set<String> then = parties(host, attributor.attribute(host, addresses(notice), noticed), at);
        Set<String> now = parties(host, attributor.attribute(host, List.of(address.get()), at), at);
        boolean known = then.stream().noneMatch(p -> p.startsWith(UNKNOWN))
                && now.stream().noneMatch(p -> p.startsWith(UNKNOWN));
        return known && now.stream().noneMatch(then::contains);
    }

    /** Who they had become by a moment: a merger between two looks is no move. */
    private Set<String> parties(Host host, Attribution attribution, Instant moment) {
        Set<String> parties = new TreeSet<>();
        holdings(host, attribution, moment, new HashSet<>()).forEach(h -> parties.add(h.party()));
        return parties;
    }

    private List<Item.Holding> holdings(Host host, Attribution attribution, Instant moment, Set<String> flags) {
        List<Item.Holding> holdings = new ArrayList<>();
        switch (role) {
            case WEB_HOST -> {
                for (Attribution.Ranked ranked : attribution.ranked()) {
                    if (ranked.fallback()) {
                        flags.add("network_for_web_host");
                    }
                    add(holdings, ranked.finding(), moment, flags);
                }
            }
            case NETWORK -> attribution.role(Role.NETWORK).forEach(f -> add(holdings, f, moment, flags));
            case PLATFORM -> {
                if (attribution.registrableDomain() == null) {
                    holdings.add(new Item.Holding("host:" + host.text(), 1));
                    names.putIfAbsent("host:" + host.text(), host.text());
                } else {
                    attribution.role(Role.PLATFORM).forEach(f -> add(holdings, f, moment, flags));
                }
            }
        }
        if (holdings.size() > 1) {
            flags.add("several_parties");
        }
        return holdings;
    }

    private void add(List<Item.Holding> holdings, Finding finding, Instant moment, Set<String> flags) {
        switch (finding) {
            case Finding.Known known -> {
                Provider provider = known.party().provider();
                if (provider == null) {
                    // Of several names of a party the first by alphabet: which one is met first depends on threads.
                    names.merge(
                            known.party().key(),
                            known.party().name(),
                            (one, other) -> one.compareTo(other) <= 0 ? one : other);
                    merge(holdings, known.party().key(), known.share());
                } else {
                    merge(
                            holdings,
                            attributor.registry().successorAt(provider, moment).id(),
                            known.share());
                }
            }
            case Finding.Unknown unknown -> {
                flags.add("host_unknown");
                merge(holdings, UNKNOWN + unknown.reason().name().toLowerCase(java.util.Locale.ROOT), unknown.share());
            }
        }
    }

    /** Two parties that have become one hold together what each held. */
    private static void merge(List<Item.Holding> holdings, String party, double part) {
        for (int i = 0; i < holdings.size(); i++) {
            if (holdings.get(i).party().equals(party)) {
                holdings.set(i, new Item.Holding(party, holdings.get(i).part() + part));
                return;
            }
        }
        holdings.add(new Item.Holding(party, part));
    }

    private static String country(Attribution attribution, CountryFinding.Kind kind) {
        List<CountryFinding> findings = attribution.country(kind);
        @Nullable
        String country = findings.isEmpty() ? null : findings.getFirst().country();
        return country == null ? "" : country;
    }

    private static List<IpAddress> addresses(Notice notice) {
        List<IpAddress> addresses = new ArrayList<>();
        for (InetAddress address : notice.addresses()) {
            IpAddress.of(address).ifPresent(addresses::add);
        }
        return addresses;
    }
}
