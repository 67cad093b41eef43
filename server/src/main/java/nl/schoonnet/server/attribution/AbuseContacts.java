// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nl.schoonnet.internet.network.IpAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Where abuse of an address is reported, by RDAP: asked for the addresses of open items, one question a second at most, and
 * kept per registered network with its date. That it isn't known is kept too. Safe for many threads.
 */
@Service
public class AbuseContacts {
    private static final Logger LOG = LoggerFactory.getLogger(AbuseContacts.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofHours(6);
    private static final Duration LOOKED_THROUGH = Duration.ofMinutes(5);
    private static final int MOST_WANTED = 1_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final @Nullable Rdap rdap;
    private final ReentrantLock asking = new ReentrantLock();
    private final Deque<IpAddress> wanted = new ArrayDeque<>();
    private Instant next = Instant.MIN;
    private Instant lookedThrough = Instant.MIN;

    @Autowired
    AbuseContacts(JdbcClient jdbc, InstantSource clock, AttributionSettings settings) {
        this(jdbc, clock, production(settings.rdap()));
    }

    AbuseContacts(JdbcClient jdbc, InstantSource clock, @Nullable Rdap rdap) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.rdap = rdap;
    }

    private static @Nullable Rdap production(String setting) {
        if (setting.isBlank()) {
            return null;
        }
        URI base;
        try {
            base = URI.create(setting.strip());
        } catch (IllegalArgumentException e) {
            base = URI.create("");
        }
        if (!Rdap.production(base).test(base) || base.getRawQuery() != null) {
            LOG.warn("Nobody is asked for abuse contacts: schoonnet.attribution.rdap isn't an address with https");
            return null;
        }
        return new Rdap(base, Rdap.production(base));
    }

    /** What came of a question. */
    public enum Outcome {
        /** A mail address. */
        FOUND(Duration.ofDays(30)),
        /** The network is registered without one. */
        NO_CONTACT(Duration.ofDays(7)),
        /** The service knows no such network. */
        NOT_REGISTERED(Duration.ofDays(7)),
        /** The service won't answer, or leads where we won't go. */
        REFUSED(Duration.ofDays(1)),
        /** The answer can't be read. */
        UNUSABLE(Duration.ofDays(1)),
        /** No answer. */
        AWAY(Duration.ofHours(1));

        private final Duration fresh;

        Outcome(Duration fresh) {
            this.fresh = fresh;
        }
    }

    /**
     * What is known of a network.
     *
     * @param mail empty if it isn't known, see the outcome
     * @param source the host that answered
     */
    public record Contact(Optional<String> mail, Outcome outcome, Instant learntAt, String source) {}

    /** What was learnt last about where abuse of an address is reported; empty if nobody was asked. */
    public Optional<Contact> of(IpAddress address) {
        return jdbc.sql("""
                SELECT mail, outcome, learnt_at, source FROM abuse_contact
                WHERE first_address <= ?::inet AND last_address >= ?::inet
                ORDER BY learnt_at DESC, first_address DESC LIMIT 1""")
                .params(address.toString(), address.toString())
                .query((row, n) -> new Contact(
                        Optional.ofNullable(row.getString(1)),
                        Outcome.valueOf(row.getString(2)),
                        row.getTimestamp(3).toInstant(),
                        row.getString(4)))
                .optional();
    }

    /** On a thread of its own: a stop doesn't wait for an answer. */
    @Scheduled(fixedDelay = 1_000, initialDelay = 5_000)
    void scheduled() {
        if (rdap != null) {
            Thread.ofVirtual().name("abuse-contacts").start(this::tick);
        }
    }

    /** Asks one question, if it is time for one and there is one to ask. */
    void tick() {
        Rdap service = rdap;
        if (service == null || !asking.tryLock()) {
            return;
        }
        try {
            Instant now = clock.instant();
            if (now.isBefore(next)) {
                return;
            }
            lookThrough(now);
            Optional<IpAddress> address = nextWanted(now);
            if (address.isPresent()) {
                next = now.plus(PACE);
                Rdap.Answer answer = service.ask(address.get());
                keep(answer, now);
                Duration rest = answer.retryAfter();
                if (rest != null) {
                    next = now.plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
                }
            }
        } finally {
            asking.unlock();
        }
    }

    private Optional<IpAddress> nextWanted(Instant now) {
        for (IpAddress address = wanted.poll(); address != null; address = wanted.poll()) {
            boolean fresh = of(address)
                    .filter(contact -> now.isBefore(contact.learntAt.plus(contact.outcome.fresh)))
                    .isPresent();
            if (!fresh) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    /** Addresses of open items about which nothing is known, or too long ago. */
    private void lookThrough(Instant now) {
        boolean due = lookedThrough.equals(Instant.MIN)
                || now.isBefore(lookedThrough)
                || !now.isBefore(lookedThrough.plus(LOOKED_THROUGH));
        if (!wanted.isEmpty() || !due) {
            return;
        }
        lookedThrough = now;
        String fresh = Arrays.stream(Outcome.values())
                .map(outcome -> "WHEN '%s' THEN interval '%d seconds'".formatted(outcome, outcome.fresh.toSeconds()))
                .collect(java.util.stream.Collectors.joining(" "));
        jdbc.sql("""
                SELECT DISTINCT a FROM resolution r
                JOIN item i ON i.item_id = r.item_id AND i.closed_at IS NULL
                CROSS JOIN LATERAL unnest(string_to_array(r.addresses, ' ')) AS a
                WHERE NOT EXISTS (SELECT FROM abuse_contact c
                    WHERE c.first_address <= a::inet AND c.last_address >= a::inet
                      AND c.learnt_at + CASE c.outcome %s END > ?)
                LIMIT %d""".formatted(fresh, MOST_WANTED)).param(Timestamp.from(now)).query(row -> {
            IpAddress.parse(row.getString(1)).ifPresent(wanted::add);
        });
    }

    private void keep(Rdap.Answer answer, Instant now) {
        jdbc.sql("""
                INSERT INTO abuse_contact (first_address, last_address, learnt_at, mail, outcome, source)
                VALUES (?::inet, ?::inet, ?, ?, ?, ?)
                ON CONFLICT (first_address, last_address, learnt_at) DO NOTHING""")
                .params(Arrays.asList(
                        answer.first().toString(),
                        answer.last().toString(),
                        Timestamp.from(now.truncatedTo(ChronoUnit.MICROS)),
                        answer.mail(),
                        answer.outcome().name(),
                        answer.host()))
                .update();
    }

    @PreDestroy
    void close() {
        Rdap service = rdap;
        if (service != null) {
            service.close();
        }
    }
}
