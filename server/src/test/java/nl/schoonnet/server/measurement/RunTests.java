// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.sql.DataSource;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run can be made again to the same bytes, and one of them is the public edition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunTests {
    private static final Instant START = Instant.parse("2025-03-01T00:00:00Z");
    static final String PROVIDERS = """
            providers:
              - id: acht
                name: "Acht"
                seat: "NL"
                parts:
                  - {prefix: "192.0.2.0/25", from: 2020-01-01, evidence: "registry"}
              - id: zes
                name: "Zes"
                seat: "NL"
                parts:
                  - {prefix: "192.0.2.128/25", from: 2020-01-01, evidence: "registry"}
            """;

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private RunningServer server;

    @BeforeAll
    void start() throws IOException {
        Files.createDirectories(data.resolve("tables"));
        Files.writeString(data.resolve("tables").resolve("providers.yaml"), PROVIDERS);
        Files.writeString(
                data.resolve("tables").resolve("may-name.csv"), "name,basis,from\nAcht,decision 1,2025-01-01\n");
        server = RunningServer.in(data);
        facts(0, 300);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private MeasurementRuns runs() {
        return server.part(MeasurementRuns.class);
    }

    private static ByteArrayInputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    private void facts(int from, int to) {
        facts(server, from, to);
    }

    /** Notices to the provider Acht, and looks. */
    static void facts(RunningServer server, int from, int to) {
        StringBuilder notices = new StringBuilder("notice_id,item,url,sent_at,delivered_at,status,address\n");
        StringBuilder looks = new StringBuilder("item,url,observed_at,vantage,verdict,reason,address\n");
        for (int item = from; item < to; item++) {
            SplittableRandom random = new SplittableRandom(item);
            Instant sent = START.plusSeconds(random.nextInt(3_000_000));
            notices.append("n%d,i%d,https://site%d.example/%d,%s,%s,delivered,192.0.2.%d\n"
                    .formatted(item, item, item % 37, item, sent, sent.plusSeconds(60), item * 7 % 250 + 1));
            Instant gone = sent.plusSeconds(3_600 + random.nextInt(300_000));
            Instant at = sent;
            for (int k = 0; k < 30; k++) {
                at = at.plusSeconds(1_800 + random.nextInt(20_000));
                Reason reason = at.isBefore(gone) ? Reason.SAME : Reason.GONE_404;
                looks.append("i%d,,%s,v,%s,%s,\n".formatted(item, at, reason.verdict(), reason));
            }
        }
        assertThat(server.part(NoticeIntake.class)
                        .take("hotline", "import", stream(notices.toString()), "key1")
                        .rejected())
                .isZero();
        assertThat(server.part(SightingImport.class)
                        .take("hotline", "import", stream(looks.toString()), "key1")
                        .rejected())
                .isZero();
    }

    static RunWanted wanted(String edition) {
        return RunWanted.standard().in(edition, "en").withBootstrap(10);
    }

    private Map<String, String> bytes(long run) throws IOException {
        Path folder = runs().report(run).orElseThrow();
        Map<String, String> bytes = new TreeMap<>();
        for (Path file : MeasurementRuns.files(folder)) {
            bytes.put(
                    file.toString(), new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.ISO_8859_1));
        }
        return bytes;
    }

    private List<String> audited() {
        return server.part(JdbcClient.class)
                .sql("SELECT action FROM audit_entry WHERE action LIKE 'report.%' ORDER BY number")
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    @Order(1)
    void a_run_is_made_again_to_the_same_bytes_after_later_facts_and_other_tables() throws IOException {
        MeasurementRuns.Run run = runs().make(wanted("public"), "key1");
        assertThat(run.state()).as(run.fault()).isEqualTo(MeasurementRuns.State.DONE);
        assertThat(run.digest()).hasSize(64);
        Map<String, String> before = bytes(run.number());
        assertThat(before).containsKeys("figures.json", "report.html", "report.pdf", "rejected.csv");
        facts(300, 400);
        // Also what was concluded meanwhile doesn't tell of what came later.
        assertThat(server.part(Intervals.class).recompute()).isEqualTo(400);
        Files.writeString(data.resolve("tables").resolve("providers.yaml"), PROVIDERS.replace("Acht", "Negen"));
        assertThat(runs().again(run.number(), "key1")).isTrue();
        MeasurementRuns.Run later = runs().make(wanted("public"), "key1");
        assertThat(bytes(later.number()).get("figures.json")).isNotEqualTo(before.get("figures.json"));
        assertThat(later.digest()).isNotEqualTo(run.digest());
        Files.move(runs().report(run.number()).orElseThrow(), data.resolve("lost"));
        assertThat(runs().again(run.number(), "key1")).isTrue();
        assertThat(bytes(run.number())).isEqualTo(before);
        assertThat(audited()).contains("report.make", "report.make.again");
    }

    @Test
    @Order(2)
    void folders_of_runs_are_for_nobody_else() throws IOException {
        for (Path folder :
                List.of(data.resolve("reports"), data.resolve("reports").resolve("1"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    @Order(3)
    void a_name_is_published_only_on_a_legal_basis_and_only_in_a_public_edition() {
        MeasurementRuns.Run named = runs().find(1).orElseThrow();
        assertThat(named.named()).isEqualTo(1);
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> runs().publish(1, "key1"))
                .withMessageContaining("publish-name");
        MeasurementRuns.Run internal = runs().make(wanted("internal"), "key1");
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> runs().publish(internal.number(), "key1"))
                .withMessageContaining("public");
        assertThat(runs().publicEdition()).isEmpty();
        // As if it had been published while a basis was in force that ended since.
        JdbcClient jdbc = server.part(JdbcClient.class);
        jdbc.sql("UPDATE measurement_run SET public_at = made_at WHERE run_id = 1")
                .update();
        assertThat(runs().publicEdition())
                .as("names are shown only while the law allows it")
                .isEmpty();
        // The second run met other names: nobody in it may be named.
        MeasurementRuns.Run nameless = runs().find(2).orElseThrow();
        assertThat(nameless.named()).isZero();
        runs().publish(2, "key1");
        assertThat(runs().publicEdition().map(MeasurementRuns.Run::number)).contains(2L);
        assertThat(audited()).endsWith("report.publish");
    }

    @Test
    @Order(4)
    void what_cannot_be_asked_is_refused_before_anything_is_made() {
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> runs().begin(wanted("everybody"), "key1"));
        assertThat(runs().list(100)).extracting(MeasurementRuns.Run::number).doesNotContain(4L);
    }

    @Test
    @Order(5)
    void a_run_whose_process_died_is_told_to_have_failed() {
        JdbcClient jdbc = server.part(JdbcClient.class);
        jdbc.sql("UPDATE measurement_run SET state = 'running' WHERE run_id = 3")
                .update();
        runs().afterSingletonsInstantiated();
        MeasurementRuns.Run run = runs().find(3).orElseThrow();
        assertThat(run.state()).isEqualTo(MeasurementRuns.State.FAILED);
        assertThat(run.fault()).isEqualTo("interrupted");
    }

    @Test
    @Order(6)
    void a_look_of_the_future_is_rejected() {
        SightingImport.Result result = server.part(SightingImport.class)
                .take(
                        "hotline",
                        "import",
                        stream(
                                "item,url,observed_at,vantage,verdict,reason,address\ni1,,2099-10-01T00:00:00Z,v,AVAILABLE,SAME,\n"),
                        "key1");
        assertThat(result.added()).isZero();
        assertThat(result.rejections()).singleElement().asString().contains("in_the_future");
    }

    @Test
    @Order(6)
    void a_look_that_is_dated_ahead_all_the_same_does_not_move_the_cut_off_into_the_future() {
        JdbcClient jdbc = server.part(JdbcClient.class);
        Instant now = Instant.now();
        jdbc.sql("""
                INSERT INTO observation (item_id, at, vantage, learnt_at, reason)
                SELECT min(item_id), '2099-10-01', 'v', '2025-06-01', 'SAME' FROM item""").update();
        try (KnownFacts facts = KnownFacts.of(server.part(DataSource.class), server.part(Keys.class), now, now)) {
            assertThat(facts.register(Duration.ofDays(1)).looks().last()).contains(now);
        }
        jdbc.sql("DELETE FROM observation WHERE at = '2099-10-01'").update();
    }

    @Test
    @Order(6)
    void that_some_looks_read_no_page_is_told_and_of_looks_of_others_it_is_not_known() {
        JdbcClient jdbc = server.part(JdbcClient.class);
        assertThat(pagesUnread()).isFalse();
        jdbc.sql("""
                INSERT INTO observation (item_id, at, vantage, learnt_at, reason, level)
                SELECT min(item_id), '2025-02-01', 'deep', '2025-06-01', 'SAME', 3 FROM item""").update();
        assertThat(pagesUnread()).isFalse();
        jdbc.sql("UPDATE observation SET level = 2 WHERE vantage = 'deep'").update();
        assertThat(pagesUnread()).isTrue();
        jdbc.sql("DELETE FROM observation WHERE vantage = 'deep'").update();
    }

    private boolean pagesUnread() {
        Instant now = Instant.now();
        try (KnownFacts facts = KnownFacts.of(server.part(DataSource.class), server.part(Keys.class), now, now)) {
            return facts.register(Duration.ofDays(1)).looks().pagesUnread();
        }
    }

    @Test
    @Order(7)
    void a_run_whose_facts_were_tampered_with_is_not_passed_off_as_the_same() {
        server.part(JdbcClient.class)
                .sql("UPDATE observation SET reason = 'SAME' WHERE item_id = 1")
                .update();
        server.part(Intervals.class).recompute();
        assertThatExceptionOfType(MeasurementException.class)
                .isThrownBy(() -> runs().again(1, "key1"))
                .withMessageContaining("as they were");
    }
}
