// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import nl.schoonnet.internet.edition.EditionAt;
import nl.schoonnet.internet.edition.Editions;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.internet.network.AsOrganisation;
import nl.schoonnet.internet.network.Delegation;
import nl.schoonnet.internet.network.Found;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.NetworkTable;
import nl.schoonnet.internet.network.Networks;
import nl.schoonnet.internet.network.Organisation;
import nl.schoonnet.internet.network.Origins;
import nl.schoonnet.internet.network.Registration;
import nl.schoonnet.internet.party.Match;
import nl.schoonnet.internet.party.Provider;
import nl.schoonnet.internet.party.ProviderRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Says who had which role for a URL at a moment, from dated tables and a registry of providers. Immutable and safe for many
 * threads; looks nothing up outside its tables.
 *
 * <p>Each address of the item weighs the same. Of an address: the web host is the provider whose prefix or handle it is,
 * else the organisation that its range is registered to; the network is the provider whose AS number announces it, else
 * the AS itself; several origins share it. Where the address belongs to a proxy, by a list of ranges or by a provider that
 * is marked as one, web host and network are unknown: a proxy is never the host of what it fronts.
 */
public final class Attributor {
    private static final Evidence REGISTRY = new Evidence("provider registry", null, Confidence.CURATED);

    private final Networks networks;
    private final ProviderRegistry registry;
    private final Editions<PublicSuffixList> suffixes;
    private final boolean hasRoutes;
    private final boolean hasRegistrations;
    private final boolean hasRegistrars;

    /**
     * Uses these tables.
     *
     * @param suffixes at least one edition of the Public Suffix List
     */
    public Attributor(Networks networks, ProviderRegistry registry, Editions<PublicSuffixList> suffixes) {
        if (suffixes.isEmpty()) {
            throw new IllegalArgumentException("no public suffix list");
        }
        this.networks = networks;
        this.registry = registry;
        this.suffixes = suffixes;
        hasRoutes = networks.has(NetworkTable.Kind.ROUTES);
        hasRegistrations = networks.has(NetworkTable.Kind.REGISTRATIONS);
        hasRegistrars = networks.has(NetworkTable.Kind.REGISTRARS);
    }

    /** With the bundled suffix list only. */
    public Attributor(Networks networks, ProviderRegistry registry) {
        this(networks, registry, Editions.of(List.of(PublicSuffixList.bundled())));
    }

    /** The registry that is used. */
    public ProviderRegistry registry() {
        return registry;
    }

    /**
     * Attributes an item.
     *
     * @param addresses all addresses that the host's name had, in any order, repeated or not; not used if the URL itself
     *     has an address; may be empty
     * @param moment at which it was so
     */
    public Attribution attribute(WebUrl url, Collection<IpAddress> addresses, Instant moment) {
        return attribute(url.host(), addresses, moment);
    }

    /** As {@link #attribute(WebUrl, Collection, Instant)}, where only the host of the item is known. */
    public Attribution attribute(Host host, Collection<IpAddress> addresses, Instant moment) {
        Collection<IpAddress> distinct = switch (host) {
            case Host.Address address -> List.of(address.address());
            case Host.Domain domain -> new TreeSet<>(addresses);
        };
        Map<Role, List<Finding>> roles = new EnumMap<>(Role.class);
        String domain = byDomain(host, moment, roles);
        List<Finding> proxies = new ArrayList<>();
        List<Finding> webHosts = new ArrayList<>();
        List<Finding> carriers = new ArrayList<>();
        List<Attribution.Ranked> ranked = new ArrayList<>();
        Map<CountryFinding.Kind, List<CountryFinding>> countries = new EnumMap<>(CountryFinding.Kind.class);
        for (CountryFinding.Kind kind : CountryFinding.Kind.values()) {
            countries.put(kind, new ArrayList<>());
        }
        double share = 1.0 / Math.max(1, distinct.size());
        for (IpAddress address : distinct) {
            Hosted hosted = hosted(address, share, moment);
            proxies.addAll(hosted.proxy());
            webHosts.addAll(hosted.webHost());
            carriers.addAll(hosted.network());
            boolean known = hosted.webHost().stream().allMatch(Finding.Known.class::isInstance);
            boolean fallback = !known && hosted.network().stream().anyMatch(Finding.Known.class::isInstance);
            for (Finding finding : fallback ? hosted.network() : hosted.webHost()) {
                ranked.add(new Attribution.Ranked(finding, fallback));
            }
            addCountries(address, hosted, share, moment, countries);
        }
        if (distinct.isEmpty()) {
            List<Finding> none = List.of(new Finding.Unknown(Finding.Reason.NO_ADDRESS, 1));
            proxies.addAll(none);
            webHosts.addAll(none);
            carriers.addAll(none);
            ranked.add(new Attribution.Ranked(none.getFirst(), false));
            countries.forEach((kind, list) -> list.add(new CountryFinding(kind, null, 1, null)));
        }
        roles.put(Role.PROXY, merged(proxies));
        roles.put(Role.WEB_HOST, merged(webHosts));
        roles.put(Role.NETWORK, merged(carriers));
        countries.replaceAll((kind, list) -> mergedCountries(list));
        return new Attribution(domain, roles, mergedRanked(ranked), countries, distinct.size());
    }

