// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import org.jspecify.annotations.Nullable;

/** Who is who on the internet, over time. Immutable and safe for many threads. */
public final class ProviderRegistry {
    private final Map<String, Provider> providers;
    private final List<Merger> mergers;
    private final Map<String, List<Merger>> mergersFrom = new HashMap<>();
    private final Map<Object, List<Match>> byKey = new HashMap<>();
    private final List<Integer> ipv4Bits;
    private final List<Integer> ipv6Bits;
    private final List<Overlap> overlaps = new ArrayList<>();

    private ProviderRegistry(Map<String, Provider> providers, List<Merger> mergers) {
        this.providers = providers;
        this.mergers = mergers;
        for (Merger merger : mergers) {
            mergersFrom
                    .computeIfAbsent(merger.from(), from -> new ArrayList<>(1))
                    .add(merger);
        }
        Set<Integer> four = new TreeSet<>(Comparator.reverseOrder());
        Set<Integer> six = new TreeSet<>(Comparator.reverseOrder());
        for (Provider provider : providers.values()) {
            for (Part part : provider.parts()) {
                index(provider, part);
                if (part instanceof Part.Addresses addresses) {
                    (addresses.prefix().isIpv4() ? four : six)
                            .add(addresses.prefix().length());
                }
            }
        }
        ipv4Bits = List.copyOf(four);
        ipv6Bits = List.copyOf(six);
    }

    private void index(Provider provider, Part part) {
        List<Match> same = byKey.computeIfAbsent(key(part), key -> new ArrayList<>(1));
        for (Match match : same) {
            if (!match.provider().id().equals(provider.id())
                    && match.part().validity().overlaps(part.validity())) {
                overlaps.add(new Overlap(match.provider().id(), provider.id(), part));
            }
        }
        same.add(new Match(provider, part));
    }

    /** Keys of the four kinds are of different types or can't be equal: a handle has capitals, a domain has none. */
    private static Object key(Part part) {
        return switch (part) {
            case Part.As as -> as.asn();
            case Part.Addresses addresses -> addresses.prefix();
            case Part.Handle handle -> "handle:" + handle.handle();
            case Part.Domain domain -> "domain:" + domain.domain();
        };
    }

    /** No providers. */
    public static ProviderRegistry none() {
        return of(List.of(), List.of());
    }

    /**
     * A registry of these providers, in order.
     *
     * @throws IllegalArgumentException if an id is repeated, a merger names an unknown provider, or mergers make a circle
     */
    public static ProviderRegistry of(Collection<Provider> providers, Collection<Merger> mergers) {
        Map<String, Provider> byId = new LinkedHashMap<>();
        for (Provider provider : providers) {
            if (byId.put(provider.id(), provider) != null) {
                throw new IllegalArgumentException("a provider id is repeated");
            }
        }
        for (Merger merger : mergers) {
            if (!byId.containsKey(merger.from()) || !byId.containsKey(merger.into())) {
                throw new IllegalArgumentException("a merger names an unknown provider");
            }
        }
        List<Merger> ordered =
                mergers.stream().sorted(Comparator.comparing(Merger::on)).toList();
        if (hasCircle(ordered)) {
            throw new IllegalArgumentException("mergers make a circle");
        }
        return new ProviderRegistry(byId, ordered);
    }

    static boolean hasCircle(Collection<Merger> mergers) {
        Map<String, Set<String>> into = new HashMap<>();
        for (Merger merger : mergers) {
            into.computeIfAbsent(merger.from(), from -> new HashSet<>()).add(merger.into());
        }
        // Whoever goes on nowhere is taken out, until nobody is left or all that are left go round.
        boolean shrinks = true;
        while (shrinks) {
            for (Set<String> targets : into.values()) {
                targets.removeIf(target -> !into.containsKey(target));
            }
            shrinks = into.values().removeIf(Set::isEmpty);
        }
        return !into.isEmpty();
    }

    /**
     * Reads a registry from YAML, or from CSV if the file's name (without {@code .gz}) ends in {@code .csv}. A bad provider
     * or part is rejected and the rest is read. A bare date is midnight in Amsterdam.
     *
     * @throws InputException if the file can't be used at all: no registry, aliases or tags in YAML, mergers in a circle
     */
    public static ProviderRegistry read(Path file, Consumer<Rejection> rejections) {
        return RegistryReader.read(file, rejections);
    }

    /** All providers, in the order of the registry. */
    public Collection<Provider> providers() {
        return List.copyOf(providers.values());
    }

    /** All mergers, earliest first. */
    public List<Merger> mergers() {
        return mergers;
    }

    /** What belongs to two providers at the same time. */
    public List<Overlap> overlaps() {
        return List.copyOf(overlaps);
    }

    /** A provider by its id. */
    public Optional<Provider> provider(String id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** Who a provider had become by the moment, through all mergers up to it; the provider itself if none. */
    public Provider successorAt(Provider provider, Instant moment) {
        Provider current = provider;
        while (true) {
            Merger next = null;
            for (Merger merger : mergersFrom.getOrDefault(current.id(), List.of())) {
                if (!merger.on().isAfter(moment)) {
                    next = merger;
                }
            }
            Provider into = next == null ? null : providers.get(next.into());
            if (into == null) {
                return current;
            }
            current = into;
        }
    }

    /** Whose AS number this was. */
    public Optional<Match> byAs(long asn, Instant moment) {
        return valid(asn, moment);
    }

    /** Whose handle this was; the case of letters doesn't matter. */
    public Optional<Match> byHandle(String handle, Instant moment) {
        return valid("handle:" + RegistryReader.capitals(handle), moment);
    }

    /** Whose block the address was in: the longest prefix that was valid. */
    public Optional<Match> byAddress(IpAddress address, Instant moment) {
        for (int length : address.isIpv4() ? ipv4Bits : ipv6Bits) {
            Optional<Match> match = valid(Prefix.around(address, length), moment);
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    /**
     * Whose domain this was: the longest one that is the domain or above it.
     *
     * @param domain lower-case ASCII without a dot at the end
     */
    public Optional<Match> byDomain(String domain, Instant moment) {
        String rest = domain;
        while (true) {
            Optional<Match> match = valid("domain:" + rest, moment);
            int dot = rest.indexOf('.');
            if (match.isPresent() || dot < 0) {
                return match;
            }
            rest = rest.substring(dot + 1);
        }
    }

    /**
     * Who an address belonged to: by prefix, else by handle, else by AS number.
     *
     * @param handle of the organisation that the address is registered to; null if not known
     * @param asns that announce the address; the first one with a provider counts
     */
    public Optional<Match> find(IpAddress address, @Nullable String handle, Collection<Long> asns, Instant moment) {
        Optional<Match> match = byAddress(address, moment);
        if (match.isEmpty() && handle != null) {
            match = byHandle(handle, moment);
        }
        for (long asn : asns) {
            if (match.isEmpty()) {
                match = byAs(asn, moment);
            }
        }
        return match;
    }

    private Optional<Match> valid(Object key, Instant moment) {
        for (Match match : byKey.getOrDefault(key, List.of())) {
            if (match.part().validity().at(moment)) {
                return Optional.of(match);
            }
        }
        return Optional.empty();
    }
}
