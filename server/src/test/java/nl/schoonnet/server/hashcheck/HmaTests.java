// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.flipped;
import static nl.schoonnet.server.hashcheck.TestService.flippedUpTo;
import static nl.schoonnet.server.hashcheck.TestService.form;
import static nl.schoonnet.server.hashcheck.TestService.formType;
import static nl.schoonnet.server.hashcheck.TestService.grey;
import static nl.schoonnet.server.hashcheck.TestService.hash;
import static nl.schoonnet.server.hashcheck.TestService.pdq;
import static nl.schoonnet.server.hashcheck.TestService.picture;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialect of HMA's clients: what they read in an answer is there, and says no more than the key may know. */
class HmaTests {
    /** Nine bits apart, as HMA's own tests say. */
    private static final String ONE = "facd8bcb2a49bcebdec1985298d5fe84bcd006c187c598c720c3c087b3fdb318";

    private static final String OTHER = "facd8bcb2a49bcebdec1985228d5ae84bcd006c187c598c720c2b087b3fdb318";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path work;

    @SuppressWarnings("NullAway.Init")
    private static TestService service;

    private static String plain = "";
    private static String entitled = "";
    private static String near = "";
    private static String all = "";

    @BeforeAll
    static void start() throws IOException {
        service = TestService.in(
                data,
                Map.of("schoonnet.hashcheck.hashes-in-queries", "true", "server.tomcat.basedir", work.toString()));
        plain = service.key("Plain host", Role.CHECKER);
        entitled = service.key("Entitled host", Role.CHECKER, Role.CHECKER_DETAIL);
        near = service.key("Near host", Role.CHECKER, Role.CHECKER_DISTANCE);
        all = service.key("Tool", Role.CHECKER, Role.CHECKER_DETAIL, Role.CHECKER_DISTANCE);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String lookedUp(String query, String key, String field, byte[] file) throws Exception {
        HttpResponse<String> answer = service.post("/m/lookup" + query, key, formType(), form(field, file));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static void refused(HttpResponse<String> answer, int status, String sentence) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).contains("{\"message\":\"").contains(sentence);
    }

    @Test
    void a_picture_is_found_by_its_looks_and_a_key_learns_no_more_than_it_may() throws Exception {
        byte[] file = picture(11);
        service.source("looks-one", false);
        service.source("looks-two", false);
        service.taken("looks-one", "pdq " + flippedUpTo(pdq(file), 4));
        service.taken("looks-two", "pdq " + flippedUpTo(pdq(file), 9) + "\npdq " + flippedUpTo(pdq(file), 7));
        assertThat(lookedUp("", plain, "photo", file))
                .isEqualTo("{\"pdq\":{\"LISTED\":[{\"bank_content_id\":1,\"distance\":\"31\"}]}}");
        assertThat(lookedUp("", entitled, "photo", file))
                .isEqualTo("{\"pdq\":{\"LOOKS_ONE\":[{\"bank_content_id\":1,\"distance\":\"31\"}],"
                        + "\"LOOKS_TWO\":[{\"bank_content_id\":1,\"distance\":\"31\"}]}}");
        assertThat(lookedUp("", near, "photo", file))
                .isEqualTo("{\"pdq\":{\"LISTED\":[{\"bank_content_id\":1,\"distance\":\"4\"}]}}");
        assertThat(lookedUp("", all, "photo", file))
                .isEqualTo("{\"pdq\":{\"LOOKS_ONE\":[{\"bank_content_id\":1,\"distance\":\"4\"}],"
                        + "\"LOOKS_TWO\":[{\"bank_content_id\":1,\"distance\":\"7\"}]}}");
        assertThat(lookedUp("?banks=LOOKS_TWO", all, "photo", file))
                .isEqualTo("{\"pdq\":{\"LOOKS_TWO\":[{\"bank_content_id\":1,\"distance\":\"7\"}]}}");
        assertThat(lookedUp("?types=pdq&bypass_coinflip=true&seed=1", plain, "photo", picture(12)))
                .isEqualTo("{\"pdq\":{}}");
    }

    @Test
    void a_bank_that_the_key_may_not_know_is_told_and_not_answered_with_a_no() throws Exception {
        byte[] form = form("photo", picture(13));
        refused(service.post("/m/lookup?banks=SOMEBODYS", plain, formType(), form), 400, "Leave banks out");
        refused(service.post("/m/lookup?banks=SOMEBODYS", entitled, formType(), form), 400, "Leave banks out");
    }

