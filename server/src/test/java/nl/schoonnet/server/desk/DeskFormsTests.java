// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.audit.AuditEntries;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Vault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages do, without a browser: forms, roles, refusals in Dutch. */
class DeskFormsTests {
    private static final String NOT_FOUND = "Deze pagina bestaat niet.";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    private static String admin = "";

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
        admin = server.server().firstKey().orElseThrow();
        StringBuilder csv = new StringBuilder("notice_id,url,sent_at\n");
        for (int n = 1; n <= 3; n++) {
            csv.append("R-")
                    .append(n)
                    .append(",https://site")
                    .append(n)
                    .append(".example/secret,2026-03-01T10:00:00Z\n");
        }
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "k");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Visitor with(String holder, Role... roles) throws IOException, InterruptedException {
        return Visitor.of(server, server.part(AccessKeys.class).issue(holder, Set.of(roles), null, "test"));
    }

    private static long item(int n) {
        return server.part(Vault.class)
                .find("https://site" + n + ".example/secret")
                .orElseThrow();
    }

    private static AuditEntries.Entry newestLine() {
        return server.part(AuditEntries.class)
                .newest(AuditEntries.Filter.ALL, null, 1)
                .getFirst();
    }

    @Test
    void one_address_is_shown_once_from_its_timeline_with_a_reason_and_a_line_in_the_log() throws Exception {
        try (Visitor eyes = with("Eyes One", Role.REVEALER, Role.ANALYST)) {
            HttpResponse<String> timeline = eyes.get("/desk/items/" + item(1));
            assertThat(timeline.body()).contains("Adres tonen").doesNotContain("secret");
            Map<String, String> form = Map.of("items", "" + item(1), "reason", "klacht 2026-17 van de aanbieder");
            assertThat(eyes.forge("/desk/reveals", form).statusCode()).isEqualTo(403);
            HttpResponse<String> shown = eyes.send("/desk/reveals", form);
            assertThat(shown.body()).contains("https://site1.example/secret");
            assertThat(shown.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(newestLine().kind()).isEqualTo("address.reveal");
            assertThat(newestLine().subject()).isEqualTo("item " + item(1));
            assertThat(newestLine().reason()).isEqualTo("klacht 2026-17 van de aanbieder");
            HttpResponse<String> without =
                    eyes.send("/desk/reveals", Map.of("items", "" + item(1), "reason", "zomaar"));
            assertThat(without.statusCode()).isEqualTo(422);
            assertThat(without.body()).contains("Zeg op één regel waarom").doesNotContain("secret");
            HttpResponse<String> nothing =
                    eyes.send("/desk/reveals", Map.of("items", "999999", "reason", "klacht 2026-18 van de aanbieder"));
            assertThat(nothing.body()).contains("999999").contains("Zonder adres");
        }
        try (Visitor analyst = with("Analyst", Role.ANALYST)) {
            assertThat(analyst.get("/desk/items/" + item(1)).body()).doesNotContain("Adres tonen");
            assertThat(analyst.get("/desk/reveals").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void many_addresses_wait_for_a_second_pair_of_eyes_and_are_shown_once() throws Exception {
        try (Visitor asks = with("Eyes Two", Role.REVEALER);
                Visitor sameAgain = with("eyes two ", Role.REVEALER);
                Visitor confirms = with("Eyes Three", Role.REVEALER)) {
            assertThat(asks.get("/desk").statusCode()).isEqualTo(403);
            asks.get("/desk/reveals");
            HttpResponse<String> asked = asks.send(
                    "/desk/reveals",
                    Map.of(
                            "items",
                            item(2) + ", " + item(3) + " " + item(2),
                            "reason",
                            "overdracht aan de autoriteit"));
            String page = asked.uri().getPath();
            assertThat(asked.body())
                    .contains("Wacht op een tweede paar ogen.", item(2) + ", " + item(3))
                    .doesNotContain("secret")
                    .doesNotContain("/approval")
                    .doesNotContain("/addresses");
            asks.send(page + "/addresses", Map.of());
            assertThat(newestLine().kind()).as("nothing was shown").isEqualTo("address.reveal.ask");
            assertThat(sameAgain.get(page).body())
                    .as("another key of the same person")
                    .doesNotContain("/approval");
            assertThat(sameAgain.send(page + "/approval", Map.of()).body())
                    .contains("Niemand bevestigt een eigen verzoek");
            assertThat(confirms.get(page).body()).contains("/approval").contains("Eyes Two");
            assertThat(confirms.send(page + "/approval", Map.of()).body())
                    .contains("Bevestigd: kan één keer worden getoond.")
                    .doesNotContain("/addresses");
            assertThat(asks.get(page).body()).contains("/addresses");
            HttpResponse<String> shown = asks.send(page + "/addresses", Map.of());
            assertThat(shown.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(shown.body()).contains("https://site2.example/secret", "https://site3.example/secret");
            assertThat(newestLine().kind()).isEqualTo("address.reveal.approved");
            assertThat(asks.send(page + "/addresses", Map.of()).body())
                    .contains("Een bevestiging geldt één keer")
                    .contains("Is getoond.")
                    .doesNotContain("secret");
            assertThat(asks.get("/desk/reveals").body()).contains("Is getoond.");
        }
    }

    @Test
    void an_item_is_found_by_the_register_s_identifier_or_its_number_and_what_is_not_found_is_told() throws Exception {
        try (Visitor analyst = with("Analyst", Role.ANALYST)) {
            analyst.get("/desk/items");
            assertThat(analyst.send("/desk/items", Map.of("wanted", " R-2 "))
                            .uri()
                            .getPath())
                    .isEqualTo("/desk/items/" + item(2));
            assertThat(analyst.get("/desk").body()).contains("name=\"wanted\"");
            assertThat(analyst.send("/desk/items", Map.of("wanted", "" + item(3)))
                            .uri()
                            .getPath())
                    .isEqualTo("/desk/items/" + item(3));
            HttpResponse<String> nothing = analyst.send("/desk/items", Map.of("wanted", "R-unknown"));
            assertThat(nothing.statusCode()).isEqualTo(404);
            assertThat(nothing.body()).contains("geen NTD-verzoek dit kenmerk").doesNotContain("R-unknown");
            assertThat(analyst.get("/desk/items/999999").body()).contains("Geen item heeft dit nummer");
        }
        String analyst = server.part(AccessKeys.class).issue("machine", Set.of(Role.ANALYST), null, "test");
        HttpResponse<String> found =
                post("/api/v1/items/search", analyst, "{\"source\":\"hotline\",\"notice_id\":\"R-2\"}");
        assertThat(found.body()).isEqualTo("{\"item\":" + item(2) + "}");
        HttpResponse<String> other =
                post("/api/v1/items/search", analyst, "{\"source\":\"other\",\"notice_id\":\"R-2\"}");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static HttpResponse<String> post(String path, String key, String json)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(server.url(path)))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .POST(
                                    json.isEmpty()
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void the_audit_log_is_read_by_who_may_and_filtered() throws Exception {
        try (Visitor eyes = with("Eyes Four", Role.REVEALER)) {
            eyes.get("/desk/reveals");
            eyes.send("/desk/reveals", Map.of("items", "" + item(3), "reason", "melding over site3.example nagaan"));
        }
        for (int n = 0; n < 55; n++) {
            server.part(AccessKeys.class).issue("many", Set.of(Role.MONITOR), null, "test");
        }
        try (Visitor auditor = with("Auditor", Role.AUDITOR)) {
            assertThat(auditor.get("/desk").statusCode()).isEqualTo(403);
            HttpResponse<String> page = auditor.get("/audit");
            assertThat(page.uri().getPath()).isEqualTo("/desk/audit");
            assertThat(page.body())
                    .contains("Sleutel uitgegeven", "Europe/Amsterdam", "before=")
                    .containsPattern(" CES?T<");
            assertThat(auditor.get("/desk/audit?kind=address.reveal&item=" + item(3))
                            .body())
                    .contains("Eyes Four", "melding over [host] nagaan")
                    .doesNotContain("site3.example")
                    .doesNotContain("rel=\"next\"");
            assertThat(auditor.get("/desk/audit?item=many").body()).contains("in cijfers");
            assertThat(auditor.get("/desk/audit?actor=nobody").body()).contains("Zo&#39;n regel is er niet.");
            assertThat(auditor.get("/desk/audit/check").body()).contains("Het log is heel");
        }
        try (Visitor analyst = with("Analyst", Role.ANALYST)) {
            assertThat(analyst.get("/desk/audit").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void what_is_not_there_is_a_page_for_browsers_and_a_problem_for_programs() throws Exception {
        try (Visitor analyst = with("Analyst", Role.ANALYST)) {
            for (String path : new String[] {"/desk/nowhere", "/desk/reports/77/report.html", "/public/none.html"}) {
                HttpResponse<String> page = analyst.get(path);
                assertThat(page.statusCode()).as(path).isEqualTo(404);
                assertThat(page.body()).as(path).contains(NOT_FOUND);
                assertThat(page.headers().firstValue("Content-Type"))
                        .get()
                        .asString()
                        .startsWith("text/html");
            }
            HttpResponse<String> wrong = analyst.get("/desk/items/many");
            assertThat(wrong.statusCode()).isEqualTo(404);
            assertThat(wrong.body()).contains(NOT_FOUND);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> problem = client.send(
                    HttpRequest.newBuilder(URI.create(server.url("/public/none.html")))
                            .header("Accept", "*/*")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(problem.statusCode()).isEqualTo(404);
            assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void days_that_are_none_are_told_in_the_reader_s_language() throws Exception {
        try (Visitor analyst = with("Analyst", Role.ANALYST)) {
            analyst.get("/desk/reports");
            assertThat(analyst.send("/desk/reports", Map.of("from", "1 maart")).body())
                    .contains("Een dag wordt geschreven als 2026-03-01");
            assertThat(analyst.send("/desk/reports", Map.of("from", "2026-03-02", "to", "2026-03-01"))
                            .body())
                    .contains("De eerste dag ligt vóór de dag van");
        }
    }

    @Test
    void a_member_that_is_unknown_is_refused_by_its_name_and_no_value_comes_back() throws Exception {
        String analyst = server.part(AccessKeys.class).issue("machine", Set.of(Role.ANALYST), null, "test");
        HttpResponse<String> unknown = post("/api/v1/runs", analyst, "{\"form\":\"2026-01-01\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(unknown.body())
                .contains("no member form")
                .contains("from, locale")
                .doesNotContain("2026-01-01");
        HttpResponse<String> value = post("/api/v1/runs", analyst, "{\"https://site1.example/secret\":1}");
        assertThat(value.statusCode()).isEqualTo(400);
        assertThat(value.body()).doesNotContain("site1");
        HttpResponse<String> type = post("/api/v1/runs", analyst, "{\"top\":\"site1.example\"}");
        assertThat(type.statusCode()).isEqualTo(400);
        assertThat(type.body()).contains("member top").doesNotContain("site1");
        assertThat(post("/api/v1/runs", analyst, "{").body()).contains("no JSON");
    }

    @Test
    void an_order_to_stop_without_a_body_is_asked_why() throws Exception {
        HttpResponse<String> answer = post("/api/v1/observation/stop", admin, "");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Say why").doesNotContain("length");
    }
}
