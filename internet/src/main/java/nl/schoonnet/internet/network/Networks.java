// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import nl.schoonnet.internet.edition.Dating;
import nl.schoonnet.internet.edition.Edition;
import nl.schoonnet.internet.edition.EditionAt;
import nl.schoonnet.internet.edition.Editions;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * All network tables that somebody has, of several kinds, sources and dates. Immutable and safe for many threads.
 *
 * <p>Files whose names differ only in a date are editions of one series. A question is put to every series of its kind, as
 * of the moment; the longest prefix wins, and of equal ones an edition that is not later than the moment, then the file
 * that was given first.
 */
public final class Networks {
    private final Shelf<PrefixMap<Origins>> routes;
    private final Shelf<PrefixMap<Registration>> registrations;
    private final Shelf<PrefixMap<Delegation>> delegations;
    private final Shelf<PrefixMap<String>> proxies;
    private final Shelf<PrefixMap<String>> locations;
    private final Shelf<TreeMap<Long, Tables.AsRange>> asDelegations;
    private final Shelf<Map<Long, AsOrganisation>> asOrganisations;
    private final Shelf<Map<String, Organisation>> organisations;
    private final Shelf<Map<String, String>> registrars;
    private final List<NetworkTable> tables;
    private final long latin1Lines;

    private Networks(Builder builder) {
        List<NetworkTable> read = new ArrayList<>();
        routes = new Shelf<>(NetworkTable.Kind.ROUTES, builder.routes, PrefixMap::size, read);
        registrations = new Shelf<>(NetworkTable.Kind.REGISTRATIONS, builder.registrations, PrefixMap::size, read);
        delegations = new Shelf<>(NetworkTable.Kind.DELEGATIONS, builder.delegations, PrefixMap::size, read);
        proxies = new Shelf<>(NetworkTable.Kind.PROXIES, builder.proxies, PrefixMap::size, read);
        locations = new Shelf<>(NetworkTable.Kind.LOCATIONS, builder.locations, PrefixMap::size, read);
        asDelegations = new Shelf<>(NetworkTable.Kind.AS_DELEGATIONS, builder.asDelegations, TreeMap::size, read);
        asOrganisations = new Shelf<>(NetworkTable.Kind.AS_ORGANISATIONS, builder.asOrganisations, Map::size, read);
        organisations = new Shelf<>(NetworkTable.Kind.ORGANISATIONS, builder.organisations, Map::size, read);
        registrars = new Shelf<>(NetworkTable.Kind.REGISTRARS, builder.registrars, Map::size, read);
        tables = List.copyOf(read);
        latin1Lines = builder.latin1Lines;
    }

    /** No tables: every question has no answer. */
    public static Networks none() {
        return builder().build();
    }