    @Test
    void a_bank_that_has_ended_is_told_too() throws Exception {
        service.source("gone-bank", false);
        byte[] form = form("photo", picture(14));
        KnownHashes known = service.part(KnownHashes.class);
        known.catchUp();
        assertThat(service.post("/m/lookup?banks=GONE_BANK", entitled, formType(), form)
                        .statusCode())
                .isEqualTo(200);
        service.post(
                "/api/v1/hashes/sources/gone-bank/end", service.curator(), "{\"reason\":\"the agreement has ended\"}");
        known.catchUp();
        refused(service.post("/m/lookup?banks=GONE_BANK", entitled, formType(), form), 400, "Leave banks out");
    }

    @Test
    void what_can_t_be_looked_at_is_found_by_its_digest_or_else_not_answered_with_a_no() throws Exception {
        byte[] flat = grey();
        refused(service.post("/m/lookup", plain, formType(), form("photo", flat)), 400, "Not checked: quality too low");
        service.source("flat", false);
        service.taken("flat", Digests.of(flat).sha256().hex().replaceFirst("^", "sha256 "));
        assertThat(lookedUp("", plain, "photo", flat)).contains("LISTED");
        refused(
                service.post(
                        "/m/lookup", plain, formType(), form("photo", "no picture".getBytes(StandardCharsets.UTF_8))),
                400,
                "Not checked: unknown format");
    }

    @Test
    void a_film_is_found_by_its_digests() throws Exception {
        byte[] film = "made-up film".getBytes(StandardCharsets.UTF_8);
        service.source("films", false);
        service.taken("films", Digests.of(film).md5().hex());
        assertThat(lookedUp("", plain, "video", film))
                .isEqualTo("{\"video_md5\":{\"LISTED\":[{\"bank_content_id\":1,\"distance\":\"0\"}]}}");
        assertThat(lookedUp("", plain, "video", new byte[] {1})).isEqualTo("{\"video_md5\":{}}");
    }

    @Test
    void made_up_lists_answer_tests_only() throws Exception {
        byte[] film = "made-up film of a test".getBytes(StandardCharsets.UTF_8);
        service.source("film-test", true);
        service.taken("film-test", Digests.of(film).md5().hex());
        assertThat(lookedUp("?test=true", plain, "video", film)).contains("LISTED");
        assertThat(lookedUp("", plain, "video", film)).isEqualTo("{\"video_md5\":{}}");
    }

    @Test
    void a_file_is_hashed_and_one_that_tells_nothing_has_the_empty_hash() throws Exception {
        byte[] file = picture(14);
        assertThat(service.post("/h/hash", plain, formType(), form("photo", file))
                        .body())
                .isEqualTo("{\"pdq\":\"" + pdq(file) + "\"}");
        assertThat(service.post("/h/hash", plain, formType(), form("photo", grey()))
                        .body())
                .isEqualTo("{\"pdq\":\"\"}");
        assertThat(service.post("/h/hash", plain, formType(), form("video", "abc".getBytes(StandardCharsets.UTF_8)))
                        .body())
                .as("RFC 1321, A.5")
                .isEqualTo("{\"video_md5\":\"900150983cd24fb0d6963f7d28e17f72\"}");
    }

    @Test
    void nothing_is_fetched_from_an_address() throws Exception {
        for (String path :
                new String[] {"/h/hash?url=http://192.0.2.1/a.png", "/m/lookup?url=http://192.0.2.1/a.png"}) {
            refused(service.get(path, all), 403, "Nothing is fetched");
        }
    }

    @Test
    void a_hash_in_the_address_is_answered_to_a_key_with_a_role_of_its_own() throws Exception {
        service.source("queries", false);
        String listed = hash("queries", 32);
        service.taken("queries", "pdq " + listed);
        String query = "?signal_type=pdq&signal=" + flippedUpTo(listed, 5);
        refused(service.get("/m/lookup" + query, entitled), 403, "checker_distance");
        refused(service.get("/m/raw_lookup" + query, entitled), 403, "checker_distance");
        assertThat(service.get("/m/lookup" + query, near).body())
                .isEqualTo("{\"LISTED\":[{\"bank_content_id\":1,\"distance\":\"5\"}]}");
        assertThat(service.get("/m/raw_lookup" + query, near).body()).isEqualTo("{\"matches\":[1]}");
        assertThat(service.get("/m/raw_lookup" + query + "&include_distance=True", near)
                        .body())
                .isEqualTo("{\"matches\":[{\"bank_content_id\":1,\"distance\":\"5\"}]}");
        assertThat(service.get("/m/lookup?signal_type=video_md5&signal=" + hash("none", 16), near)
                        .body())
                .isEqualTo("{}");
        refused(service.get("/m/lookup?signal_type=pdq&signal=banana", near), 400, "64 hexadecimal digits");
        refused(service.get("/m/lookup?signal_type=smell&signal=00", near), 400, "A type is pdq or video_md5");
    }

