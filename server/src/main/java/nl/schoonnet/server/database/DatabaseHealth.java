// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, said within seconds whatever it does: one that hangs keeps one question waiting, and everybody
 * who asks meanwhile hears that it is down. Safe for many threads.
 */
@Component("db")
final class DatabaseHealth implements HealthIndicator {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DataSource database;
    private final Duration patience;
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> asked = new AtomicReference<>();

    @Autowired
    DatabaseHealth(DataSource database) {
        this(database, PATIENCE);
    }

    DatabaseHealth(DataSource database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    @Override
    public Health health() {
        try {
            boolean answers = question().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answers ? Health.up().build() : Health.down().build();
        } catch (ExecutionException | TimeoutException e) {
            return Health.down().build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
    }

    /** The question that is being asked, or a new one. */
    private CompletableFuture<Boolean> question() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> before = asked.updateAndGet(other -> other == null || other.isDone() ? mine : other);
        if (before != mine) {
            return before == null ? mine : before;
        }
        Thread.ofVirtual().name("database-health").start(() -> mine.complete(answers()));
        return mine;
    }

    private boolean answers() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid((int) Math.max(1, patience.toSeconds()));
        } catch (SQLException e) {
            return false;
        }
    }
}
