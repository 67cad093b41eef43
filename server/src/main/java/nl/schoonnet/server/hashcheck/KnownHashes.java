// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What is listed now, in memory. Follows the completed imports in the database, those of other processes too. Any number of
 * threads ask; they never wait.
 */
@Component
class KnownHashes {
    private static final Logger LOG = LoggerFactory.getLogger(KnownHashes.class);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DataSource database;
    private final Keys keys;
    private final HashSources sources;
    private final LegalBasis basis;
    private final InstantSource clock;
    private final SavedLists files;
    private final int most;
    private final LongAdder opened = new LongAdder();

    /** Null until the lists were read. */
    private volatile @Nullable Held held;

    /** The completion that was applied last. */
    private long position;

    /** What tells it from the completion of that number in another database; {@code ""} if there is none. */
    private String history = "";

    /** What came up to then is in memory; null while nothing is. */
    private volatile @Nullable Instant followed;

    /** Nothing of a later completion is in memory. */
    private volatile long touched;

    /** What silences now. */
    private Heard heard = new Heard(0, false);

    /** Whether what is held without a basis was looked for and removed. */
    private boolean removed;

    /** Whether the last attempt failed: a lasting fault is told once. */
    private volatile boolean behind;

    /** Hashes with numbers, and what the numbers mean. */
    private record Held(ListedHashes hashes, ListingSets sets) {}

    /** Disputes up to a change of them, and whether one person's count. */
    private record Heard(long change, boolean oneIsEnough) {}

    @Autowired
    KnownHashes(
            DataSource database,
            Keys keys,
            HashSources sources,
            LegalBasis basis,
            InstantSource clock,
            @Value("${schoonnet.data}") Path data) {
        this(database, keys, sources, basis, clock, data, Change.MOST);
    }

    /**
     * With a bound of one's own.
     *
     * @param most so many hashes of an import are held beside the lists
     */
    KnownHashes(
            DataSource database,
            Keys keys,
            HashSources sources,
            LegalBasis basis,
            InstantSource clock,
            Path data,
            int most) {
        this.most = most;
        this.basis = basis;
        this.database = database;
        this.keys = keys;
        this.sources = sources;
        this.clock = clock;
        files = new SavedLists(data.resolve("index"), keys);
    }

    // ---- asked ----

    /** Whether the lists are in memory; until then nothing can be answered. */
    boolean ready() {
        return held != null;
    }

    private Held inMemory() {
        Held now = held;
        if (now == null) {
            throw new HashcheckException(
                    "not_ready", "Nothing was checked: the lists are being read. Ask again in some seconds.");
        }
        return now;
    }

    /** What counts of the listings of one hash; empty if it isn't listed. */
    SortedSet<Listing> listings(HashValue value, boolean test, int radius, PdqHits hits) {
        Held now = inMemory();
        SortedSet<Listing> found = new TreeSet<>();
        for (long number : now.hashes.matches(value, radius, hits)) {
            found.addAll(now.sets.counting(number, test));
        }
        return found;
    }

    /**
     * Looks up many at once, all as of one moment: each import counts for all of them or for none.
     *
     * @param numbers room for {@code count} answers: below 0 if not listed, or by nobody who counts
     * @return how many are listed
     */
    int find(HashKind kind, byte[] digests, int count, boolean test, long[] numbers) {
        Held now = inMemory();
        while (true) {
            long moment = now.sets.moment();
            int found = now.hashes.find(kind, digests, count, numbers);
            for (int i = 0; found > 0 && i < count; i++) {
                if (numbers[i] != ListedHashes.NONE
                        && now.sets.counting(numbers[i], test, moment).isEmpty()) {
                    numbers[i] = ListedHashes.NONE;
                    found--;
                }
            }
            if (now.sets.moment() == moment) {
                return found;
            }
            // An import came to count meanwhile.
        }
    }

    /** Who lists what was found, of those that count. */
    SortedSet<Listing> listings(long number, boolean test) {
        return inMemory().sets.counting(number, test);
    }

    /** The source of a listing; empty if it doesn't count any more. */
    Optional<HashSource> source(Listing listing) {
        return inMemory().sets.source(listing);
    }

    /** The sources that count now. */
    Collection<HashSource> counting() {
        return inMemory().sets.counting();
    }

    /** How many distinct hashes of a kind are in memory, whether their sources count or not. */
    long size(HashKind kind) {
        Held now = held;
        return now == null ? 0 : now.hashes.size(kind);
    }