    @Test
    void a_hash_in_the_address_is_taken_only_where_the_operator_says_so(@TempDir Path other) throws Exception {
        try (TestService silent = TestService.in(other, Map.of())) {
            String key = silent.key("Tool", Role.CHECKER, Role.CHECKER_DETAIL, Role.CHECKER_DISTANCE);
            for (String path : new String[] {"/m/lookup", "/m/raw_lookup"}) {
                refused(
                        silent.get(path + "?signal_type=pdq&signal=" + hash("off", 32), key),
                        403,
                        "aren't taken from the address");
            }
            assertThat(silent.get("/m/index/status", key).body())
                    .isEqualTo("{\"pdq\":{\"present\":false,\"built_to\":-1,\"size\":0},"
                            + "\"video_md5\":{\"present\":false,\"built_to\":-1,\"size\":0}}");
        }
    }

    @Test
    void who_gropes_in_this_dialect_is_slowed_as_in_the_other() throws Exception {
        String groper = service.key("Groper", Role.CHECKER, Role.CHECKER_DISTANCE);
        String base = hash("groped-in-hma", 32);
        for (int i = 0; i < ProbingGuard.FREE; i++) {
            assertThat(service.get("/m/lookup?signal_type=pdq&signal=" + flipped(base, i), groper)
                            .statusCode())
                    .isEqualTo(200);
        }
        refused(
                service.get("/m/lookup?signal_type=pdq&signal=" + flipped(base, 99), groper),
                429,
                "too many near ones");
    }

    @Test
    void two_hashes_of_one_s_own_are_compared() throws Exception {
        assertThat(service.post("/m/compare", plain, "{\"pdq\":[\"" + ONE + "\",\"" + OTHER + "\"]}")
                        .body())
                .isEqualTo("{\"pdq\":[true,{\"distance\":9}]}");
        String md5 = hash("compared", 16);
        assertThat(service.post("/m/compare", plain, "{\"video_md5\":[\"" + md5 + "\",\"" + md5 + "\"]}")
                        .body())
                .isEqualTo("{\"video_md5\":[true,{}]}");
        for (String body : new String[] {
            "[\"banana\"]",
            "{\"pdq\":\"banana\"}",
            "{\"pdq\":[]}",
            "{\"pdq\":[\"banana\",\"banana\"]}",
            "{\"pdq\":[\"" + ONE + "\"]}",
            "{\"smell\":[\"" + ONE + "\",\"" + OTHER + "\"]}",
            "{"
        }) {
            HttpResponse<String> answer = service.post("/m/compare", plain, body);
            refused(answer, 400, "");
            assertThat(answer.body()).doesNotContain("banana").doesNotContain("smell");
        }
    }

