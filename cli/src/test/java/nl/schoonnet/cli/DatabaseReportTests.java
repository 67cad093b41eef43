// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.server.Server;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.server.measurement.Intervals;
import nl.schoonnet.server.measurement.KnownFacts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A report from the database says what one from files says, on the same data. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DatabaseReportTests {
    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private Year year;

    @SuppressWarnings("NullAway.Init")
    private Server server;

    private String key = "";
    private Path data = Path.of("");

    @BeforeAll
    void fill() throws Exception {
        year = Year.small(31, folder.resolve("year"));
        data = folder.resolve("data");
        server = Server.start(data, Map.of("server.port", 0));
        key = server.firstKey().orElseThrow();
        JsonNode notices = sent("/api/v1/imports?source=hotline", year.notices());
        assertThat(notices.get("rejected").asLong()).isZero();
        assertThat(notices.get("added").asLong()).isEqualTo(year.written().notices());
        JsonNode looks = sent("/api/v1/observations/imports?source=hotline", year.sightings());
        assertThat(looks.get("rejections").toString()).isEqualTo("[]");
        assertThat(looks.get("added").asLong()).isEqualTo(year.written().sightings());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode sent(String path, Path file) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/gzip")
                            .POST(HttpRequest.BodyPublishers.ofFile(file))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return new com.fasterxml.jackson.databind.ObjectMapper().readTree(answer.body());
        }
    }

    /** The words of a report on files, with the database in place of the two files of facts. */
    private List<Object> onDatabase(List<Object> words) {
        List<Object> changed = new ArrayList<>(words);
        changed.remove(year.notices());
        changed.remove(year.sightings());
        changed.set(changed.indexOf("--notices"), "--data");
        changed.set(changed.indexOf("--sightings"), data);
        return changed;
    }

    /** All figures but for what says from where they come, and which build made them. */
    private static JsonNode figures(Path report) {
        JsonNode figures = Year.json(report.resolve("figures.json"));
        ((ObjectNode) figures.get("method")).remove(List.of("inputs", "command", "product"));
        return figures;
    }

    private void bothSayTheSame(String name, List<Object> words) {
        Path files = folder.resolve(name + "-files");
        Path database = folder.resolve(name + "-database");
        List<Object> one = new ArrayList<>(words);
        one.addAll(List.of("--out", files));
        Terminal.run(one).ended(ExitStatus.DONE);
        List<Object> other = onDatabase(words);
        other.addAll(List.of("--out", database));
        Terminal.run(other).ended(ExitStatus.DONE);
        assertThat(figures(database)).isEqualTo(figures(files));
    }

    @Test
    void figures_from_the_database_are_those_from_the_files_one_by_one() {
        bothSayTheSame("whole", year.words("--around", "letter", "--from", "2025-01-01", "--to", "2026-01-01"));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void so_are_those_from_conclusions_that_were_kept() {
        try (Reached database = Reached.in(data.resolve("postgresql"))) {
            // What was learnt two hours ago has settled, so that the report takes what was concluded.
            for (String facts : List.of("notice", "observation")) {
                JdbcClient.create(database.source())
                        .sql("UPDATE " + facts + " SET learnt_at = learnt_at - interval '2 hours'")
                        .update();
            }
            Keys keys = Keys.open(new KeyFile(data.resolve("keys").resolve("vault.keys")));
            assertThat(new Intervals(database.source(), keys, Clock.systemUTC()).recompute())
                    .isPositive();
            try (KnownFacts facts = KnownFacts.of(database.source(), keys, Instant.now(), Instant.now())) {
                Facts.InRegister register = facts.register(Duration.ofDays(1));
                long kept = IntStream.range(0, register.items().size())
                        .filter(place -> register.looks().concluded(place).isPresent())
                        .count();
                assertThat(kept).isGreaterThan(register.items().size() / 2);
            }
        }
        bothSayTheSame("kept", year.words("--around", "letter", "--from", "2025-02-01", "--to", "2025-11-01"));
    }

    @Test
    void a_report_that_the_server_makes_has_the_same_figures_and_is_fetched() throws IOException {
        Path key = Files.writeString(folder.resolve("access.key"), this.key + "\n");
        Path fetched = folder.resolve("fetched");
        List<Object> options = List.of("--bootstrap", "0", "--from", "2025-03-01");
        List<Object> words = new ArrayList<>(
                List.of("report", "--server", "http://127.0.0.1:" + server.port(), "--access-key-file", key));
        words.addAll(options);
        words.addAll(List.of("--locale", "en"));
        words.addAll(List.of("--out", fetched));
        Terminal.run(words).ended(ExitStatus.DONE);
        Path files = folder.resolve("fetched-files");
        List<Object> own = year.bare(options.toArray());
        own.addAll(List.of("--out", files));
        Terminal.run(own).ended(ExitStatus.DONE);
        assertThat(figures(fetched)).isEqualTo(figures(files));
        assertThat(fetched.resolve("report.pdf")).exists();
    }

    @Test
    void exactly_one_source_of_facts_is_named() {
        Terminal.run("report", "--out", folder.resolve("none")).ended(ExitStatus.USAGE);
        Terminal.run(year.bare("--data", data, "--out", folder.resolve("both"))).ended(ExitStatus.USAGE);
    }

    @Test
    void so_are_those_of_a_period_with_a_cut_off_and_bootstrap_without_any_table() {
        bothSayTheSame(
                "part",
                year.bare("--from", "2025-03-01", "--to", "2025-09-01", "--cutoff", "2025-08-01", "--bootstrap", "20"));
    }
}