    // Roles that the domain alone tells

    private @Nullable String byDomain(Host host, Instant moment, Map<Role, List<Finding>> roles) {
        EditionAt<PublicSuffixList> list = suffixes.asOf(moment).orElseThrow();
        String domain = list.edition()
                .content()
                .registrableDomain(host, PublicSuffixList.Section.ICANN_AND_PRIVATE)
                .orElse(null);
        if (domain == null) {
            roles.put(Role.PLATFORM, List.of(new Finding.Unknown(Finding.Reason.NO_DOMAIN, 1)));
            roles.put(Role.REGISTRAR, List.of(new Finding.Unknown(Finding.Reason.NO_DOMAIN, 1)));
            return null;
        }
        Match match = registry.byDomain(host.text(), moment).orElse(null);
        roles.put(
                Role.PLATFORM,
                List.of(
                        match != null
                                ? new Finding.Known(Party.of(match.provider()), 1, REGISTRY)
                                : new Finding.Known(
                                        new Party("domain:" + domain, domain, null),
                                        1,
                                        new Evidence(
                                                list.edition().source(),
                                                list.edition().trueAt(),
                                                confidence(list.later())))));
        roles.put(Role.REGISTRAR, List.of(registrar(host, domain, list, moment)));
        return domain;
    }

    /** A customer's domain under a private suffix was registered by nobody; the platform's own domain was. */
    private Finding registrar(Host host, String domain, EditionAt<PublicSuffixList> list, Instant moment) {
        if (!hasRegistrars) {
            return new Finding.Unknown(Finding.Reason.NO_TABLE, 1);
        }
        String registered = list.edition()
                .content()
                .registrableDomain(host, PublicSuffixList.Section.ICANN)
                .orElse(domain);
        return networks.registrar(registered, moment)
                .<Finding>map(found -> new Finding.Known(
                        new Party("registrar:" + found.value(), found.value(), null), 1, evidence(found)))
                .orElseGet(() -> new Finding.Unknown(Finding.Reason.NOT_IN_TABLE, 1));
    }

    // Roles that an address tells

    /** What one address says; the shares of each list add up to the address's share. */
    private record Hosted(
            List<Finding> proxy,
            List<Finding> webHost,
            List<Finding> network,
            @Nullable Found<Registration> registration) {}

    private Hosted hosted(IpAddress address, double share, Instant moment) {
        Found<Registration> registration =
                networks.registration(address, moment).orElse(null);
        String handle = registration == null ? null : registration.value().handle();
        Found<Origins> route = networks.route(address, moment).orElse(null);
        List<Long> asns = route == null ? List.of() : route.value().asns();
        Finding proxy = proxy(address, handle, asns, share, moment);
        if (proxy instanceof Finding.Known) {
            List<Finding> behind = List.of(new Finding.Unknown(Finding.Reason.BEHIND_PROXY, share));
            return new Hosted(List.of(proxy), behind, behind, registration);
        }
        return new Hosted(
                List.of(proxy),
                List.of(webHost(address, registration, share, moment)),
                carriers(route, share, moment),
                registration);
    }

