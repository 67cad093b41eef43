// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.hashcheck.Connected.Beginning;
import nl.schoonnet.server.hashcheck.Connected.Mode;
import nl.schoonnet.server.hashcheck.Connected.Name;
import nl.schoonnet.server.intake.Numbers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is connected to the hash check, with customers and domains. Facts are added, never changed. */
@Service
public class ConnectionRegister {
    private static final int MOST = 100_000;

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final AuditLog audit;
    private final InstantSource clock;

    ConnectionRegister(JdbcClient jdbc, Numbers numbers, AuditLog audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was said, when and by whom. */
    record Fact(Connected connected, boolean retracted, Instant learntAt, String actor, String reason) {}

    /** What can't be used, by the line of its file; line 0 if there is no file. */
    record Rejected(long line, String field, String code) {}

    /** Rows of which none was taken. */
    static final class RejectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Rejected> rejections;

        RejectedException(List<Rejected> rejections) {
            super("Nothing was changed: "
                    + (rejections.size() == 1 ? "there is a fault." : "there are " + rejections.size() + " faults."));
            this.rejections = List.copyOf(rejections);
        }

        List<Rejected> rejections() {
            return rejections;
        }
    }

    /** A row and where it stood. */
    record Row(long line, Connected connected) {}

    /**
     * What came of rows.
     *
     * @param added those that are new
     * @param corrected those that say something else of what began on the same day
     * @param known those that say nothing new
     */
    record Applied(int added, int corrected, int known) {}

    /** What holds, in order. */
    public List<Connected> all() {
        return holding().values().stream().sorted().toList();
    }

    private Map<Beginning, Connected> holding() {
        Map<Beginning, Connected> holding = new HashMap<>();
        for (Fact fact : history()) {
            if (fact.retracted) {
                holding.remove(fact.connected.beginning());
            } else {
                holding.put(fact.connected.beginning(), fact.connected);
            }
        }
        return holding;
    }

    /** All that was ever said, in the order in which it was learnt. */
    List<Fact> history() {
        return jdbc.sql("""
                SELECT organisation, customer, domain, mode, obliged, hotline, valid_from, valid_until, retracted,
                       learnt_at, actor, reason
                FROM connection_fact ORDER BY fact_id""").query((row, n) -> fact(row)).list();
    }

    private static Fact fact(ResultSet row) throws SQLException {
        Date until = row.getDate(8);
        return new Fact(
                new Connected(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Mode.valueOf(row.getString(4)),
                        row.getBoolean(5),
                        row.getBoolean(6),
                        row.getDate(7).toLocalDate(),
                        until == null ? null : until.toLocalDate()),
                row.getBoolean(9),
                row.getTimestamp(10).toInstant(),
                row.getString(11),
                row.getString(12));
    }

    /**
     * Takes in rows, all or none. A row of what is known since the same day corrects it.
     *
     * @param text why; may be empty
     * @throws RejectedException if any can't be used
     */
    @Transactional
    Applied apply(List<Row> rows, String actor, @Nullable String text) {
        String reason = Reason.optional(text);
        if (rows.isEmpty()) {
            throw new RejectedException(List.of(new Rejected(0, "", "no_rows")));
        }
        // Takes a lock that holds until the end: rows of two callers are held against each other too.
        long number = numbers.block("connection fact", rows.size());
        Map<Beginning, Connected> holding = holding();
        SortedMap<Long, Connected> changes = new TreeMap<>();
        Set<Beginning> seen = new HashSet<>();
        List<Rejected> rejections = new ArrayList<>();
        int added = 0;
        int corrected = 0;
        for (Row row : rows) {
            row.connected.faults().forEach((field, code) -> rejections.add(new Rejected(row.line, field, code)));
            if (!seen.add(row.connected.beginning())) {
                rejections.add(new Rejected(row.line, "", "twice"));
            }
            Connected before = holding.put(row.connected.beginning(), row.connected);
            if (!row.connected.equals(before)) {
                added += before == null ? 1 : 0;
                corrected += before == null ? 0 : 1;
                changes.put(number++, row.connected);
            }
        }
        Map<Name, List<Connected>> byName = holding.values().stream().collect(Collectors.groupingBy(Connected::name));
        for (Row row : rows) {
            wrongBeside(row.connected, byName).forEach(code -> rejections.add(new Rejected(row.line, "", code)));
        }
        if (holding.size() > MOST) {
            rejections.add(new Rejected(0, "", "too_many"));
        }
        if (!rejections.isEmpty()) {
            throw new RejectedException(rejections);
        }
        changes.forEach((fact, connected) -> write(fact, connected, false, actor, reason));
        if (!changes.isEmpty()) {
            audit.append(actor, "connections.change", subject(changes.values()), reason);
        }
        return new Applied(added, corrected, rows.size() - added - corrected);
    }