    /** The names of the sources that list this very hash, disputed or not, of those that count; none until lists are read. */
    List<String> sources(HashValue value) {
        Held now = held;
        if (now == null) {
            return List.of();
        }
        return now.sets.listed(now.hashes.number(value)).stream()
                .flatMap(listing -> now.sets.source(listing).stream())
                .map(HashSource::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** How many facts were read from the database and opened since the start. */
    long factsOpened() {
        return opened.sum();
    }

    // ---- kept up to date ----

    /**
     * Sources begin and end by the clock, and imports of other processes are seen by asking. Without a basis to hold hashes none
     * are held, neither in memory nor in files beside the database.
     */
    void follow() {
        try {
            catchUp();
            behind = false;
        } catch (RuntimeException e) {
            if (!behind) {
                LOG.error(
                        "The hash lists can't be followed; checks go by what was read last, and it is tried again", e);
            }
            behind = true;
        }
    }

    /** Applies what was completed since. */
    synchronized void catchUp() {
        Instant begin = clock.instant();
        if (!allowed()) {
            remove();
            followed = begin;
            return;
        }
        removed = false;
        try (Connection connection = database.getConnection()) {
            catchUp(connection);
            followed = begin;
        } catch (SQLException e) {
            throw new HashcheckException("not_read", "The hash lists can't be read from the database.", e);
        }
    }

    /** For how long the lists weren't brought up to date; zero while they never were. */
    Duration age() {
        Instant last = followed;
        return last == null ? Duration.ZERO : Duration.between(last, clock.instant());
    }

    /**
     * Whether they can't be brought up to date for so long that it is to be told: what was withdrawn may match yet, what is new
     * may not. One that takes its time, as a large import does, isn't told.
     */
    boolean stale() {
        return behind && (held == null || age().compareTo(PATIENCE) > 0);
    }

    private boolean allowed() {
        return basis.inForce(LegalFunction.HOLD_HASHES, clock.instant()).isPresent();
    }

    private void remove() {
        if (removed) {
            return;
        }
        boolean were = held != null;
        held = null;
        position = 0;
        history = "";
        touched = 0;
        if (files.remove() || were) {
            LOG.warn("There is no legal basis to hold hashes any more: the lists were removed from memory and from the"
                    + " folder index; the facts stay in the database, sealed");
        }
        removed = true;
    }

    private void catchUp(Connection connection) throws SQLException {
        long last = number(connection, "SELECT last FROM hash_completion");
        HashFacts facts = new HashFacts(connection, keys, opened);
        if (last < position || !facts.history(position).equals(history)) {
            LOG.error(
                    "The database's imports of hash lists aren't those from before: it was put back. Everything is read"
                            + " again, and meanwhile nothing is answered");
            held = null;
            files.forget();
        }
        long removed = number(connection, "SELECT removed FROM hash_completion");
        if (held != null && position < removed) {
            LOG.warn("The lists in memory are from before facts were removed that are needed to bring them up to date."
                    + " Everything is read again, and meanwhile nothing is answered");
            held = null;
            files.forget();
        }
        Held now = held;
        if (now == null) {
            now = opened(facts, last, removed);
            history = facts.history(position);
        }
        List<HashSource> all = sources.all();
        now.sets.at(clock.instant(), all);
        silence(connection, now, Disputed.oneIsEnough(all, clock.instant()));
        while (position < last) {
            touched = Math.max(touched, position + 1);
            new Change(now.hashes, now.sets, facts, keys, position + 1, most).apply();
            position++;
            history = facts.history(position);
            now.hashes.arrived(position);
        }
        if (held == null) {
            held = now;
            LOG.info(
                    "Hash lists are in memory: {} digests, {} perceptual hashes",
                    now.hashes.size(HashKind.MD5) + now.hashes.size(HashKind.SHA1) + now.hashes.size(HashKind.SHA256),
                    now.hashes.size(HashKind.PDQ));
        }
    }

    /** If disputes changed, or whether one person's count. */
    private void silence(Connection connection, Held now, boolean oneIsEnough) throws SQLException {
        Heard hear = new Heard(number(connection, "SELECT last FROM hash_dispute_change"), oneIsEnough);
        if (held != null && hear.equals(heard)) {
            return;
        }
        Disputed disputed = Disputed.read(connection, keys, oneIsEnough);
        now.hashes.silence(disputed.hashes(), disputed.pairs());
        heard = hear;
    }

    /**
     * Everything, once at the start, from the files if they are right; nobody sees it before it is whole.
     *
     * @param removed what stands before this completion can't be brought up to date any more ({@link HashRetention})
     */
    private Held opened(HashFacts facts, long last, long removed) throws SQLException {
        if (last > 0) {
            Optional<SavedLists.Opened> saved =
                    files.open(last, completion -> history(facts, completion), clock.instant());
            if (saved.isPresent() && saved.get().position() < removed) {
                LOG.warn("The saved hash lists are from before facts were removed that are needed to bring them up to"
                        + " date; everything is read from the database");
                files.forget();
            } else if (saved.isPresent()) {
                position = saved.get().position();
                touched = saved.get().touched();
                saved.get().hashes().arrived(position);
                return new Held(saved.get().hashes(), saved.get().sets());
            }
        }
        Held all = new Held(new ListedHashes(), new ListingSets());
        Change.load(all.hashes, all.sets, facts, last, most);
        position = last;
        touched = last;
        all.hashes.arrived(last);
        return all;
    }

    private static String history(HashFacts facts, long completion) {
        try {
            return facts.history(completion);
        } catch (SQLException e) {
            throw new HashcheckException("not_read", "The hash lists can't be read from the database.", e);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    // ---- kept in order and in files ----

    /**
     * Puts in order what many changes scattered, and saves what is worth it. Beside everything else; takes seconds for millions.
     *
     * @param stopping whether everything that isn't saved is to be
     */
    void keep(boolean stopping) {
        Held now = held;
        if (now == null) {
            return;
        }
        if (!stopping) {
            now.hashes.compact();
        }
        if (files.due(now.hashes, now.sets, clock.instant(), stopping)) {
            save(now);
        }
    }

    /** Saves what isn't saved yet, whether it is worth it or not. */
    void save() {
        save(inMemory());
    }

    private void save(Held now) {
        Instant last = followed;
        if (last == null) {
            return;
        }
        long begin = System.nanoTime();
        boolean saved = files.save(
                now.hashes,
                now.sets,
                () -> touched,
                this::history,
                last,
                clock.instant(),
                () -> Objects.equals(held, now) && allowed());
        if (saved) {
            LOG.info("Hash lists saved in {} ms", (System.nanoTime() - begin) / 1_000_000);
        }
    }

    private String history(long completion) {
        try (Connection connection = database.getConnection()) {
            return history(new HashFacts(connection, keys, opened), completion);
        } catch (SQLException e) {
            throw new HashcheckException("not_read", "The hash lists can't be read from the database.", e);
        }
    }
}
