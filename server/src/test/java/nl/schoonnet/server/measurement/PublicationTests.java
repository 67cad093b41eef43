// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A public edition names only whom today's table allows, whatever the table was when its run was made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicationTests {
    private static final String ALLOWED = "name,basis,from\nAcht,decision 1,2025-01-01\nLater,decision 2,2999-01-01\n";

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private RunningServer server;

    private long run;
    private String other = "";

    @BeforeAll
    void start() throws IOException {
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: publish-name
                  article: "none: a test"
                  organisation: "Test"
                  from: 2020-01-01
                """);
        Files.createDirectories(data.resolve("tables"));
        Files.writeString(data.resolve("tables").resolve("providers.yaml"), RunTests.PROVIDERS);
        mayName(ALLOWED);
        server = RunningServer.in(data);
        RunTests.facts(server, 0, 300);
        MeasurementRuns.Run made = runs().make(RunTests.wanted("public"), keyOf("A. Maker"));
        assertThat(made.named()).isEqualTo(1);
        run = made.number();
        other = keyOf("B. Other");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void everybody_may_be_named_again() throws IOException {
        mayName(ALLOWED);
        runs().withdraw(other);
    }

    private MeasurementRuns runs() {
        return server.part(MeasurementRuns.class);
    }

    private String keyOf(String holder) {
        return server.part(AccessKeys.class)
                .issue(holder, Set.of(Role.ADMIN), null, "test")
                .split("_", 3)[1];
    }

    private static void mayName(String table) throws IOException {
        Files.writeString(data.resolve("tables").resolve("may-name.csv"), table);
    }

    @Test
    void a_run_is_not_published_once_somebody_in_it_may_not_be_named_any_more() throws IOException {
        mayName("name,basis,from\nZes,decision 3,2025-01-01\n");
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> runs().publish(run, other))
                .withMessageContaining("may-name.csv");
    }

    @Test
    void the_public_edition_is_gone_as_long_as_the_name_of_somebody_in_it_is_off_the_table() throws IOException {
        runs().publish(run, other);
        assertThat(runs().publicEdition()).isPresent();
        mayName("name,basis,from\n");
        assertThat(runs().publicEdition()).isEmpty();
        mayName(ALLOWED);
        assertThat(runs().publicEdition()).isPresent();
    }

    @Test
    void nobody_is_named_from_a_day_that_is_still_to_come() throws IOException {
        runs().publish(run, other);
        mayName(ALLOWED.replace("2025-01-01", "2999-01-01"));
        assertThat(runs().publicEdition()).isEmpty();
    }

    @Test
    void nobody_is_named_by_a_table_that_is_gone_or_cannot_be_read() throws IOException {
        runs().publish(run, other);
        mayName("no table at all");
        assertThat(runs().publicEdition()).isEmpty();
        Files.delete(data.resolve("tables").resolve("may-name.csv"));
        assertThat(runs().publicEdition()).isEmpty();
    }
}
