// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.datasource.AbstractDataSource;

@Timeout(30)
class DatabaseHealthTests {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    /** A database that hangs until it is let go, and then answers or refuses. */
    private static final class Hanging extends AbstractDataSource {
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean refuses;

        @Override
        public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (refuses) {
                throw new SQLException("refused", "08001");
            }
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> method.getName().equals("isValid") ? true : null);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    private static Status eventually(DatabaseHealth health, Status wanted) throws InterruptedException {
        Status status = health.health().getStatus();
        for (int n = 0; n < 200 && !status.equals(wanted); n++) {
            TimeUnit.MILLISECONDS.sleep(20);
            status = health.health().getStatus();
        }
        return status;
    }

    @Test
    void a_database_that_hangs_is_down_and_is_asked_once_until_it_answers() throws Exception {
        Hanging database = new Hanging();
        DatabaseHealth health = new DatabaseHealth(database, PATIENCE);
        for (int n = 0; n < 5; n++) {
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        }
        assertThat(database.asked).hasValue(1);
        database.letGo.countDown();
        assertThat(eventually(health, Status.UP)).isEqualTo(Status.UP);
    }

    @Test
    void a_database_that_refuses_is_down_and_nothing_is_said_of_why() throws Exception {
        Hanging database = new Hanging();
        database.refuses = true;
        database.letGo.countDown();
        DatabaseHealth health = new DatabaseHealth(database, Duration.ofSeconds(10));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails()).isEmpty();
    }
}
