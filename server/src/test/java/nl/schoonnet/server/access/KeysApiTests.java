// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeysApiTests {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    private static String first = "";

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
        first = server.server().firstKey().orElseThrow();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> send(String method, String path, String key, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(server.url(path)))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String part(String json, String name) {
        return json.replaceAll(".*\"" + name + "\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void an_administrator_hands_out_a_key_that_opens_what_its_role_may_until_it_is_revoked() throws Exception {
        HttpResponse<String> answer =
                send("POST", "/api/v1/keys", first, "{\"holder\":\"desk\",\"roles\":[\"monitor\"]}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        String key = part(answer.body(), "key");
        assertThat(send("GET", "/actuator/prometheus", key, "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/api/v1/keys", key, "").statusCode()).isEqualTo(403);
        String list = send("GET", "/api/v1/keys", first, "").body();
        assertThat(list).contains("\"desk\"").doesNotContain(key.substring(key.lastIndexOf('_') + 1));
        String path = "/api/v1/keys/" + part(answer.body(), "keyId");
        assertThat(send("DELETE", path, first, "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, first, "").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/actuator/prometheus", key, "").statusCode()).isEqualTo(401);
    }

    @Test
    void what_is_asked_wrongly_is_refused_in_a_sentence() throws Exception {
        for (String body : new String[] {
            "{}",
            "{\"holder\":\"x\",\"roles\":[\"chief\"]}",
            "{\"holder\":\"a\\nb\",\"roles\":[\"monitor\"]}",
            "{\"holder\":\"x\",\"roles\":[\"monitor\"],\"expires\":\"2001-01-01T00:00:00Z\"}"
        }) {
            HttpResponse<String> answer = send("POST", "/api/v1/keys", first, body);
            assertThat(answer.statusCode()).as(body).isEqualTo(409);
            assertThat(part(answer.body(), "detail")).as(body).endsWith(".").doesNotContain("chief");
        }
    }

    private static int page(HttpClient browser, String path) throws IOException, InterruptedException {
        return browser.send(
                        HttpRequest.newBuilder(URI.create(server.url(path))).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void a_session_ends_with_the_key_that_it_was_begun_with() throws Exception {
        String key = server.part(AccessKeys.class).issue("leaver", Set.of(Role.ANALYST), null, "test");
        try (HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            String login = browser.send(
                            HttpRequest.newBuilder(URI.create(server.url("/login")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            String token = login.replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]*)\".*", "$1");
            browser.send(
                    HttpRequest.newBuilder(URI.create(server.url("/login")))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString("_csrf="
                                    + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&holder=x&key=" + key))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(page(browser, "/desk")).isEqualTo(200);
            server.part(AccessKeys.class).revoke(AccessKeys.idOf(key), "test");
            assertThat(page(browser, "/desk")).isEqualTo(302);
        }
    }

    @Test
    void a_stranger_gets_no_session_and_behind_a_proxy_with_tls_cookies_are_secure() throws Exception {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = browser.send(
                    HttpRequest.newBuilder(URI.create(server.url("/login")))
                            .header("X-Forwarded-Proto", "https")
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.headers().allValues("Set-Cookie"))
                    .singleElement()
                    .asString()
                    .startsWith("XSRF-TOKEN=")
                    .contains("Secure", "HttpOnly", "SameSite=Strict");
        }
    }

    @Test
    void the_last_administrator_s_key_cannot_be_revoked() throws Exception {
        String id = first.split("_", 3)[1];
        HttpResponse<String> answer = send("DELETE", "/api/v1/keys/" + id, first, "");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("last key of an administrator");
    }

    private static String rotation(String key) {
        return "/api/v1/keys/" + AccessKeys.idOf(key) + "/rotation";
    }

    @Test
    void a_key_replaces_itself_once_with_the_same_end_and_the_old_one_goes_on_for_a_while() throws Exception {
        AccessKeys keys = server.part(AccessKeys.class);
        Instant end = Instant.now().plusSeconds(86_400 * 100L).truncatedTo(ChronoUnit.SECONDS);
        String old = keys.issue("Made-up host", Set.of(Role.MONITOR, Role.CHECKER), end, "test");
        HttpResponse<String> answer = send("POST", rotation(old), old, "{\"graceDays\":3}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        String fresh = part(answer.body(), "key");
        for (String key : new String[] {old, fresh}) {
            assertThat(send("GET", "/actuator/prometheus", key, "").statusCode())
                    .isEqualTo(200);
        }
        assertThat(keys.list())
                .filteredOn(key -> key.holder().equals("Made-up host"))
                .allSatisfy(key -> assertThat(key.genuine()).isTrue())
                .allSatisfy(key -> assertThat(key.roles()).containsExactlyInAnyOrder(Role.MONITOR, Role.CHECKER))
                .anyMatch(key -> key.keyId().equals(AccessKeys.idOf(fresh)) && end.equals(key.expires()))
                .anyMatch(key -> key.keyId().equals(AccessKeys.idOf(old))
                        && key.expires() != null
                        && key.expires().isBefore(Instant.now().plusSeconds(86_400 * 3L + 60)));
        HttpResponse<String> again = send("POST", rotation(old), old, "");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("replaced already");
        assertThat(send("POST", rotation(fresh), fresh, "{\"graceDays\":0}").statusCode())
                .isEqualTo(201);
        assertThat(send("GET", "/actuator/prometheus", fresh, "").statusCode())
                .as("no grace")
                .isEqualTo(401);
    }

    @Test
    void an_administrator_replaces_from_afar_what_is_handed_out_from_afar_and_nobody_another_one_s() throws Exception {
        AccessKeys keys = server.part(AccessKeys.class);
        String monitor = keys.issue("watcher", Set.of(Role.MONITOR), null, "test");
        String revealer = keys.issue("second person", Set.of(Role.REVEALER, Role.MONITOR), null, "test");
        assertThat(send("POST", rotation(monitor), first, "{}").statusCode()).isEqualTo(201);
        for (String by : new String[] {first, monitor}) {
            HttpResponse<String> answer = send("POST", rotation(revealer), by, "{}");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("schoonnet keys rotate");
        }
        assertThat(send("POST", rotation(monitor), "wrong", "{}").statusCode()).isEqualTo(401);
        assertThat(send("POST", rotation(first), first, "{\"graceDays\":31}").statusCode())
                .isEqualTo(409);
    }

    private static void changeRow(String sql) {
        assertThat(server.part(JdbcClient.class).sql(sql).update()).as(sql).isEqualTo(1);
    }

    @Test
    void a_key_that_somebody_wrote_or_changed_in_the_database_opens_nothing() throws Exception {
        AccessKeys keys = server.part(AccessKeys.class);
        Instant soon = Instant.now().plusSeconds(3_600);
        for (String change : new String[] {
            "roles = 'ADMIN,MONITOR'",
            "expires_at = NULL",
            "holder = 'somebody else'",
            "digest = sha256('guessed')",
            "digest = ''",
            "seal = NULL",
            "seal = ''"
        }) {
            String key = keys.issue("watcher", Set.of(Role.MONITOR), soon, "test");
            assertThat(keys.caller(key)).isPresent();
            String id = AccessKeys.idOf(key);
            changeRow("UPDATE access_key SET " + change + " WHERE key_id = '" + id + "'");
            assertThat(keys.caller(key)).as(change).isEmpty();
            assertThat(keys.caller("sn_" + id + "_guessed")).as(change).isEmpty();
            assertThat(keys.opens(id)).as(change).isFalse();
            assertThat(keys.sameHolder(id, AccessKeys.idOf(first)))
                    .as("nothing is believed of it")
                    .isTrue();
            assertThat(keys.list()).anyMatch(one -> one.keyId().equals(id) && !one.genuine());
        }
        String other = keys.issue("watcher", Set.of(Role.MONITOR), null, "test");
        changeRow(
                "INSERT INTO access_key SELECT 'forged', digest, holder, 'ADMIN', created_at, expires_at, revoked_at, seal"
                        + " FROM access_key WHERE key_id = '" + AccessKeys.idOf(other) + "'");
        assertThat(keys.caller("sn_forged_" + other.substring(other.lastIndexOf('_') + 1)))
                .isEmpty();
        server.part(FirstKey.class).afterSingletonsInstantiated();
        assertThat(keys.list().stream().filter(one -> !one.genuine()))
                .as("a start seals nothing that came later")
                .hasSize(8);
    }

    @Test
    void a_key_that_is_not_known_is_not_another_person() {
        AccessKeys keys = server.part(AccessKeys.class);
        assertThat(keys.sameHolder(AccessKeys.idOf(first), "unknown")).isTrue();
        assertThat(keys.sameHolder("unknown", AccessKeys.idOf(first))).isTrue();
    }

    @Test
    void what_two_people_are_needed_for_is_not_handed_out_by_one_from_afar() throws Exception {
        for (String role : new String[] {"revealer", "admin", "analyst", "observer"}) {
            HttpResponse<String> answer =
                    send("POST", "/api/v1/keys", first, "{\"holder\":\"alias\",\"roles\":[\"" + role + "\"]}");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(part(answer.body(), "detail")).contains("schoonnet keys issue");
        }
    }

    @Test
    void a_vantage_point_s_key_has_an_end() {
        AccessKeys keys = server.part(AccessKeys.class);
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> keys.issue("harbour", Set.of(Role.OBSERVER), null, "test"))
                .withMessageContaining("--days");
        assertThat(keys.issue("harbour", Set.of(Role.OBSERVER), Instant.now().plusSeconds(60), "test"))
                .startsWith("sn_");
    }

    @Test
    void more_than_is_needed_to_ask_is_refused_before_it_is_read() throws Exception {
        String large = "{\"holder\":\"" + "x".repeat(300_000) + "\"}";
        HttpResponse<String> answer = send("POST", "/api/v1/keys", first, large);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("256 KiB");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest endless = HttpRequest.newBuilder(URI.create(server.url("/api/v1/keys")))
                    .header("Authorization", "Bearer " + first)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10])))
                    .build();
            assertThat(client.send(endless, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .as("what doesn't say its length")
                    .isEqualTo(411);
        }
    }

    @Test
    void who_has_the_key_file_hands_out_a_key_beside_the_running_server() throws Exception {
        try (Reached database = RunningServer.database(data)) {
            KeysAtRest keys = new KeysAtRest(
                    database.source(),
                    Keys.open(new KeyFile(data.resolve("keys/vault.keys"))),
                    InstantSource.fixed(Instant.now()));
            String key = keys.issue("way back in", Set.of(Role.MONITOR), null);
            assertThat(send("GET", "/actuator/prometheus", key, "").statusCode())
                    .isEqualTo(200);
        }
    }
}
