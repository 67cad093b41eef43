// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.Notices;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.keys.Keys;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in notices. Rows are read, sealed and written in batches as they come, so any number fits; each batch is committed
 * before the next is read. A row of which the register's identifier is known is taken in once: an import that was broken off
 * is repeated whole.
 */
@Service
public class NoticeIntake {
    private static final int BATCH = 5_000;
    private static final int ATTEMPTS = 5;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION = "40";

    /** Classes of SQLSTATE: no connection, no room or memory, stopped by an operator, a fault of the system. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    /** Of a stream that ended before its end. */
    private static final Set<String> CUT_OFF = Set.of("read_error", "truncated_file");

    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final JdbcClient jdbc;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final Keys keys;
    private final Numbers numbers;
    private final AuditLog audit;
    private final InstantSource clock;
    private final PublicSuffixList suffixes = PublicSuffixList.bundled().content();

    NoticeIntake(
            JdbcClient jdbc,
            DataSource database,
            TransactionTemplate transaction,
            Keys keys,
            Numbers numbers,
            AuditLog audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.transaction = transaction;
        this.keys = keys;
        this.numbers = numbers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Imports notices in our own columns.
     *
     * @param source which register they come from: lower-case letters, digits, dot, dash and underscore, at most 64
     * @param name what rejections call the stream
     * @param in CSV, plain or gzip; it is closed
     * @param actor who brings them
     * @throws InputException if the stream can't be used at all; batches before the fault are kept
     */
    public ImportResult take(String source, String name, InputStream in, String actor) {
        if (!SOURCE.matcher(source).matches()) {
            throw new InputException(
                    "not_a_source",
                    "",
                    0,
                    "The name of a source has 1 to 64 lower-case letters, digits, dots, dashes and underscores, and"
                            + " begins with a letter or digit.");
        }
        Run run = new Run(source, actor);
        run.begin();
        String outcome = "failed";
        try {
            Notices.each(name, in, run.log, run::accept);
            run.flush();
            outcome = Collections.disjoint(run.log.countByCode().keySet(), CUT_OFF) ? "done" : "broken_off";
        } catch (InputException e) {
            outcome = e.code();
            throw e;
        } catch (UncheckedIOException e) {
            outcome = "broken_off";
            throw e;
        } finally {
            run.end(outcome);
        }
        return run.result();
    }

    /** One import. */
    private final class Run {
        private final String source;
        private final String actor;
        private final ReadingLog log = new ReadingLog();
        private final List<Batch.Incoming> waiting = new ArrayList<>(BATCH);
        private final long id = numbers.block("import", 1);
        private long added;
        private long addedItems;
        private long changed;
        private long known;

        Run(String source, String actor) {
            this.source = source;
            this.actor = actor;
        }

        void begin() {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("""
                        INSERT INTO notice_import
                            (import_id, source, begun_at, actor, read, added, changed, known, rejected)
                        VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0)""")
                        .params(id, source, Timestamp.from(clock.instant()), actor)
                        .update();
                audit.append(actor, "notices.import", "import " + id, "");
            });
        }

        void accept(Notice notice) {
            Optional<String> ahead = FutureDates.column(notice, clock.instant());
            if (ahead.isPresent()) {
                log.accept(new Rejection(notice.file(), notice.line(), ahead.get(), "in_the_future"));
                return;
            }
            Optional<WebUrl> url = WebUrl.parse(notice.url());
            if (url.isEmpty()) {
                log.accept(new Rejection(notice.file(), notice.line(), "url", "not_a_web_address"));
                return;
            }
            String domain = suffixes.registrableDomain(url.get().host(), PublicSuffixList.Section.ICANN_AND_PRIVATE)
                    .orElse(url.get().host().text());
            waiting.add(Batch.Incoming.of(notice, url.get(), domain, keys));
            if (waiting.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (waiting.isEmpty()) {
                return;
            }
            Batch batch = written();
            added += batch.added;
            addedItems += batch.addedItems;
            changed += batch.changed;
            known += batch.known;
            batch.reused.forEach(
                    n -> log.accept(new Rejection(n.file(), n.line(), "notice_id", "identifier_of_another_address")));
            waiting.clear();
            progress();
        }

        /** Two imports at once can meet in an address or identifier: the later one then sees what the other wrote. */
        private Batch written() {
            for (int attempt = 1; ; attempt++) {
                Batch batch = new Batch(keys, numbers, source, id, clock.instant(), waiting);
                try (Connection connection = database.getConnection()) {
                    connection.setAutoCommit(false);
                    try {
                        batch.write(connection);
                        connection.commit();
                        return batch;
                    } catch (SQLException e) {
                        connection.rollback();
                        throw e;
                    }
                } catch (SQLException e) {
                    String state = String.valueOf(e.getSQLState());
                    boolean again = state.equals(UNIQUE_VIOLATION) || state.startsWith(SERIALIZATION);
                    if (!again || attempt == ATTEMPTS) {
                        if (AWAY.contains(state.substring(0, 2))) {
                            throw new DataAccessResourceFailureException("The database is away or full.", e);
                        }
                        throw new IntakeException(
                                "not_written",
                                "The notices can't be written (state " + state
                                        + "); those before are kept, so the same import can be repeated.",
                                e);
                    }
                }
            }
        }

        private void progress() {
            jdbc.sql(
                            "UPDATE notice_import SET read = ?, added = ?, changed = ?, known = ?, rejected = ? WHERE import_id = ?")
                    .params(added + changed + known + log.count(), added, changed, known, log.count(), id)
                    .update();
        }

        void end(String outcome) {
            progress();
            jdbc.sql("UPDATE notice_import SET ended_at = ?, outcome = ? WHERE import_id = ?")
                    .params(Timestamp.from(clock.instant()), outcome, id)
                    .update();
        }

        ImportResult result() {
            return new ImportResult(id, added, addedItems, changed, known, log.count(), log.rejections());
        }
    }
}
