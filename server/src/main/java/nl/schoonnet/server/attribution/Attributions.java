// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import nl.schoonnet.internet.attribution.Attribution;
import nl.schoonnet.internet.attribution.CountryFinding;
import nl.schoonnet.internet.attribution.Role;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.server.intake.Vault;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Who had which role for an item, and when: derived from what the DNS said at looks and the tables of that time. An item is
 * derived anew from the first new fact on; with the same tables everything comes out the same when it is derived once more.
 * Several processes may do it side by side. Safe for many threads.
 */
@Service
public class Attributions {
    private static final Logger LOG = LoggerFactory.getLogger(Attributions.class);
    private static final int TOGETHER = 20_000;
    private static final int WRITTEN_TOGETHER = 500;

    /** An absence counts when another one confirms it after so long. */
    private static final Duration CONFIRMED_AFTER = Duration.ofMinutes(15);

    private static final Instant BEGINNING = Instant.EPOCH;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Vault vault;
    private final Keys keys;
    private final Resolutions resolutions;
    private final Attributors attributors;
    private final ReentrantLock atWork = new ReentrantLock();

    Attributions(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Vault vault,
            Keys keys,
            Resolutions resolutions,
            Attributors attributors) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.vault = vault;
        this.keys = keys;
        this.resolutions = resolutions;
        this.attributors = attributors;
    }

    /** How one attribution differs from the one before. */
    public enum Change {
        /** There is none before. */
        FIRST,
        /** The parties are the same, others came beside them, or one went on in another (a merger). */
        SAME_PARTY,
        /** A party that had the item has it no longer. */
        OTHER_PARTY,
        /** It can't be known: no table, no address, or a proxy stands before one of the two. */
        UNKNOWN
    }

    /** How the part of a party ended. */
    public enum Ending {
        /** It was still seen elsewhere: the party didn't take it down. */
        MOVED,
        /** It was gone, and confirmed so, before the change. */
        GONE_BEFORE,
        /** It can't be known which of both. */
        NOT_KNOWN
    }

    /**
     * An edition that was used.
     *
     * @param source file, or address without user and query
     * @param digest SHA-256 in hexadecimal
     */
    public record Used(String source, Instant trueAt, String digest) {}

    /**
     * Who had which role since a moment.
     *
     * @param since the first look that found it so
     * @param until the first look that found it otherwise; null for the newest
     * @param change what differs from the one before
     * @param roles per role what is known; shares add up to 1
     * @param countries per kind of country likewise
     * @param tables the editions that were used
     * @param ending how it ended for the party that had it; null as long as no party went
     */
    public record Attributed(
            Instant since,
            @Nullable Instant until,
            Change change,
            Map<Role, List<Held>> roles,
            Map<CountryFinding.Kind, List<Held>> countries,
            List<Used> tables,
            @Nullable Ending ending) {
        /** Copies. */
        public Attributed {
            roles = Map.copyOf(roles);
            countries = Map.copyOf(countries);
            tables = List.copyOf(tables);
        }

        /** What is known of a role. */
        public List<Held> role(Role role) {
            return roles.getOrDefault(role, List.of());
        }

        /** What is known of a kind of country. */
        public List<Held> country(CountryFinding.Kind kind) {
            return countries.getOrDefault(kind, List.of());
        }
    }

    /** The attributions of an item, the first one first; without any of its names. */
    public List<Attributed> ofItem(long item) {
        List<Row> rows = rows(item);
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Looked> looks = looks(item);
        List<Attributed> attributed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Row next = i + 1 < rows.size() ? rows.get(i + 1) : null;
            Instant end = i + 2 < rows.size() ? rows.get(i + 2).since : Instant.MAX;
            attributed.add(new Attributed(
                    row.since,
                    next == null ? null : next.since,
                    row.change,
                    Map.of(
                            Role.WEB_HOST, row.webHost,
                            Role.NETWORK, row.network,
                            Role.PROXY, row.proxy,
                            Role.REGISTRAR, row.registrar,
                            Role.PLATFORM, row.platform),
                    row.countries,
                    row.tables,
                    next == null ? null : ending(next.change, row.since, next.since, end, looks)));
        }
        return attributed;
    }

    /** A look that was decided. */
    record Looked(Instant at, Verdict verdict) {}

    /** How the first party's part ended: by the looks before and after the change. */
    static @Nullable Ending ending(Change change, Instant since, Instant changed, Instant end, List<Looked> looks) {
        if (change == Change.SAME_PARTY || change == Change.FIRST) {
            return null;
        }
        if (change == Change.UNKNOWN) {
            return Ending.NOT_KNOWN;
        }
        Instant absent = null;
        boolean confirmed = false;
        Verdict after = Verdict.UNKNOWN;
        for (Looked look : looks) {
            boolean decided = look.verdict == Verdict.AVAILABLE || look.verdict == Verdict.ABSENT;
            if (!decided || look.at.isBefore(since)) {
                continue;
            }
            if (look.at.isBefore(changed)) {
                if (look.verdict == Verdict.AVAILABLE) {
                    absent = null;
                    confirmed = false;
                } else if (absent == null) {
                    absent = look.at;
                } else {
                    confirmed |= !look.at.isBefore(absent.plus(CONFIRMED_AFTER));
                }
            } else if (look.at.isBefore(end)) {
                after = look.verdict;
                break;
            }
        }
        if (confirmed) {
            return Ending.GONE_BEFORE;
        }
        return absent == null && after == Verdict.AVAILABLE ? Ending.MOVED : Ending.NOT_KNOWN;
    }

    private List<Looked> looks(long item) {
        return jdbc.sql("""
                SELECT at, reason FROM observation_believed WHERE item_id = ? AND reason IS NOT NULL
                ORDER BY at, vantage""")
                .param(item)
                .query((row, n) -> new Looked(
                        row.getTimestamp(1).toInstant(),
                        Reason.valueOf(row.getString(2)).verdict()))
                .list();
    }

    /** As it is kept. */
    private record Row(
            Instant since,
            Change change,
            List<Held> webHost,
            List<Held> network,
            List<Held> proxy,
            List<Held> registrar,
            List<Held> platform,
            Map<CountryFinding.Kind, List<Held>> countries,
            List<Used> tables) {
        Set<String> standing() {
            return Roles.standing(webHost, network, proxy);
        }
    }

    private List<Row> rows(long item) {
        return jdbc.sql("""
                SELECT since, change, web_host, network, proxy, registrar, platform, countries, tables
                FROM attribution WHERE item_id = ? ORDER BY since""")
                .param(item)
                .query((row, n) -> new Row(
                        row.getTimestamp(1).toInstant(),
                        Change.valueOf(row.getString(2)),
                        Roles.held(row.getString(3)),
                        Roles.held(row.getString(4)),
                        Roles.held(row.getString(5)),
                        Roles.held(row.getString(6)),
                        Roles.held(row.getString(7)),
                        Roles.countries(row.getString(8)),
                        Roles.used(row.getString(9))))
                .list();
    }

    /** On a thread of its own: a stop doesn't wait for large tables to be read. */
    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void scheduled() {
        Thread.ofPlatform().daemon().name("attributions").start(this::now);
    }

    private void now() {
        if (!atWork.tryLock()) {
            return;
        }
        try {
            update();
        } catch (RuntimeException e) {
            LOG.warn("Attributions aren't up to date; it is tried again", e);
        } finally {
            atWork.unlock();
        }
    }

    /**
     * Derives what has new facts.
     *
     * @return how many items were derived
     */
    public long update() {
        long derived = 0;
        long after = 0;
        while (true) {
            List<Due> due = due(after);
            if (due.isEmpty()) {
                return derived;
            }
            derived += derive(due);
            // What got a new fact meanwhile comes at the next time.
            after = due.getLast().item;
        }
    }

    /**
     * Derives everything anew, with the tables as they are now; where the address of an item was erased, what was derived
     * before stays.
     *
     * @return how many items were derived
     */
    public long recompute() {
        jdbc.sql("""
                INSERT INTO attribution_due AS d (item_id, since, marks)
                SELECT DISTINCT item_id, ?::timestamptz, 1 FROM resolution ORDER BY item_id
                ON CONFLICT (item_id) DO UPDATE SET since = excluded.since, marks = d.marks + 1""").param(Timestamp.from(BEGINNING)).update();
        return update();
    }

    private record Due(long item, Instant since, long marks) {}

    private List<Due> due(long after) {
        return jdbc.sql("SELECT item_id, since, marks FROM attribution_due WHERE item_id > ? ORDER BY item_id LIMIT ?")
                .params(after, TOGETHER)
                .query((row, n) -> new Due(row.getLong(1), row.getTimestamp(2).toInstant(), row.getLong(3)))
                .list();
    }

    /** What is known of an item while its places are gone through in the order of time. */
    private static final class Walk {
        private final Host host;
        private final List<Place> places;
        private final Set<String> before;
        private final boolean any;
        private final List<Row> added = new ArrayList<>();

        Walk(Host host, List<Place> places, Optional<Row> before) {
            this.host = host;
            this.places = places;
            this.before = before.map(Row::standing).orElse(Set.of());
            this.any = before.isPresent();
        }

        Set<String> standing() {
            return added.isEmpty() ? before : added.getLast().standing();
        }

        boolean isFirst() {
            return added.isEmpty() && !any;
        }
    }

    /** One place of one item, to be attributed. */
    private record Step(Walk walk, int place) {
        Instant at() {
            return walk.places.get(place).since();
        }
    }

    private long derive(List<Due> due) {
        List<Long> items = due.stream().map(Due::item).toList();
        Map<Long, String> addresses = vault.addressesToLookAt(items);
        Map<Long, List<Resolutions.Kept>> kept = resolutions.addresses(items);
        Map<Long, Map<String, NavigableSet<Instant>>> looks = looks(kept);
        Map<Long, Walk> walks = new HashMap<>();
        List<Step> steps = new ArrayList<>();
        for (Due one : due) {
            Optional<Host> host = Optional.ofNullable(addresses.get(one.item))
                    .flatMap(WebUrl::parse)
                    .map(WebUrl::host);
            if (host.isEmpty()) {
                continue;
            }
            List<Place> places =
                    Place.of(kept.getOrDefault(one.item, List.of()), looks.getOrDefault(one.item, Map.of()));
            Walk walk = new Walk(host.get(), places, lastBefore(one));
            walks.put(one.item, walk);
            for (int i = 0; i < places.size(); i++) {
                if (!places.get(i).since().isBefore(one.since)) {
                    steps.add(new Step(walk, i));
                }
            }
        }
        steps.sort(Comparator.comparing(Step::at));
        Attributors.Shelf shelf = attributors.shelf();
        steps.forEach(step -> take(step, shelf));
        for (int from = 0; from < due.size(); from += WRITTEN_TOGETHER) {
            List<Due> some = due.subList(from, Math.min(due.size(), from + WRITTEN_TOGETHER));
            transactions.executeWithoutResult(status -> write(some, walks));
        }
        return due.size();
    }

    private void take(Step step, Attributors.Shelf shelf) {
        Walk walk = step.walk;
        Place place = walk.places.get(step.place);
        Attributors.Loaded loaded = shelf.at(place.since());
        Attribution now = loaded.attributor().attribute(walk.host, place.addresses(), place.since());
        List<Held> webHost = Roles.of(now, Role.WEB_HOST, keys);
        List<Held> network = Roles.of(now, Role.NETWORK, keys);
        List<Held> proxy = Roles.of(now, Role.PROXY, keys);
        if (!walk.isFirst() && Roles.standing(webHost, network, proxy).equals(walk.standing())) {
            return;
        }
        Change change = Change.FIRST;
        if (!walk.isFirst()) {
            List<Place> before = walk.places.subList(0, step.place);
            Attribution first = loaded.attributor()
                    .attribute(
                            walk.host,
                            before.isEmpty() ? List.of() : before.getLast().addresses(),
                            place.since());
            change = Roles.change(first, now, loaded.attributor().registry(), place.since());
        }
        walk.added.add(new Row(
                place.since(),
                change,
                webHost,
                network,
                proxy,
                Roles.of(now, Role.REGISTRAR, keys),
                Roles.of(now, Role.PLATFORM, keys),
                Roles.countries(now),
                loaded.used()));
    }

    private Optional<Row> lastBefore(Due due) {
        return due.since.equals(BEGINNING)
                ? Optional.empty()
                : rows(due.item).stream()
                        .filter(row -> row.since.isBefore(due.since))
                        .reduce((first, second) -> second);
    }

    /** When each vantage point looked at the items that several vantage points resolved. */
    private Map<Long, Map<String, NavigableSet<Instant>>> looks(Map<Long, List<Resolutions.Kept>> kept) {
        List<Long> several = kept.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                                .map(Resolutions.Kept::vantage)
                                .distinct()
                                .count()
                        > 1)
                .map(Map.Entry::getKey)
                .toList();
        Map<Long, Map<String, NavigableSet<Instant>>> looks = new HashMap<>();
        if (!several.isEmpty()) {
            jdbc.sql("SELECT item_id, vantage, at FROM observation WHERE item_id = ANY (?)")
                    .param(several.toArray(Long[]::new))
                    .query(row -> {
                        looks.computeIfAbsent(row.getLong(1), unknown -> new TreeMap<>())
                                .computeIfAbsent(row.getString(2), unknown -> new TreeSet<>())
                                .add(row.getTimestamp(3).toInstant());
                    });
        }
        return looks;
    }

    /** Writes what was derived of items that got no new fact meanwhile. */
    private void write(List<Due> some, Map<Long, Walk> walks) {
        Map<Long, Long> marks = new HashMap<>();
        jdbc.sql("SELECT item_id, marks FROM attribution_due WHERE item_id = ANY (?) ORDER BY item_id FOR UPDATE")
                .param(some.stream().map(Due::item).toArray(Long[]::new))
                .query(row -> {
                    marks.put(row.getLong(1), row.getLong(2));
                });
        List<Due> ours = some.stream()
                .filter(due -> Objects.equals(marks.get(due.item), due.marks))
                .toList();
        List<Due> derived =
                ours.stream().filter(due -> walks.containsKey(due.item)).toList();
        jdbc.sql("""
                DELETE FROM attribution a USING unnest(?::bigint[], ?::text[]::timestamptz[]) AS u (item, since)
                WHERE a.item_id = u.item AND a.since >= u.since""")
                .params(
                        derived.stream().map(Due::item).toArray(Long[]::new),
                        derived.stream().map(due -> due.since.toString()).toArray(String[]::new))
                .update();
        for (Due due : derived) {
            for (Row row : Objects.requireNonNull(walks.get(due.item)).added) {
                insert(due.item, row);
            }
        }
        jdbc.sql("DELETE FROM attribution_due WHERE item_id = ANY (?)")
                .param(ours.stream().map(Due::item).toArray(Long[]::new))
                .update();
    }

    private void insert(long item, Row row) {
        jdbc.sql("""
                INSERT INTO attribution
                    (item_id, since, change, web_host, network, proxy, registrar, platform, countries, tables)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        item,
                        Timestamp.from(row.since),
                        row.change.name(),
                        Roles.text(row.webHost),
                        Roles.text(row.network),
                        Roles.text(row.proxy),
                        Roles.text(row.registrar),
                        Roles.text(row.platform),
                        Roles.text(row.countries),
                        Roles.text(row.tables))
                .update();
    }
}
