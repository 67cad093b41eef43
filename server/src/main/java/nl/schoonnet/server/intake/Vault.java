// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.server.log.Discreet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The addresses. Each time one is shown, who and why stands in the audit log first; many at once need a second person. Whether
 * a caller may ask at all is decided at the door, by role.
 */
@Service
public class Vault {
    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_ITEMS = 1_000;

    /** For so long an approval can be used, once. */
    private static final Duration APPROVED_FOR = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Numbers numbers;
    private final AuditLog audit;
    private final AccessKeys access;
    private final int singlesPerDay;
    private final InstantSource clock;

    Vault(
            JdbcClient jdbc,
            Keys keys,
            Numbers numbers,
            AuditLog audit,
            AccessKeys access,
            InstantSource clock,
            @Value("${schoonnet.reveal.singles-per-day:50}") int singlesPerDay) {
        this.access = access;
        this.singlesPerDay = singlesPerDay;
        this.jdbc = jdbc;
        this.keys = keys;
        this.numbers = numbers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The address of an item.
     *
     * @param actor who wants to see it
     * @param reason why, 10 to 1,000 characters
     * @return empty if there is no such item, or its address was erased
     * @throws IntakeException without a reason, or after so many in a day that a request is due
     */
    @Transactional
    public Optional<String> reveal(long item, String actor, String reason) {
        requireReason(reason);
        Optional<String> address = address(item);
        audit.append(actor, address.isPresent() ? "address.reveal" : "address.reveal.none", "item " + item, reason);
        // After the line in the log, whose tip lets one caller at a time through.
        if (singles(actor) > singlesPerDay) {
            throw new IntakeException(
                    "too_many_singles",
                    "More than " + singlesPerDay + " addresses in a day need a request that a colleague approves.");
        }
        return address;
    }

    /** How many addresses a person has had shown one by one in the last day, with whichever key. */
    private long singles(String actor) {
        return jdbc.sql("""
                SELECT count(*) FROM audit_entry WHERE action = 'address.reveal' AND at > ? AND (actor = ? OR actor IN (
                    SELECT b.key_id FROM access_key a JOIN access_key b ON lower(btrim(a.holder)) = lower(btrim(b.holder))
                    WHERE a.key_id = ?))""")
                .params(Timestamp.from(clock.instant().minus(Duration.ofDays(1))), actor, actor)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    /**
     * Asks to see many addresses; nothing is shown before another person approves.
     *
     * @param items 1 to 1,000 items
     * @return the number of the request
     */
    @Transactional
    public long ask(List<Long> items, String actor, String reason) {
        requireReason(reason);
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw new IntakeException("request_size", "A request is for 1 to 1,000 items.");
        }
        long request = numbers.block("reveal", 1);
        jdbc.sql("INSERT INTO reveal_request (request_id, asked_by, asked_at, reason, items) VALUES (?, ?, ?, ?, ?)")
                .params(Arrays.asList(
                        request, actor, Timestamp.from(clock.instant()), reason, items.toArray(Long[]::new)))
                .update();
        audit.append(actor, "address.reveal.ask", "request " + request + " for " + items.size() + " items", reason);
        return request;
    }

    /**
     * Approves a request of somebody else.
     *
     * @throws IntakeException if it is one's own, is unknown, or was approved before
     */
    @Transactional
    public void approve(long request, String actor) {
        Request known = request(request);
        if (access.sameHolder(known.askedBy, actor)) {
            throw new IntakeException("own_request", "Nobody approves a request of their own: ask a colleague.");
        }
        if (known.approvedAt != null) {
            throw new IntakeException("approved_before", "The request was approved before.");
        }
        jdbc.sql("UPDATE reveal_request SET approved_by = ?, approved_at = ? WHERE request_id = ?")
                .params(actor, Timestamp.from(clock.instant()), request)
                .update();
        audit.append(actor, "address.reveal.approve", "request " + request, "");
    }

    /**
     * The addresses of an approved request, by item; those that were erased are left out. Once, within an hour.
     *
     * @throws IntakeException if it isn't one's own, isn't approved, was used, or the hour is over
     */
    @Transactional
    public SortedMap<Long, String> revealApproved(long request, String actor) {
        Request known = request(request);
        if (!known.askedBy.equals(actor)) {
            throw new IntakeException("not_own", "A request is used by whom it was made by.");
        }
        Instant approved = known.approvedAt;
        if (approved == null) {
            throw new IntakeException("not_approved", "The request isn't approved yet: a colleague has to.");
        }
        Instant now = clock.instant();
        if (known.used || now.isAfter(approved.plus(APPROVED_FOR))) {
            throw new IntakeException("approval_over", "An approval holds once and for an hour: make a new request.");
        }
        jdbc.sql("UPDATE reveal_request SET used_at = ? WHERE request_id = ?")
                .params(Timestamp.from(now), request)
                .update();
        SortedMap<Long, String> addresses = new TreeMap<>();
        for (long item : known.items) {
            address(item).ifPresent(address -> addresses.put(item, address));
            audit.append(actor, "address.reveal.approved", "item " + item, "request " + request + ": " + known.reason);
        }
        return addresses;
    }

    /** How far a request is. */
    public enum State {
        /** It waits for another person. */
        WAITING,
        /** Its addresses can be shown, once. */
        APPROVED,
        /** They were. */
        USED,
        /** They weren't in time. */
        OVER
    }

    /**
     * A request, as whoever decides on it sees it.
     *
     * @param askedBy the identifier of an access key
     * @param until while it is approved: when that ends; null otherwise
     */
    public record Asked(
            long number,
            String askedBy,
            Instant askedAt,
            String reason,
            List<Long> items,
            State state,
            @Nullable Instant until) {
        /** Copies the items. */
        public Asked {
            items = List.copyOf(items);
        }
    }

    /** The newest requests, the newest first. */
    public List<Asked> newestAsked(int most) {
        return jdbc.sql(ASKED + "ORDER BY request_id DESC LIMIT ?")
                .param(most)
                .query((row, n) -> asked(row))
                .list();
    }

    /** A request by its number. */
    public Optional<Asked> asked(long request) {
        return jdbc.sql(ASKED + "WHERE request_id = ?")
                .param(request)
                .query((row, n) -> asked(row))
                .optional();
    }

    private static final String ASKED = """
            SELECT request_id, asked_by, asked_at, reason, items, approved_at, used_at FROM reveal_request\040""";

    private Asked asked(ResultSet row) throws SQLException {
        Timestamp approved = row.getTimestamp(6);
        Instant until = approved == null ? null : approved.toInstant().plus(APPROVED_FOR);
        State state = row.getTimestamp(7) != null
                ? State.USED
                : until == null ? State.WAITING : clock.instant().isAfter(until) ? State.OVER : State.APPROVED;
        return new Asked(
                row.getLong(1),
                row.getString(2),
                row.getTimestamp(3).toInstant(),
                Discreet.text(row.getString(4)),
                List.of((Long[]) row.getArray(5).getArray()),
                state,
                state == State.APPROVED ? until : null);
    }

    private record Request(
            String askedBy,
            String reason,
            List<Long> items,
            @Nullable Instant approvedAt,
            boolean used) {}

    private Request request(long number) {
        return jdbc.sql("""
                SELECT asked_by, reason, items, approved_at, used_at FROM reveal_request
                WHERE request_id = ? FOR UPDATE""")
                .param(number)
                .query((row, n) -> {
                    Timestamp approved = row.getTimestamp(4);
                    return new Request(
                            row.getString(1),
                            row.getString(2),
                            new ArrayList<>(List.of((Long[]) row.getArray(3).getArray())),
                            approved == null ? null : approved.toInstant(),
                            row.getTimestamp(5) != null);
                })
                .optional()
                .orElseThrow(() -> new IntakeException("no_request", "There is no such request."));
    }

    /**
     * Addresses for looks, by item; those that were erased or don't open are left out. A look of this process leaves an observation and no
     * line in the audit log; whoever hands addresses on writes one.
     */
    public Map<Long, String> addressesToLookAt(List<Long> items) {
        Map<Long, String> addresses = new HashMap<>();
        if (items.isEmpty()) {
            return addresses;
        }
        jdbc.sql("SELECT item_id, address FROM item WHERE item_id = ANY (?) AND address IS NOT NULL")
                .param(items.toArray(Long[]::new))
                .query(row -> {
                    long item = row.getLong(1);
                    opened(item, row.getBytes(2), SealedPart.context(item))
                            .ifPresent(bytes -> addresses.put(item, new String(bytes, StandardCharsets.UTF_8)));
                });
        return addresses;
    }

    /** One that doesn't open isn't to stop the looks at all others. */
    private Optional<byte[]> opened(long item, byte[] sealed, byte[] context) {
        try {
            return Optional.of(keys.open(sealed, context));
        } catch (KeyException e) {
            LOG.error("What is sealed of item {} doesn't open: it was changed, or sealed with other keys", item);
            return Optional.empty();
        }
    }

    /**
     * What notices tell of an item beside its address.
     *
     * @param page the page on which it was found
     * @param sha256 of its content, 64 hexadecimal digits in lower case
     */
    public record Hint(Optional<String> page, Optional<String> sha256) {
        /** Nothing. */
        public static final Hint NONE = new Hint(Optional.empty(), Optional.empty());

        /** Shows neither. */
        @Override
        public String toString() {
            return "Hint[...]";
        }
    }

    /** Hints for looks, by item: what the newest notice says that says anything. */
    public Map<Long, Hint> hints(List<Long> items) {
        Map<Long, Hint> hints = new HashMap<>();
        jdbc.sql("""
                SELECT item_id, notice_id, revision, sealed FROM notice
                WHERE item_id = ANY (?) AND sealed IS NOT NULL ORDER BY item_id, notice_id, revision""").param(items.toArray(Long[]::new)).query(row -> {
            byte[] context = SealedPart.context(row.getLong(1), row.getLong(2), row.getInt(3));
            Optional<SealedPart> opened =
                    opened(row.getLong(1), row.getBytes(4), context).map(SealedPart::parse);
            if (opened.isEmpty()) {
                return;
            }
            SealedPart part = opened.get();
            Hint before = hints.getOrDefault(row.getLong(1), Hint.NONE);
            hints.put(
                    row.getLong(1),
                    new Hint(
                            WebUrl.parse(part.page()).map(WebUrl::href).or(before::page),
                            Optional.of(part.contentHash().toLowerCase(Locale.ROOT))
                                    .filter(hash -> SHA256.matcher(hash).matches())
                                    .or(before::sha256)));
        });
        return hints;
    }

    private Optional<String> address(long item) {
        return jdbc.sql("SELECT address FROM item WHERE item_id = ? AND address IS NOT NULL")
                .param(item)
                .query((row, n) ->
                        new String(keys.open(row.getBytes(1), SealedPart.context(item)), StandardCharsets.UTF_8))
                .optional();
    }

    /** The item of an address, whatever its way of writing. */
    public Optional<Long> find(String address) {
        return WebUrl.parse(address)
                .flatMap(url -> jdbc.sql("SELECT item_id FROM item_by_address WHERE address_digest = ?")
                        .param(keys.lookup(("address " + url.canonical()).getBytes(StandardCharsets.UTF_8))
                                .bytes())
                        .query(Long.class)
                        .optional());
    }

    private static void requireReason(String reason) {
        if (!AuditLog.saysWhy(reason)) {
            throw new IntakeException("say_why", AuditLog.SAY_WHY);
        }
    }
}
