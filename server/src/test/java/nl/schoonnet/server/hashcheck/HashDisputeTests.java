// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.intake.Resealing;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class HashDisputeTests {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");
    private static final String WHY = "the maker was told by telephone";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    private static String curator = "";
    private static String colleague = "";
    private static String checker = "";

    @BeforeAll
    static void start() throws IOException {
        TestService.basis(data);
        server = RunningServer.in(data);
        curator = key("Curator", Role.CURATOR);
        colleague = key("Colleague", Role.CURATOR);
        checker = key("Host", Role.CHECKER);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String key(String holder, Role role) {
        return server.part(AccessKeys.class)
                .issue(holder, EnumSet.of(role), Instant.now().plus(Duration.ofDays(365)), "test");
    }

    private static HttpResponse<String> post(String path, String key, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url(path)))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", path.endsWith("/imports") ? "text/plain" : "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String posted(String path, String key, String body) throws Exception {
        HttpResponse<String> answer = post(path, key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void source(String name, boolean police) throws Exception {
        posted(
                "/api/v1/hashes/sources",
                curator,
                "{\"name\":\"" + name
                        + "\",\"owner\":\"Maker\",\"licence\":\"Agreement 1\",\"scheme\":\"own\",\"police\":" + police
                        + "}");
    }

    private static void take(String source, String list) throws Exception {
        posted("/api/v1/hashes/sources/" + source + "/imports", curator, list);
    }

    private static HttpResponse<String> disputing(String key, String kind, String hash, String more) throws Exception {
        return post(
                "/api/v1/hashes/disputes",
                key,
                "{\"kind\":\"" + kind + "\",\"hash\":\"" + hash + "\",\"reason\":\"" + WHY + "\"" + more + "}");
    }

    private static long dispute(String kind, String hash, String more) throws Exception {
        HttpResponse<String> answer = disputing(curator, kind, hash, more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Matcher number = NUMBER.matcher(answer.body());
        assertThat(number.find()).isTrue();
        return Long.parseLong(number.group(1));
    }

    private static void withdraw(long number) throws Exception {
        posted("/api/v1/hashes/disputes/" + number + "/withdraw", curator, "{\"reason\":\"" + WHY + "\"}");
    }

    private static boolean matches(String kind, String hash) throws Exception {
        return matches(kind, hash, checker);
    }

    private static boolean matches(String kind, String hash, String key) throws Exception {
        String body = posted("/api/v1/checks", key, "{\"kind\":\"" + kind + "\",\"hash\":\"" + hash + "\"}");
        assertThat(body).doesNotContain("not-checked");
        return body.contains("\"match\"");
    }

    private static String get(String path) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(server.url(path)))
                                .header("Authorization", "Bearer " + curator)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** What another process has, or this one after a start. */
    private KnownHashes another() {
        return new KnownHashes(
                server.part(DataSource.class),
                server.part(Keys.class),
                server.part(HashSources.class),
                server.part(LegalBasis.class),
                InstantSource.system(),
                folder);
    }

    private static boolean lists(KnownHashes known, HashKind kind, String hex) {
        return !known.listings(HashValue.read(kind, hex).orElseThrow(), false, 31, new PdqHits())
                .isEmpty();
    }

    @Test
    void a_disputed_hash_does_not_match_and_is_no_hit_until_the_dispute_is_withdrawn() throws Exception {
        source("disputed", false);
        String md5 = hash("disputed", 16);
        take("disputed", md5 + "\n" + hash("beside", 16));
        String caller = key("Counting host", Role.CHECKER);
        assertThat(matches("md5", md5, caller)).isTrue();
        long number = dispute("md5", md5, "");
        assertThat(matches("md5", md5, caller)).isFalse();
        assertThat(matches("md5", hash("beside", 16), caller)).isTrue();
        CheckCounts counts = server.part(CheckCounts.class);
        counts.write();
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Amsterdam"));
        assertThat(counts.weeks(today, today, server.part(HashSources.class).all()).stream()
                        .filter(week -> week.organisation().equals("Counting host") && week.source() == null)
                        .map(week -> week.checks() + " " + week.hits() + " " + week.images()))
                .containsExactly("3 2 2");
        withdraw(number);
        assertThat(matches("md5", md5, caller)).isTrue();
    }

    @Test
    void a_disputed_pair_silences_one_question_about_one_listed_hash() throws Exception {
        source("pairs", false);
        String listed = hash("pair", 32);
        String question = "ff" + listed.substring(2);
        String other = listed.substring(0, 62) + (listed.endsWith("00") ? "01" : "00");
        take("pairs", "pdq " + listed);
        long number = dispute("pdq", question, ",\"instead_of\":\"" + listed + "\"");
        assertThat(matches("pdq", question)).isFalse();
        assertThat(matches("pdq", other)).isTrue();
        assertThat(matches("pdq", listed)).isTrue();
        withdraw(number);
        assertThat(matches("pdq", question)).isTrue();
    }

    @Test
    void other_processes_and_later_starts_go_by_disputes() throws Exception {
        source("followed", false);
        String sha1 = hash("followed", 20);
        take("followed", sha1);
        KnownHashes other = another();
        other.follow();
        assertThat(lists(other, HashKind.SHA1, sha1)).isTrue();
        long number = dispute("sha1", sha1, "");
        other.follow();
        assertThat(lists(other, HashKind.SHA1, sha1)).isFalse();
        other.save();
        KnownHashes started = another();
        started.follow();
        assertThat(started.factsOpened()).isZero();
        assertThat(lists(started, HashKind.SHA1, sha1)).isFalse();
        withdraw(number);
        started.follow();
        assertThat(lists(started, HashKind.SHA1, sha1)).isTrue();
    }

    @Test
    void what_others_list_is_kept_while_a_hash_is_disputed() throws Exception {
        source("stays", false);
        source("goes", false);
        String md5 = hash("kept", 16);
        take("stays", "id,md5\n1," + md5);
        take("goes", "id,md5\n1," + md5);
        long number = dispute("md5", md5, "");
        take("goes", "id,md5\n1," + hash("corrected", 16));
        assertThat(get("/api/v1/hashes/disputes")).contains("\"sources\":[\"stays\"]");
        withdraw(number);
        assertThat(matches("md5", md5)).isTrue();
    }

    @Test
    void where_the_police_have_a_list_a_dispute_silences_nothing_before_a_second_person_agrees() throws Exception {
        source("anybody", false);
        String early = hash("early", 16);
        String late = hash("late", 16);
        take("anybody", early + "\n" + late);
        long alone = dispute("md5", early, "");
        assertThat(matches("md5", early)).isFalse();
        source("police", true);
        server.part(KnownHashes.class).catchUp();
        assertThat(matches("md5", early)).isTrue();

        HttpResponse<String> waiting = disputing(curator, "md5", late, "");
        assertThat(waiting.body()).contains("\"state\":\"WAITING\"");
        Matcher number = NUMBER.matcher(waiting.body());
        assertThat(number.find()).isTrue();
        String confirm = "/api/v1/hashes/disputes/" + number.group(1) + "/confirm";
        assertThat(matches("md5", late)).isTrue();
        HttpResponse<String> own = post(confirm, curator, "");
        assertThat(own.statusCode()).isEqualTo(409);
        assertThat(own.body()).contains("own_dispute");
        assertThat(post(confirm, key(" curator", Role.CURATOR), "").statusCode())
                .isEqualTo(409);
        assertThat(matches("md5", late)).isTrue();
        assertThat(posted(confirm, colleague, "")).contains("\"state\":\"IN_FORCE\"");
        assertThat(matches("md5", late)).isFalse();
        assertThat(post(confirm, colleague, "").statusCode()).isEqualTo(409);

        Matcher order =
                NUMBER.matcher(post("/api/v1/hashes/sources/police/end", curator, "{\"reason\":\"" + WHY + "\"}")
                        .body());
        assertThat(order.find()).isTrue();
        posted("/api/v1/hashes/orders/" + order.group(1) + "/confirm", colleague, "");
        server.part(KnownHashes.class).catchUp();
        assertThat(matches("md5", early)).isFalse();
        withdraw(alone);
        withdraw(Long.parseLong(number.group(1)));
    }

    @Test
    void the_list_of_disputes_and_the_audit_log_tell_who_and_why_and_nothing_tells_the_hash() throws Exception {
        source("told", false);
        String md5 = hash("told", 16);
        take("told", md5);
        long number = dispute("md5", md5, "");
        Resealing resealing = server.part(Resealing.class);
        resealing.rotate("test");
        server.part(HashResealing.class).work();
        assertThat(resealing.left()).isZero();
        KnownHashes started = another();
        started.follow();
        assertThat(lists(started, HashKind.MD5, md5)).isFalse();

        String keyId = curator.split("_", -1)[1];
        assertThat(get("/api/v1/hashes/disputes"))
                .contains("\"number\":" + number + ",\"kind\":\"md5\"", "\"madeBy\":\"" + keyId, WHY, "[\"told\"]")
                .doesNotContain(md5);
        withdraw(number);
        JdbcClient jdbc = server.part(JdbcClient.class);
        List<String> lines = jdbc.sql("SELECT action FROM audit_entry WHERE actor = ? AND subject = ? ORDER BY number")
                .params(keyId, "dispute " + number + " of kind md5")
                .query((row, n) -> row.getString(1))
                .list();
        assertThat(lines).containsExactly("hashes.dispute", "hashes.dispute.withdraw");
        for (String table : List.of("hash_dispute", "audit_entry")) {
            assertThat(String.join(
                            "\n",
                            jdbc.sql("SELECT t::text FROM " + table + " t")
                                    .query((row, n) -> row.getString(1))
                                    .list()))
                    .doesNotContain(md5);
        }
    }

    @Test
    void a_dispute_that_can_t_be_made_is_answered_with_one_sentence() throws Exception {
        String md5 = hash("refused", 16);
        assertThat(disputing(checker, "md5", md5, "").statusCode()).isEqualTo(403);
        assertThat(disputing(curator, "md5", "nonsense", "").body()).contains("not_a_hash");
        assertThat(disputing(curator, "photodna", hash("p", 144), "").body()).contains("unsupported_kind");
        assertThat(disputing(curator, "md5", md5, ",\"instead_of\":\"" + md5 + "\"")
                        .body())
                .contains("not_a_pair");
        HttpResponse<String> why =
                post("/api/v1/hashes/disputes", curator, "{\"kind\":\"md5\",\"hash\":\"" + md5 + "\"}");
        assertThat(why.statusCode()).isEqualTo(422);
        assertThat(why.body()).contains("no_reason").doesNotContain(md5);
        assertThat(post(
                                "/api/v1/hashes/disputes",
                                curator,
                                "{\"kind\":\"md5\",\"hash\":\"" + md5 + "\",\"reason\":\"it is about " + md5 + "\"}")
                        .body())
                .contains("no_reason")
                .doesNotContain(md5);
        assertThat(post("/api/v1/hashes/disputes/999999/confirm", curator, "").statusCode())
                .isEqualTo(404);
        long number = dispute("md5", md5, "");
        withdraw(number);
        assertThat(post("/api/v1/hashes/disputes/" + number + "/withdraw", curator, "{\"reason\":\"" + WHY + "\"}")
                        .statusCode())
                .isEqualTo(409);
    }
}
