// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.encoded;
import static nl.schoonnet.server.hashcheck.TestService.flipped;
import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.list.ListOptions;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.intake.Numbers;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What was said last holds, whatever clocks, lists and databases do. */
class LastWordTests {
    private static final String REASON = "Listed by mistake, letter of 3 May";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TestService client;

    private static String checker = "";

    @BeforeAll
    static void start() throws Exception {
        client = TestService.in(data);
        checker = client.key("Host", Role.CHECKER);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static HttpResponse<String> send(String path, String list) throws Exception {
        return client.post(
                "/api/v1/hashes/sources/" + path,
                client.curator(),
                "application/octet-stream",
                Map.of("Reason", encoded(REASON)),
                list.getBytes(StandardCharsets.UTF_8));
    }

    private static HashIntake intake(InstantSource clock) {
        return new HashIntake(
                client.part(JdbcClient.class),
                client.part(DataSource.class),
                client.part(TransactionTemplate.class),
                client.part(Keys.class),
                client.part(Numbers.class),
                client.part(HashSources.class),
                client.part(KnownHashes.class),
                client.part(LegalBasis.class),
                client.part(AuditLog.class),
                clock);
    }

    private KnownHashes known(DataSource database, InstantSource clock) {
        return new KnownHashes(
                database,
                client.part(Keys.class),
                client.part(HashSources.class),
                client.part(LegalBasis.class),
                clock,
                folder,
                1_000);
    }

    private static boolean lists(KnownHashes known, String md5) {
        HashValue value = HashValue.read(HashKind.MD5, md5).orElseThrow();
        return !known.listings(value, false, 31, new PdqHits()).isEmpty();
    }

    @Test
    void what_a_list_dates_in_the_future_is_withdrawn_by_a_word_of_today() throws Exception {
        client.source("future", false);
        String md5 = hash("future", 16);
        String list =
                "{\"@odata.context\":\"http://x/UK/$metadata#Media\",\"value\":[{\"MediaID\":\"7\",\"Category\":1,"
                        + "\"MD5\":\"" + md5 + "\",\"DateUpdated\":\"2099-01-01T00:00:00Z\"}]}";
        assertThat(send("future/imports?format=vics&categories=1", list).statusCode())
                .isEqualTo(200);
        assertThat(client.result("md5", md5, checker)).isEqualTo("match");
        assertThat(send("future/withdrawals", "id\n7\n").body()).contains("\"withdrawn\":1");
        assertThat(client.result("md5", md5, checker)).isEqualTo("no-match");
        assertThat(send("future/imports?format=vics&categories=1", list).body()).contains("\"known\":1");
        assertThat(client.result("md5", md5, checker)).isEqualTo("no-match");
    }

    @Test
    void a_withdrawal_holds_though_the_clock_was_set_back_since_the_list_came() throws Exception {
        client.source("clocked", false);
        String md5 = hash("clocked", 16);
        Instant now = Instant.now();
        intake(InstantSource.fixed(now.plus(Duration.ofHours(2))))
                .take(
                        "clocked",
                        Optional.of(ListFormat.TEXT),
                        ListOptions.NONE,
                        new ByteArrayInputStream(md5.getBytes(StandardCharsets.UTF_8)),
                        "test");
        assertThat(client.result("md5", md5, checker)).isEqualTo("match");
        intake(InstantSource.fixed(now))
                .take(
                        "clocked",
                        Optional.of(ListFormat.TEXT),
                        ListOptions.withdrawal(Optional.empty()),
                        new ByteArrayInputStream(md5.getBytes(StandardCharsets.UTF_8)),
                        "test");
        assertThat(client.result("md5", md5, checker)).isEqualTo("no-match");
    }

    @Test
    void a_source_counts_from_its_beginning_to_its_end() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String opening =
                "{\"name\":\"dated\",\"owner\":\"o\",\"licence\":\"l\",\"scheme\":\"own\",\"from\":\"%s\",\"until\":\"%s\"}";
        for (List<Duration> wrong : List.of(
                List.of(Duration.ofDays(-1), Duration.ofDays(2)), List.of(Duration.ofDays(2), Duration.ofDays(2)))) {
            assertThat(client.post(
                                    "/api/v1/hashes/sources",
                                    client.curator(),
                                    opening.formatted(now.plus(wrong.getFirst()), now.plus(wrong.getLast())))
                            .statusCode())
                    .isEqualTo(422);
        }
        Instant from = now.plus(Duration.ofDays(1));
        assertThat(client.post(
                                "/api/v1/hashes/sources",
                                client.curator(),
                                opening.formatted(from, from.plus(Duration.ofDays(1))))
                        .body())
                .contains("\"from\":\"" + from.toString().substring(0, 19));
        String md5 = hash("dated", 16);
        client.taken("dated", md5);
        assertThat(client.result("md5", md5, checker)).isEqualTo("no-match");
        Instant[] clock = {now};
        KnownHashes known = known(client.part(DataSource.class), () -> clock[0]);
        known.follow();
        assertThat(lists(known, md5)).isFalse();
        clock[0] = from;
        known.follow();
        assertThat(lists(known, md5)).isTrue();
        clock[0] = from.plus(Duration.ofDays(1));
        known.follow();
        assertThat(lists(known, md5)).isFalse();
    }