    private static List<String> wrongBeside(Connected connected, Map<Name, List<Connected>> byName) {
        List<String> codes = new ArrayList<>();
        Name name = connected.name();
        boolean overlapping = byName.getOrDefault(name, List.of()).stream()
                .anyMatch(other -> !other.from().equals(connected.from()) && other.overlaps(connected));
        if (overlapping) {
            codes.add("overlaps");
        }
        if (!byName.containsKey(new Name(name.organisation(), "", ""))) {
            codes.add("no_organisation");
        } else if (!byName.containsKey(new Name(name.organisation(), name.customer(), ""))) {
            codes.add("no_customer");
        }
        return codes;
    }

    private static String subject(Iterable<Connected> changed) {
        Set<String> organisations = new HashSet<>();
        int entries = 0;
        for (Connected connected : changed) {
            organisations.add(connected.organisation());
            entries++;
        }
        return entries + " entries of "
                + (organisations.size() == 1
                        ? organisations.iterator().next()
                        : organisations.size() + " organisations");
    }

    /**
     * From a day on it isn't connected any more; so aren't the customers and domains of an organisation, and the domains of a
     * customer.
     *
     * @param text why; 10 to 1,000 characters on one line
     * @return how many entries end
     * @throws HashcheckException without a reason, or if nothing of that name is connected on the day before
     */
    @Transactional
    int end(String organisation, String customer, String domain, LocalDate until, String actor, @Nullable String text) {
        String reason = Reason.required(text);
        long number = numbers.block("connection fact", MOST);
        Name ended = new Name(organisation, customer, domain);
        List<Connected> ending = all().stream()
                .filter(connected -> belongs(connected.name(), ended))
                .filter(connected -> connected.from().isBefore(until)
                        && (connected.until() == null || connected.until().isAfter(until)))
                .map(connected -> connected.ending(until))
                .toList();
        if (ending.stream().noneMatch(connected -> connected.name().equals(ended))) {
            throw new HashcheckException("not_connected", "Nothing of that name is connected on the day before.");
        }
        for (Connected connected : ending) {
            write(number++, connected, false, actor, reason);
        }
        audit.append(actor, "connections.change", subject(ending), reason);
        return ending.size();
    }

    private static boolean belongs(Name name, Name to) {
        return name.organisation().equals(to.organisation())
                && (to.isOrganisation()
                        || (name.customer().equals(to.customer())
                                && (to.domain().isEmpty() || name.domain().equals(to.domain()))));
    }

    /**
     * Takes back what was said by mistake.
     *
     * @param text why; 10 to 1,000 characters on one line
     * @throws HashcheckException without a reason, if nothing of that name is connected since that day, or if customers or
     *     domains hang on it
     */
    @Transactional
    void retract(
            String organisation, String customer, String domain, LocalDate from, String actor, @Nullable String text) {
        String reason = Reason.required(text);
        long number = numbers.block("connection fact", 1);
        Map<Beginning, Connected> holding = holding();
        Name name = new Name(organisation, customer, domain);
        @Nullable Connected retracted = holding.remove(new Beginning(name, from));
        if (retracted == null) {
            throw new HashcheckException("not_connected", "Nothing of that name is connected since that day.");
        }
        boolean another = holding.values().stream().anyMatch(c -> c.name().equals(name));
        boolean others = holding.values().stream()
                .anyMatch(c -> !c.name().equals(name) && name.domain().isEmpty() && belongs(c.name(), name));
        if (others && !another) {
            throw new HashcheckException(
                    "has_others", "Customers or domains hang on it: take them back first, or end it.");
        }
        write(number, retracted, true, actor, reason);
        audit.append(actor, "connections.change", subject(List.of(retracted)), reason);
    }

    private void write(long number, Connected connected, boolean retracted, String actor, String reason) {
        LocalDate until = connected.until();
        jdbc.sql("""
                INSERT INTO connection_fact (fact_id, organisation, customer, domain, valid_from, valid_until, mode, obliged,
                    hotline, retracted, learnt_at, actor, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        number,
                        connected.organisation(),
                        connected.customer(),
                        connected.domain(),
                        Date.valueOf(connected.from()),
                        until == null ? null : Date.valueOf(until),
                        connected.mode().name(),
                        connected.obliged(),
                        connected.hotline(),
                        retracted,
                        Timestamp.from(clock.instant()),
                        actor,
                        reason))
                .update();
    }
}
