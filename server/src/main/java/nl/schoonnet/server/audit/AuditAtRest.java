// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.schoonnet.internet.input.SpreadsheetText;
import nl.schoonnet.server.keys.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit log of a database for commands that run beside or without the application. */
public final class AuditAtRest {
    /** The actor of what is done here. */
    private static final String HERE = "operator";

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    private final JdbcClient jdbc;
    private final Keys keys;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate writing;

    /** The log in a database, with the keys of that database. */
    public AuditAtRest(DataSource database, Keys keys) {
        this.jdbc = JdbcClient.create(database);
        this.keys = keys;
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.writing = new TransactionTemplate(transactions);
    }

    /** Whether a text has the form of an exported head; who signed it is another question. */
    public static boolean isHead(String text) {
        return SignedHead.hasForm(text);
    }

    /**
     * Checks the log.
     *
     * @param kept the text of a head that was exported earlier and kept elsewhere
     * @return what was found; {@code Broken(0, "head_file_forged")} if that text is no head signed with these keys
     */
    public AuditCheck.Finding check(Optional<String> kept) {
        Optional<SignedHead> head = kept.flatMap(text -> SignedHead.parse(text, keys.publicKey()));
        if (kept.isPresent() && head.isEmpty()) {
            return new AuditCheck.Finding.Broken(0, "head_file_forged");
        }
        AuditCheck check = new AuditCheck(jdbc, keys);
        return Objects.requireNonNull(snapshot.execute(status -> check.check(head)));
    }

    /** The newest signed head as text, for keeping elsewhere; empty if none was signed yet. */
    public Optional<String> newestHead() {
        return jdbc.sql("SELECT number, at, digest, signature FROM audit_head ORDER BY number DESC LIMIT 1")
                .query(AuditCheck.HEADS)
                .optional()
                .map(head -> head.export(keys.publicKey()));
    }

    /** As {@link AuditEntries#newest}, from the newest entry on. */
    public List<AuditEntries.Entry> newest(AuditEntries.Filter filter, int most) {
        return new AuditEntries(jdbc).newest(filter, null, most);
    }

    /**
     * Writes all entries as CSV: {@code number,at,actor,kind,subject,reason}, LF line ends, times in Amsterdam with their
     * offset. A text that a spreadsheet would take for a formula gets an apostrophe before it. That the log was read stands in
     * it first, as {@code audit.export}.
     *
     * @param out is flushed and stays open
     * @return how many entries
     * @throws UncheckedIOException if it can't be written
     */
    public long export(Writer out, InstantSource clock) {
        writing.executeWithoutResult(
                status -> AuditLog.atRest(jdbc, keys, clock).append(HERE, "audit.export", "all entries", ""));
        return Objects.requireNonNull(snapshot.execute(status -> {
            try (Stream<AuditEntries.Entry> entries = new AuditEntries(jdbc).all()) {
                out.write("number,at,actor,kind,subject,reason\n");
                long count = 0;
                for (AuditEntries.Entry entry : (Iterable<AuditEntries.Entry>) entries::iterator) {
                    out.write(line(entry));
                    count++;
                }
                out.flush();
                return count;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private static String line(AuditEntries.Entry entry) {
        String at = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(entry.at().atZone(AMSTERDAM));
        return entry.number() + "," + at + ","
                + Stream.of(entry.actor(), entry.kind(), entry.subject(), entry.reason())
                        .map(AuditAtRest::cell)
                        .collect(Collectors.joining(","))
                + "\n";
    }

    private static String cell(String text) {
        return '"' + SpreadsheetText.harmless(text).replace("\"", "\"\"") + '"';
    }
}