    /** Each would stand in memory for itself, at every start again. */
    @Test
    void a_list_with_a_classification_for_each_hash_is_refused_whole() throws Exception {
        client.source("confused", false);
        String rows = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> hash("confused" + i, 16) + ",note " + i)
                .collect(Collectors.joining("\n"));
        HttpResponse<String> refused = send("confused/imports", "md5,classification\n" + rows);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("too_many_classifications").doesNotContain("note ");
        assertThat(client.result("md5", hash("confused1", 16), checker)).isEqualTo("no-match");
        assertThat(client.part(JdbcClient.class)
                        .sql("SELECT refusal FROM hash_import ORDER BY import_id DESC LIMIT 1")
                        .query((row, n) -> row.getString(1))
                        .single())
                .isEqualTo("too_many_classifications");
    }

    /** As after putting an older copy back: of the last completion nothing is known. */
    private static void forgetTheLastImport() {
        JdbcClient jdbc = client.part(JdbcClient.class);
        client.part(TransactionTemplate.class).executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM hash_fact WHERE import_id = (SELECT import_id FROM hash_import, hash_completion"
                            + " WHERE completion = last)")
                    .update();
            jdbc.sql("DELETE FROM hash_import WHERE completion = (SELECT last FROM hash_completion)")
                    .update();
            jdbc.sql("UPDATE hash_completion SET last = last - 1").update();
        });
    }

    @Test
    void a_database_that_is_put_back_under_a_running_server_is_read_again() throws Exception {
        client.source("restored", false);
        client.taken("restored", hash("stays", 16));
        client.taken("restored", hash("goes", 16));
        KnownHashes known = known(client.part(DataSource.class), InstantSource.system());
        known.catchUp();
        assertThat(lists(known, hash("goes", 16))).isTrue();
        forgetTheLastImport();
        known.catchUp();
        assertThat(lists(known, hash("stays", 16))).isTrue();
        assertThat(lists(known, hash("goes", 16))).isFalse();
    }

    @Test
    void a_database_that_is_put_back_and_goes_on_is_read_again_too() throws Exception {
        client.source("other-way", false);
        client.taken("other-way", hash("first way", 16));
        KnownHashes known = known(client.part(DataSource.class), InstantSource.system());
        known.catchUp();
        forgetTheLastImport();
        client.taken("other-way", hash("second way", 16));
        known.catchUp();
        assertThat(lists(known, hash("first way", 16))).isFalse();
        assertThat(lists(known, hash("second way", 16))).isTrue();
    }

    @Test
    void files_from_before_a_database_was_put_back_are_not_kept() throws Exception {
        client.source("filed", false);
        client.taken("filed", hash("filed", 16));
        client.taken("filed", "sha1 " + hash("filed", 20));
        KnownHashes saving = known(client.part(DataSource.class), InstantSource.system());
        saving.catchUp();
        saving.save();
        KnownHashes known = known(client.part(DataSource.class), InstantSource.system());
        known.catchUp();
        forgetTheLastImport();
        known.catchUp();
        known.save();
        KnownHashes after = known(client.part(DataSource.class), InstantSource.system());
        after.catchUp();
        assertThat(after.factsOpened()).as("files are believed").isZero();
        assertThat(after.size(HashKind.SHA1)).isZero();
    }

    @Test
    void lists_that_are_not_brought_up_to_date_are_told() {
        DelegatingDataSource database = new DelegatingDataSource(client.part(DataSource.class));
        Instant[] now = {Instant.now()};
        KnownHashes known = known(database, () -> now[0]);
        HashHealth health = new HashHealth(known);
        known.follow();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        database.setTargetDataSource(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"));
        now[0] = now[0].plus(Duration.ofSeconds(30));
        known.follow();
        assertThat(health.health().getStatus()).as("for a moment").isEqualTo(Status.UP);
        now[0] = now[0].plus(Duration.ofSeconds(40));
        known.follow();
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(known.age()).isEqualTo(Duration.ofSeconds(70));
        assertThat(known.ready()).as("it answers by what it read last").isTrue();
    }

    /** Neighbours are looked for among questions that share 16 bits at one of 16 places: these share none. */
    @Test
    void questions_that_match_count_as_near_ones_however_they_are_chosen() throws Exception {
        client.source("groped", false);
        String listed = hash("groped", 32);
        client.taken("groped", "pdq " + listed);
        String key = client.key("Groper", Role.CHECKER, Role.CHECKER_DETAIL, Role.CHECKER_DISTANCE);
        int distances = 0;
        for (int turn = 0; turn < 16; turn++) {
            String question = listed;
            for (int place = 0; place < 16; place++) {
                question = flipped(question, 16 * place + turn);
            }
            String body = client.post("/api/v1/checks", key, "{\"kind\":\"pdq\",\"hash\":\"" + question + "\"}")
                    .body();
            assertThat(body).contains("\"match\"");
            distances += body.contains("\"distance\":16") ? 1 : 0;
        }
        assertThat(distances).isEqualTo(ProbingGuard.TOLD);
    }

    @Test
    void nobody_lets_a_stopped_key_of_their_own_go_on() {
        String groper = client.key("One person", Role.CHECKER);
        String admin = client.key("One person", Role.ADMIN);
        String keyId = groper.split("_", -1)[1];
        client.part(JdbcClient.class)
                .sql("INSERT INTO check_stop (key_id, stopped_at) VALUES (?, now())")
                .param(keyId)
                .update();
        CheckLimits limits = client.part(CheckLimits.class);
        assertThatExceptionOfType(HashcheckException.class)
                .isThrownBy(() -> limits.release(keyId, admin.split("_", -1)[1], REASON))
                .satisfies(e -> assertThat(e.code()).isEqualTo("own_stop"));
        limits.release(keyId, client.key("Somebody else", Role.ADMIN).split("_", -1)[1], REASON);
    }
}