    private Finding proxy(IpAddress address, @Nullable String handle, List<Long> asns, double share, Instant moment) {
        Provider provider = registry.find(address, handle, asns, moment)
                .map(Match::provider)
                .filter(Provider::proxy)
                .orElse(null);
        if (provider != null) {
            return new Finding.Known(Party.of(provider), share, REGISTRY);
        }
        Found<String> found = networks.proxy(address, moment).orElse(null);
        if (found == null) {
            return new Finding.Unknown(Finding.Reason.NO_PROXY, share);
        }
        Party party = registry.provider(found.value())
                .map(Party::of)
                .orElseGet(() -> new Party("proxy:" + found.value(), found.value(), null));
        return new Finding.Known(party, share, evidence(found));
    }

    private Finding webHost(
            IpAddress address, @Nullable Found<Registration> registration, double share, Instant moment) {
        String handle = registration == null ? null : registration.value().handle();
        Match match = registry.find(address, handle, List.of(), moment).orElse(null);
        if (match != null) {
            return new Finding.Known(Party.of(match.provider()), share, REGISTRY);
        }
        if (registration == null) {
            return new Finding.Unknown(hasRegistrations ? Finding.Reason.NOT_IN_TABLE : Finding.Reason.NO_TABLE, share);
        }
        if (handle != null) {
            String name = networks.organisation(handle, moment)
                    .map(found -> found.value().name())
                    .orElse(handle);
            return new Finding.Known(new Party("org:" + handle, name, null), share, evidence(registration));
        }
        String name = registration.value().name();
        return name.isEmpty()
                ? new Finding.Unknown(Finding.Reason.NOT_IN_TABLE, share)
                : new Finding.Known(new Party("net:" + name, name, null), share, evidence(registration));
    }

    private List<Finding> carriers(@Nullable Found<Origins> route, double share, Instant moment) {
        if (route == null) {
            return List.of(
                    new Finding.Unknown(hasRoutes ? Finding.Reason.NOT_IN_TABLE : Finding.Reason.NO_TABLE, share));
        }
        List<Long> asns = route.value().asns();
        List<Finding> findings = new ArrayList<>(asns.size());
        for (long asn : asns) {
            Match match = registry.byAs(asn, moment).orElse(null);
            Party party = match != null ? Party.of(match.provider()) : carrier(asn, moment);
            Confidence confidence = asns.size() > 1 ? Confidence.DISPUTED : confidence(route.later());
            findings.add(new Finding.Known(
                    party, share / asns.size(), new Evidence(route.source(), route.trueAt(), confidence)));
        }
        return findings;
    }

    private Party carrier(long asn, Instant moment) {
        String name = networks.asOrganisation(asn, moment)
                .map(found -> organisationName(found.value(), moment))
                .orElse("AS" + asn);
        return new Party("as:" + asn, name, null);
    }

    private String organisationName(AsOrganisation organisation, Instant moment) {
        String handle = organisation.handle();
        return Optional.ofNullable(handle)
                .flatMap(key -> networks.organisation(key, moment))
                .map(found -> found.value().name())
                .orElse(organisation.name());
    }

    // Countries

    private void addCountries(
            IpAddress address,
            Hosted hosted,
            double share,
            Instant moment,
            Map<CountryFinding.Kind, List<CountryFinding>> countries) {
        add(countries, CountryFinding.Kind.REGISTRATION, registrationCountry(address, hosted, moment), share);
        add(
                countries,
                CountryFinding.Kind.SERVER,
                networks.location(address, moment).orElse(null),
                share);
        List<CountryFinding> seats = seats(hosted, share, moment);
        countries
                .computeIfAbsent(CountryFinding.Kind.SEAT, kind -> new ArrayList<>())
                .addAll(seats);
    }

    private @Nullable Found<String> registrationCountry(IpAddress address, Hosted hosted, Instant moment) {
        Found<Delegation> delegation = networks.delegation(address, moment).orElse(null);
        if (delegation != null) {
            return delegation.map(Delegation::country);
        }
        Found<Registration> registration = hosted.registration();
        String country = registration == null ? null : registration.value().country();
        return registration == null || country == null ? null : registration.map(value -> country);
    }

    private static void add(
            Map<CountryFinding.Kind, List<CountryFinding>> countries,
            CountryFinding.Kind kind,
            @Nullable Found<String> found,
            double share) {
        countries
                .computeIfAbsent(kind, key -> new ArrayList<>())
                .add(
                        found == null
                                ? new CountryFinding(kind, null, share, null)
                                : new CountryFinding(kind, found.value(), share, evidence(found)));
    }