    @Test
    void a_load_balancer_asks_without_a_key_and_a_service_that_can_t_answer_says_so(@TempDir Path other)
            throws Exception {
        assertThat(service.get("/status", "").body()).isEqualTo("I-AM-ALIVE");
        try (RunningServer without = RunningServer.in(other)) {
            HttpResponse<String> answer = java.net.http.HttpClient.newHttpClient()
                    .send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(without.url("/status")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("INDEX-NOT-LOADED");
        }
        assertThat(service.get("/status/live", "").body()).isEqualTo("I-AM-ALIVE");
    }

    @Test
    void the_state_of_the_index_tells_how_much_is_held_and_since_when() throws Exception {
        service.source("state", false);
        service.taken("state", "pdq " + hash("state", 32));
        assertThat(service.get("/m/index/status?signal_type=pdq", plain).body())
                .matches("\\{\"pdq\":\\{\"present\":true,\"built_to\":\\d{10},\"size\":[1-9]\\d*}}");
        refused(service.get("/m/index/status?signal_type=smell", plain), 400, "pdq or video_md5");
    }

    @Test
    void the_key_comes_as_bearer_or_with_the_address_as_basic_and_nobody_asks_without() throws Exception {
        byte[] form = form("video", new byte[] {1});
        Map<String, String> basic = Map.of(
                "Content-Type",
                formType(),
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(("hma:" + plain).getBytes(StandardCharsets.UTF_8)));
        assertThat(service.send("POST", "/m/lookup", basic, form).statusCode()).isEqualTo(200);
        assertThat(service.send("POST", "/m/lookup", Map.of("Content-Type", formType()), form)
                        .statusCode())
                .isEqualTo(401);
        assertThat(service.post("/m/lookup", service.curator(), formType(), form)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_form_that_isn_t_one_file_is_refused_in_a_sentence() throws Exception {
        String whole = new String(form("photo", new byte[] {1}), StandardCharsets.ISO_8859_1);
        String two = whole.replaceFirst("--\r\n$", "\r\n")
                + whole.substring(whole.indexOf("Content-Disposition")).replace("photo", "video");
        for (String body : new String[] {
            "",
            "no form",
            whole.substring(0, whole.length() - 10),
            two,
            whole.replace("photo", "smell"),
            whole.replace("; filename=\"made-up-name.png\"", "")
        }) {
            HttpResponse<String> answer =
                    service.post("/m/lookup", plain, formType(), body.getBytes(StandardCharsets.ISO_8859_1));
            refused(answer, 400, ".\"");
            assertThat(answer.body()).doesNotContain("smell").doesNotContain("made-up-name");
        }
        refused(
                service.post("/m/lookup", plain, "application/json", new byte[] {'{', '}'}),
                400,
                "multipart/form-data");
        refused(service.post("/m/lookup?types=smell", plain, formType(), form("photo", new byte[] {1})), 400, "pdq");
    }

    /** While it is on its way a container of its own accord writes a file to its work folder. */
    @Test
    void a_file_is_never_written_to_a_disk() throws Exception {
        byte[] form = form("video", new byte[4 << 20]);
        try (Socket socket = new Socket(
                        InetAddress.ofLiteral("127.0.0.1"),
                        service.server().server().port());
                OutputStream out = socket.getOutputStream()) {
            out.write(("POST /m/lookup HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + plain
                            + "\r\nContent-Type: " + formType() + "\r\nContent-Length: " + form.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(form, 0, 3 << 20);
            out.flush();
            Thread.sleep(500);
            try (Stream<Path> files = Files.walk(work)) {
                assertThat(files.filter(Files::isRegularFile)).isEmpty();
            }
            out.write(form, 3 << 20, form.length - (3 << 20));
            out.flush();
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void our_own_answers_tell_the_distance_with_the_listing_to_a_key_with_both_roles_only() throws Exception {
        service.source("told", false);
        String listed = hash("told", 32);
        service.taken("told", "pdq " + listed + "\n" + hash("told", 16));
        String question = "{\"kind\":\"pdq\",\"hash\":\"" + flippedUpTo(listed, 6) + "\"}";
        assertThat(service.post("/api/v1/checks", all, question).body())
                .isEqualTo("{\"result\":\"match\",\"listings\":[{\"source\":\"told\",\"classification\":\"\","
                        + "\"action\":\"block\",\"distance\":6}]}");
        assertThat(service.post("/api/v1/checks", entitled, question).body())
                .contains("told")
                .doesNotContain("distance");
        assertThat(service.post("/api/v1/checks", near, question).body()).isEqualTo("{\"result\":\"match\"}");
        assertThat(service.post("/api/v1/checks", all, "{\"kind\":\"md5\",\"hash\":\"" + hash("told", 16) + "\"}")
                        .body())
                .contains("\"distance\":0");
    }

    @Test
    void after_five_questions_near_one_another_no_distance_is_told_any_more() throws Exception {
        service.source("told-less", false);
        String listed = hash("told-less", 32);
        service.taken("told-less", "pdq " + listed);
        String groper = service.key("Near groper", Role.CHECKER, Role.CHECKER_DETAIL, Role.CHECKER_DISTANCE);
        for (int bit = 0; bit < 8; bit++) {
            String question = "{\"kind\":\"pdq\",\"hash\":\"" + flipped(listed, bit) + "\"}";
            String answer = service.post("/api/v1/checks", groper, question).body();
            assertThat(answer).contains("match").contains("told-less");
            assertThat(answer.contains("\"distance\":1")).isEqualTo(bit < ProbingGuard.TOLD);
        }
        assertThat(service.get("/m/lookup?signal_type=pdq&signal=" + flipped(listed, 9), groper)
                        .body())
                .contains("\"distance\":\"31\"");
    }
}
