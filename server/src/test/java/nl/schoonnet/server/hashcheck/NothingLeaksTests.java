// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.flipped;
import static nl.schoonnet.server.hashcheck.TestService.flippedUpTo;
import static nl.schoonnet.server.hashcheck.TestService.form;
import static nl.schoonnet.server.hashcheck.TestService.formType;
import static nl.schoonnet.server.hashcheck.TestService.hash;
import static nl.schoonnet.server.hashcheck.TestService.picture;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** No endpoint gives a listed hash to any key, and none of what was asked comes into the log or the metrics. */
@ExtendWith(OutputCaptureExtension.class)
class NothingLeaksTests {
    private static final int EACH = 8;
    private static final int WORD_DIGITS = 16;

    private final List<String> listed = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private final Map<String, Integer> statuses = new HashMap<>();

    /** Eight bytes in a row of a listed hash are told by any form that one could write them in. */
    private static List<String> marks(String hex) {
        List<String> marks = new ArrayList<>();
        for (int at = 0; at + WORD_DIGITS <= hex.length(); at += WORD_DIGITS) {
            String word = hex.substring(at, at + WORD_DIGITS);
            marks.add(word);
            marks.add(word.toUpperCase(Locale.ROOT));
            marks.add(new String(HexFormat.of().parseHex(word), StandardCharsets.ISO_8859_1));
        }
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int from = 0; from < 3; from++) {
            byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
            // Without the last digits, which depend on what follows.
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(rest);
            marks.add(base64.substring(0, WORD_DIGITS));
            marks.add(base64.substring(0, WORD_DIGITS).replace('+', '-').replace('/', '_'));
        }
        return marks;
    }

    private Optional<String> leak(String text) {
        return marks.stream().filter(text::contains).findFirst();
    }

    private void hold(HttpResponse<byte[]> answer, String what) {
        String all = new String(answer.body(), StandardCharsets.ISO_8859_1) + "\n" + answer.headers();
        assertThat(leak(all)).as(what).isEmpty();
        statuses.merge(what.split(" ", -1)[0] + " " + answer.statusCode(), 1, Integer::sum);
    }

    /** Some hashes of each kind that is matched. */
    private String list() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < EACH; i++) {
            List<String> four =
                    List.of(hash("md5 " + i, 16), hash("sha1 " + i, 20), hash("sha256 " + i, 32), hash("pdq " + i, 32));
            listed.addAll(four);
            list.append(four.get(0)).append('\n');
            list.append(four.get(1)).append('\n');
            list.append("sha256 ").append(four.get(2)).append('\n');
            list.append("pdq ").append(four.get(3)).append('\n');
        }
        return list.toString();
    }

    @Test
    void no_endpoint_gives_a_listed_hash_to_any_key_nor_the_log_or_the_metrics_what_was_asked(
            @TempDir Path data, CapturedOutput output) throws Exception {
        String list = list();
        String digest = listed.getFirst();
        String pdq = listed.getLast();
        String near = flippedUpTo(pdq, 5);
        // A question near a listed hash has most of its words: those that it doesn't change tell nothing new.
        listed.forEach(hash ->
                marks(hash).stream().filter(mark -> !marks(near).contains(mark)).forEach(marks::add));
        assertThat(leak("x" + pdq + "x")).as("what is looked for is found").isPresent();
        assertThat(leak(Base64.getEncoder().encodeToString(HexFormat.of().parseHex("ab" + digest))))
                .isPresent();
        try (TestService service = TestService.in(
                data,
                Map.of(
                        "schoonnet.hashcheck.hashes-in-queries",
                        "true",
                        "logging.level.nl.schoonnet",
                        "DEBUG",
                        "logging.level.org.springframework.web",
                        "DEBUG"))) {
            service.source("national", false);
            service.source("spare", false);
            service.taken("national", list);
            service.taken("spare", list);
            String disputed =
                    "{\"kind\":\"sha1\",\"hash\":\"" + listed.get(1) + "\",\"reason\":\"a made-up reason of a walk\"}";
            HttpResponse<String> dispute = service.post("/api/v1/hashes/disputes", service.curator(), disputed);
            assertThat(dispute.statusCode()).as(dispute.body()).isEqualTo(200);
            assertThat(leak(dispute.body())).isEmpty();
            List<String> keys = keys(service);
            String question = "{\"kind\":\"pdq\",\"hash\":\"" + near + "\"}";
            assertThat(service.post("/api/v1/checks", keys.getLast(), question).body())
                    .as("the lists are there")
                    .contains("national")
                    .contains("\"distance\":5");
            List<Body> bodies = bodies(near);
            for (RequestMappingInfo mapping : service.server().mappings()) {
                for (String pattern : mapping.getPatternValues()) {
                    walk(service, mapping, pattern, keys, bodies, near);
                }
            }
            pages(service, keys);
            for (String path : List.of("/actuator", "/actuator/health", "/actuator/env", "/actuator/heapdump")) {
                for (String key : keys) {
                    hold(
                            service.send("GET", path, Map.of("Authorization", "Bearer " + key), new byte[0]),
                            "GET " + path);
                }
            }
            assertThat(service.post("/api/v1/checks", keys.getLast(), question).body())
                    .as("the lists are still there, and the keys go on")
                    .contains("national");
            assertThat(statuses)
                    .as("much of it was answered")
                    .containsKeys("POST 200", "GET 200", "POST 422", "POST 403");
            String metrics =
                    service.get("/actuator/prometheus", key(keys, Role.MONITOR)).body();
            assertThat(metrics).contains("http_server_requests").contains("/api/v1/checks");
            silent("the metrics", metrics, keys, near);
            silent("the log", output.getAll(), keys, near);
        }
        assertThat(output.getAll()).contains("Hash lists are in memory");
    }

    private static List<String> keys(TestService service) {
        List<String> keys = new ArrayList<>();
        for (Role role : Role.values()) {
            boolean adds = role == Role.CHECKER_DETAIL || role == Role.CHECKER_DISTANCE;
            keys.add(
                    adds
                            ? service.key("Holder of " + role, Role.CHECKER, role)
                            : service.key("Holder of " + role, role));
        }
        keys.add(service.key("Holder of most", Role.CHECKER, Role.CHECKER_DETAIL, Role.CHECKER_DISTANCE, Role.CURATOR));
        return keys;
    }

    private static String key(List<String> keys, Role role) {
        return keys.get(List.of(Role.values()).indexOf(role));
    }

    private void silent(String what, String text, List<String> keys, String near) {
        assertThat(leak(text)).as(what + " holds no listed hash").isEmpty();
        assertThat(text)
                .as(what)
                .doesNotContain(near)
                .doesNotContain(near.substring(WORD_DIGITS, 2 * WORD_DIGITS))
                .doesNotContain("made-up-name");
        for (String key : keys) {
            assertThat(text).as(what).doesNotContain(key).doesNotContain(key.split("_", 3)[2]);
        }
    }

    private record Body(String type, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private List<Body> bodies(String near) throws IOException {
        String json = "application/json";
        String question = "{\"kind\":\"pdq\",\"hash\":\"" + near + "\"}";
        return List.of(
                new Body(json, "{}"),
                new Body(json, question),
                new Body(json, "{\"hashes\":[" + question + ",{\"kind\":\"md5\",\"hash\":\"*\"},null]}"),
                new Body(json, "{\"kind\":\"md5\",\"hash\":\"%' OR 1=1 --\"}"),
                new Body(json, "{\"pdq\":[\"" + near + "\",\"" + near + "\"]}"),
                new Body(json, "{\"reason\":\"a made-up reason of a walk\"}"),
                new Body(json, "[]"),
                new Body("application/octet-stream", "\0".repeat(160)),
                new Body("application/octet-stream", new String(picture(77), StandardCharsets.ISO_8859_1)),
                new Body(formType(), new String(form("photo", picture(78)), StandardCharsets.ISO_8859_1)),
                new Body("text/csv", "notice_id,url,sent_at\n"),
                new Body("text/plain", near.substring(0, 32)));
    }

    /** Each method of a pattern, for each key and none, with each body. */
    private void walk(
            TestService service,
            RequestMappingInfo mapping,
            String pattern,
            List<String> keys,
            List<Body> bodies,
            String near)
            throws Exception {
        List<String> queries = List.of(
                "",
                "?test=true&answer=hits&format=text&kind=pdq&source=hotline&from=2020-01-01&to=2030-01-01&limit=1000",
                "?signal_type=pdq&include_distance=true&signal=" + near,
                "?signal_type=pdq&banks=%25&signal=%2A");
        for (RequestMethod method : mapping.getMethodsCondition().getMethods().isEmpty()
                ? List.of(RequestMethod.GET)
                : mapping.getMethodsCondition().getMethods()) {
            for (String path : paths(pattern)) {
                for (String key : Stream.concat(Stream.of("", "sn_wrong_key"), keys.stream())
                        .toList()) {
                    Map<String, String> headers = new HashMap<>(Map.of("Accept", "*/*"));
                    if (!key.isEmpty()) {
                        headers.put("Authorization", "Bearer " + key);
                    }
                    String what = method + " " + path + " as " + keys.indexOf(key);
                    if (method == RequestMethod.GET || method == RequestMethod.DELETE) {
                        for (String query : queries) {
                            hold(service.send(method.name(), path + query, headers, new byte[0]), what + query);
                        }
                    } else {
                        for (Body body : bodies) {
                            headers.put("Content-Type", body.type);
                            String query =
                                    path.endsWith("imports") || path.endsWith("notices") ? "?source=hotline" : "";
                            hold(
                                    service.send(method.name(), path + query, headers, body.bytes()),
                                    what + " " + body.type);
                        }
                    }
                }
            }
        }
    }

    private static List<String> paths(String pattern) {
        // What ends a source ends the one that isn't asked about afterwards.
        String name = pattern.contains("/sources/") ? "spare" : "nobody";
        List<String> kinds = pattern.contains("{kind}") ? List.of("md5", "pdq") : List.of(name);
        return kinds.stream()
                .map(kind -> pattern.replace("{kind}", kind)
                        .replace("{item:[0-9]{1,18}}", "1")
                        .replaceAll("\\{(name|key|keyId)}", name)
                        .replaceAll("\\{(item|request|run|number)[^}]*}", "1")
                        .replaceAll("/?\\{\\*?[^}]*}", "/report.html")
                        .replace("${server.error.path:/error}", "/error"))
                .toList();
    }

    /** The pages, for somebody who logged in with each key. */
    private void pages(TestService service, List<String> keys) throws IOException, InterruptedException {
        for (String key : keys) {
            try (HttpClient browser =
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
                String login = browser.send(get(service, "/login"), BodyHandlers.ofString())
                        .body();
                String token = login.replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]*)\".*", "$1");
                browser.send(
                        HttpRequest.newBuilder(URI.create(service.server().url("/login")))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("_csrf="
                                        + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&holder=x&key=" + key))
                                .build(),
                        BodyHandlers.discarding());
                for (String page : List.of(
                        "/",
                        "/desk",
                        "/desk/items",
                        "/desk/items/1",
                        "/desk/reports",
                        "/desk/audit",
                        "/desk/audit/check",
                        "/desk/reveals",
                        "/desk/reveals/1",
                        "/audit",
                        "/api/v1/hashes",
                        "/api/v1/checks")) {
                    hold(browser.send(get(service, page), BodyHandlers.ofByteArray()), "PAGE " + page);
                }
            }
        }
    }

    private static HttpRequest get(TestService service, String path) {
        return HttpRequest.newBuilder(URI.create(service.server().url(path)))
                .header("Accept", "text/html")
                .build();
    }

    @Test
    void each_form_of_a_hash_is_told() {
        String hex = hash("told", 20);
        byte[] bytes = HexFormat.of().parseHex(hex);
        marks.addAll(marks(hex));
        assertThat(List.of(
                        hex,
                        hex.toUpperCase(Locale.ROOT),
                        hex.substring(0, 16),
                        Base64.getEncoder().encodeToString(bytes),
                        Base64.getUrlEncoder().encodeToString(bytes),
                        new String(bytes, StandardCharsets.ISO_8859_1)))
                .allSatisfy(text -> assertThat(leak("x" + text + "x")).isPresent());
        assertThat(IntStream.range(0, 100).mapToObj(i -> hash("other" + i, 20)))
                .allSatisfy(other -> assertThat(leak(other)).isEmpty());
        assertThat(leak(flipped(hex, 3))).as("the second word is the same").isPresent();
    }
}