    /**
     * Reads tables; each says itself of what format it is and when it was true.
     *
     * @param rejections receives every line that was not used
     * @throws InputException if a file can't be used at all
     */
    public static Networks read(List<Path> files, Consumer<Rejection> rejections) {
        Builder builder = builder();
        for (Path file : files) {
            builder.add(file, null, rejections);
        }
        return builder.build();
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many lines were not UTF-8 and were taken as ISO 8859-1, as extracts of the RIPE database need it. */
    public long latin1Lines() {
        return latin1Lines;
    }

    /** Every table that was read. */
    public List<NetworkTable> tables() {
        return tables;
    }

    /** Whether there is any table of this kind. */
    public boolean has(NetworkTable.Kind kind) {
        return tables.stream().anyMatch(table -> table.kind() == kind);
    }

    /** The origins of the longest announced prefix. */
    public Optional<Found<Origins>> route(IpAddress address, Instant moment) {
        return longest(routes, address, moment);
    }

    /** The most specific registered range. */
    public Optional<Found<Registration>> registration(IpAddress address, Instant moment) {
        return longest(registrations, address, moment);
    }

    /** What a regional registry handed out, and to which country. */
    public Optional<Found<Delegation>> delegation(IpAddress address, Instant moment) {
        return longest(delegations, address, moment);
    }

    /** The content delivery network or reverse proxy that the address belongs to. */
    public Optional<Found<String>> proxy(IpAddress address, Instant moment) {
        return longest(proxies, address, moment);
    }

    /** The country where the server stands, by a location table. */
    public Optional<Found<String>> location(IpAddress address, Instant moment) {
        return longest(locations, address, moment);
    }

    /** The country that an AS number was registered to. */
    public Optional<Found<Delegation>> delegation(long asn, Instant moment) {
        return asDelegations.first(moment, table -> {
            Map.Entry<Long, Tables.AsRange> range = table.floorEntry(asn);
            return range == null || range.getValue().last() < asn
                    ? null
                    : range.getValue().delegation();
        });
    }

    /** Who holds an AS number. */
    public Optional<Found<AsOrganisation>> asOrganisation(long asn, Instant moment) {
        return asOrganisations.first(moment, table -> table.get(asn));
    }

    /** An organisation by its registry handle, in capitals. */
    public Optional<Found<Organisation>> organisation(String handle, Instant moment) {
        return organisations.first(moment, table -> table.get(handle));
    }

    /** The registrar of a registrable domain, in lower-case ASCII. */
    public Optional<Found<String>> registrar(String domain, Instant moment) {
        return registrars.first(moment, table -> table.get(domain));
    }

    private static <V> Optional<Found<V>> longest(Shelf<PrefixMap<V>> shelf, IpAddress address, Instant moment) {
        Found<V> best = null;
        for (Editions<PrefixMap<V>> series : shelf.series) {
            EditionAt<PrefixMap<V>> at = series.asOf(moment).orElseThrow();
            PrefixMap<V> table = at.edition().content();
            Prefix prefix = table.match(address).orElse(null);
            V value = prefix == null ? null : table.find(address);
            if (prefix == null || value == null) {
                continue;
            }
            int order = best == null || best.prefix() == null
                    ? 1
                    : Integer.compare(prefix.bits(), best.prefix().bits());
            if (order > 0 || (order == 0 && best != null && best.later() && !at.later())) {
                best = new Found<>(
                        value, prefix, at.edition().source(), at.edition().trueAt(), at.later());
            }
        }
        return Optional.ofNullable(best);
    }

    /** The editions of one kind of table, by series, in the order in which the series were first given. */
    private static final class Shelf<T> {
        final List<Editions<T>> series;

        Shelf(
                NetworkTable.Kind kind,
                Map<String, List<Edition<T>>> bySeries,
                ToLongFunction<? super T> size,
                List<NetworkTable> read) {
            series = bySeries.values().stream().map(Editions::of).toList();
            for (Editions<T> editions : series) {
                for (Edition<T> edition : editions.all()) {
                    read.add(new NetworkTable(
                            kind, edition.source(), edition.trueAt(), size.applyAsLong(edition.content())));
                }
            }
        }

        <V> Optional<Found<V>> first(Instant moment, Function<? super T, ? extends @Nullable V> lookUp) {
            Found<V> fallback = null;
            for (Editions<T> editions : series) {
                EditionAt<T> at = editions.asOf(moment).orElseThrow();
                V value = lookUp.apply(at.edition().content());
                if (value != null) {
                    Found<V> found = new Found<>(
                            value, null, at.edition().source(), at.edition().trueAt(), at.later());
                    if (!at.later()) {
                        return Optional.of(found);
                    }
                    fallback = fallback == null ? found : fallback;
                }
            }
            return Optional.ofNullable(fallback);
        }
    }

    /** Collects files. */
    public static final class Builder {
        private final Map<String, List<Edition<PrefixMap<Origins>>>> routes = new LinkedHashMap<>();
        private final Map<String, List<Edition<PrefixMap<Registration>>>> registrations = new LinkedHashMap<>();
        private final Map<String, List<Edition<PrefixMap<Delegation>>>> delegations = new LinkedHashMap<>();
        private final Map<String, List<Edition<PrefixMap<String>>>> proxies = new LinkedHashMap<>();
        private final Map<String, List<Edition<PrefixMap<String>>>> locations = new LinkedHashMap<>();
        private final Map<String, List<Edition<TreeMap<Long, Tables.AsRange>>>> asDelegations = new LinkedHashMap<>();
        private final Map<String, List<Edition<Map<Long, AsOrganisation>>>> asOrganisations = new LinkedHashMap<>();
        private final Map<String, List<Edition<Map<String, Organisation>>>> organisations = new LinkedHashMap<>();
        private final Map<String, List<Edition<Map<String, String>>>> registrars = new LinkedHashMap<>();

        private long latin1Lines;

        private Builder() {}

        /**
         * Reads a file.
         *
         * @param trueAt when the table was true; null to find it in the file's comments or its name
         * @param rejections receives every line that was not used
         * @throws InputException if the file can't be used at all
         */
        public Builder add(Path file, @Nullable Instant trueAt, Consumer<Rejection> rejections) {
            TableReader reader = new TableReader(file, trueAt, rejections);
            Tables read = reader.read();
            latin1Lines += read.latin1Lines;
            addMap(routes, reader, read.routes);
            addMap(registrations, reader, read.registrations);
            addMap(delegations, reader, read.delegations);
            addMap(proxies, reader, read.proxies);
            addMap(locations, reader, read.locations);
            add(asDelegations, reader, read.asDelegations, read.asDelegations.isEmpty());
            add(asOrganisations, reader, Map.copyOf(read.asOrganisations), read.asOrganisations.isEmpty());
            add(organisations, reader, Map.copyOf(read.organisations), read.organisations.isEmpty());
            add(registrars, reader, Map.copyOf(read.registrars), read.registrars.isEmpty());
            return this;
        }

        private static <V> void addMap(
                Map<String, List<Edition<PrefixMap<V>>>> shelf, TableReader reader, PrefixMap.Builder<V> table) {
            if (!table.isEmpty()) {
                add(shelf, reader, table.build(), false);
            }
        }

        private static <T> void add(Map<String, List<Edition<T>>> shelf, TableReader reader, T table, boolean empty) {
            if (!empty) {
                shelf.computeIfAbsent(Dating.without(reader.name()), series -> new ArrayList<>())
                        .add(new Edition<>(table, reader.trueAt(), reader.name()));
            }
        }

        /** The tables read so far. */
        public Networks build() {
            return new Networks(this);
        }
    }
}
