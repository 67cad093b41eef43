// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The access keys of a database for commands that run beside or without the application: also the way back in where the last
 * administrator's key was lost. Who can run them has the key file; the audit log says that it was done here.
 */
public final class KeysAtRest {
    /** The actor in the audit log. */
    private static final String HERE = "operator";

    private final AccessKeys keys;
    private final TransactionTemplate transaction;

    /** The keys in a database, which opened {@code vault} belongs to. */
    public KeysAtRest(DataSource database, Keys vault, InstantSource clock) {
        JdbcClient jdbc = JdbcClient.create(database);
        this.keys = new AccessKeys(jdbc, clock, AuditLog.atRest(jdbc, vault, clock), vault);
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    /** As {@link AccessKeys#issue}. */
    public String issue(String holder, Set<Role> roles, @Nullable Instant expires) {
        return Objects.requireNonNull(transaction.execute(status -> keys.issue(holder, roles, expires, HERE)));
    }

    /** As {@link AccessKeys#rotate}. */
    public Optional<String> rotate(String keyId, Duration grace, @Nullable Instant expires) {
        return Objects.requireNonNull(transaction.execute(status -> keys.rotate(keyId, grace, expires, HERE)));
    }

    /** As {@link AccessKeys#revoke}. */
    public boolean revoke(String keyId) {
        return Boolean.TRUE.equals(transaction.execute(status -> keys.revoke(keyId, HERE)));
    }

    /** As {@link AccessKeys#list}. */
    public List<AccessKeys.Issued> list() {
        return keys.list();
    }
}
