// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import nl.schoonnet.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs are made one at a time, and few wait. There are no facts, so that each fails at once when its turn comes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunQueueTests {
    private static final int MOST = 21;

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private RunningServer server;

    @BeforeAll
    void start() {
        server = RunningServer.in(data);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private MeasurementRuns runs() {
        return server.part(MeasurementRuns.class);
    }

    private long begin() {
        return runs().begin(RunTests.wanted("internal"), "key1");
    }

    /** A transaction that writes: the run whose turn it is waits for it. */
    private Connection writer() throws SQLException {
        Connection writer = server.part(DataSource.class).getConnection();
        writer.setAutoCommit(false);
        try (Statement statement = writer.createStatement()) {
            statement.execute("SELECT pg_current_xact_id()");
        }
        return writer;
    }

    private void end(Connection writer) throws SQLException {
        writer.rollback();
        writer.setAutoCommit(true);
        writer.close();
    }

    /** A run of which the database says that it was made. */
    private long done() {
        long run = runs().make(RunTests.wanted("internal"), "key1").number();
        server.part(JdbcClient.class)
                .sql("UPDATE measurement_run SET state = 'done', data_digest = '' WHERE run_id = ?")
                .param(run)
                .update();
        return run;
    }

    @Test
    @Timeout(120)
    void a_run_beyond_those_that_may_wait_is_refused_until_some_were_made() throws Exception {
        long done = done();
        Connection writer = writer();
        try {
            for (int run = 0; run < MOST; run++) {
                begin();
            }
            assertThatExceptionOfType(MeasurementException.class)
                    .isThrownBy(this::begin)
                    .withMessageContaining("wait");
            assertThatExceptionOfType(MeasurementException.class)
                    .as("making one again waits like any other")
                    .isThrownBy(() -> runs().again(done, "key1"))
                    .withMessageContaining("wait");
            assertThat(server.part(JdbcClient.class)
                            .sql("SELECT count(*) FROM measurement_run WHERE state = 'running'")
                            .query((row, n) -> row.getInt(1))
                            .single())
                    .isEqualTo(MOST);
        } finally {
            end(writer);
        }
        while (runs().list(MOST).stream().anyMatch(run -> run.state() == MeasurementRuns.State.RUNNING)) {
            Thread.sleep(50);
        }
        assertThat(runs().make(RunTests.wanted("internal"), "key1").state()).isEqualTo(MeasurementRuns.State.FAILED);
    }

    @Test
    void what_is_refused_takes_no_place() {
        for (int run = 0; run <= MOST; run++) {
            assertThatExceptionOfType(MeasurementException.class)
                    .isThrownBy(() -> runs().begin(RunTests.wanted("everybody"), "key1"))
                    .withMessageContaining("edition");
        }
    }

    @Test
    void a_run_is_made_again_only_when_its_turn_comes() throws Exception {
        long done = done();
        Connection writer = writer();
        begin();
        CompletableFuture<Boolean> again = CompletableFuture.supplyAsync(() -> runs().again(done, "key1"));
        try {
            assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> again.get(2, TimeUnit.SECONDS));
        } finally {
            end(writer);
        }
        assertThatExceptionOfType(ExecutionException.class)
                .as("there are no facts")
                .isThrownBy(again::get);
    }

    @Test
    void more_bootstrap_replicates_than_a_server_makes_are_refused() {
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> runs().begin(RunTests.wanted("internal").withBootstrap(2_001), "key1"))
                .withMessageContaining("bootstrap");
    }
}
