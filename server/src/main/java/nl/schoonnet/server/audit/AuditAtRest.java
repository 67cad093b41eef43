// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import java.util.Optional;
import javax.sql.DataSource;
import nl.schoonnet.server.keys.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit log of a database for commands that run beside or without the application. */
public final class AuditAtRest {
    private final JdbcClient jdbc;
    private final Keys keys;
    private final TransactionTemplate snapshot;

    /** The log in a database, with the keys of that database. */
    public AuditAtRest(DataSource database, Keys keys) {
        this.jdbc = JdbcClient.create(database);
        this.keys = keys;
        this.snapshot = new TransactionTemplate(new DataSourceTransactionManager(database));
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
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
        return java.util.Objects.requireNonNull(snapshot.execute(status -> check.check(head)));
    }

    /** The newest signed head as text, for keeping elsewhere; empty if none was signed yet. */
    public Optional<String> newestHead() {
        return jdbc.sql("SELECT number, at, digest, signature FROM audit_head ORDER BY number DESC LIMIT 1")
                .query(AuditCheck.HEADS)
                .optional()
                .map(head -> head.export(keys.publicKey()));
    }
}