    /** Of the web host, else of the networks; behind a proxy of nobody. */
    private List<CountryFinding> seats(Hosted hosted, double share, Instant moment) {
        CountryFinding.Kind kind = CountryFinding.Kind.SEAT;
        if (hosted.webHost().getFirst() instanceof Finding.Known known) {
            CountryFinding seat = seat(known, moment);
            if (seat != null) {
                return List.of(seat);
            }
            return List.of(new CountryFinding(kind, null, share, null));
        }
        List<CountryFinding> seats = new ArrayList<>();
        for (Finding finding : hosted.network()) {
            CountryFinding seat = finding instanceof Finding.Known known ? seat(known, moment) : null;
            seats.add(seat != null ? seat : new CountryFinding(kind, null, finding.share(), null));
        }
        return seats;
    }

    private @Nullable CountryFinding seat(Finding.Known known, Instant moment) {
        CountryFinding.Kind kind = CountryFinding.Kind.SEAT;
        Party party = known.party();
        Provider provider = party.provider();
        if (provider != null) {
            String seat = provider.seat();
            return seat == null ? null : new CountryFinding(kind, seat, known.share(), REGISTRY);
        }
        Found<?> source = null;
        String country = null;
        if (party.key().startsWith("org:")) {
            Found<Organisation> found =
                    networks.organisation(party.key().substring(4), moment).orElse(null);
            source = found;
            country = found == null ? null : found.value().country();
        } else if (party.key().startsWith("as:")) {
            Found<AsOrganisation> found = networks.asOrganisation(
                            Long.parseLong(party.key().substring(3)), moment)
                    .orElse(null);
            source = found;
            country = found == null ? null : found.value().country();
        }
        return source == null || country == null
                ? null
                : new CountryFinding(kind, country, known.share(), evidence(source));
    }

    private static Evidence evidence(Found<?> found) {
        return new Evidence(found.source(), found.trueAt(), confidence(found.later()));
    }

    private static Confidence confidence(boolean later) {
        return later ? Confidence.LATER : Confidence.RECORDED;
    }

    // Shares

    private static List<Finding> merged(List<Finding> findings) {
        return merged(
                findings,
                finding -> switch (finding) {
                    case Finding.Known known -> known.party().key();
                    case Finding.Unknown unknown -> unknown.reason();
                },
                Finding::share,
                Attributor::withShare);
    }

    private static Finding withShare(Finding finding, double share) {
        return switch (finding) {
            case Finding.Known known -> new Finding.Known(known.party(), share, known.evidence());
            case Finding.Unknown unknown -> new Finding.Unknown(unknown.reason(), share);
        };
    }

    private static List<Attribution.Ranked> mergedRanked(List<Attribution.Ranked> ranked) {
        return merged(
                ranked,
                each -> List.of(
                        each.fallback(),
                        switch (each.finding()) {
                            case Finding.Known known -> known.party().key();
                            case Finding.Unknown unknown -> unknown.reason();
                        }),
                each -> each.finding().share(),
                (each, share) -> new Attribution.Ranked(withShare(each.finding(), share), each.fallback()));
    }

    private static List<CountryFinding> mergedCountries(List<CountryFinding> countries) {
        return merged(
                countries,
                each -> each.country() == null ? "" : each.country(),
                CountryFinding::share,
                (each, share) -> new CountryFinding(each.kind(), each.country(), share, each.evidence()));
    }

    /** Adds the shares of equal keys; the first one's evidence stays. Largest share first, then as they came. */
    private static <T> List<T> merged(
            List<T> all, Function<T, Object> key, ToDoubleFunction<T> share, BiFunction<T, Double, T> withShare) {
        if (all.size() == 1) {
            return List.copyOf(all);
        }
        Map<Object, T> byKey = new LinkedHashMap<>();
        for (T each : all) {
            byKey.merge(
                    key.apply(each),
                    each,
                    (before, more) -> withShare.apply(
                            before, Math.min(1, share.applyAsDouble(before) + share.applyAsDouble(more))));
        }
        List<T> ordered = new ArrayList<>(byKey.values());
        ordered.sort((first, second) -> Double.compare(share.applyAsDouble(second), share.applyAsDouble(first)));
        return List.copyOf(ordered);
    }
}
