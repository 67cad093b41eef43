// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.audit.AuditLog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class HashcheckTests {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String CONTEXT =
            "\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\"";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    private static String curator = "";
    private static String plain = "";
    private static String entitled = "";

    @BeforeAll
    static void start() throws IOException {
        TestService.basis(data);
        server = RunningServer.in(data);
        curator = key("Curator", EnumSet.of(Role.CURATOR));
        plain = key("Plain host", EnumSet.of(Role.CHECKER));
        entitled = key("Entitled host", EnumSet.of(Role.CHECKER, Role.CHECKER_DETAIL));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String key(String holder, EnumSet<Role> roles) {
        Instant nextYear = Instant.now().plus(Duration.ofDays(365));
        return server.part(AccessKeys.class).issue(holder, roles, nextYear, "test");
    }

    private static HttpResponse<String> post(String path, String key, String type, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url(path)))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void source(String name, boolean test) throws Exception {
        HttpResponse<String> opened = post(
                "/api/v1/hashes/sources",
                curator,
                "application/json",
                "{\"name\":\"" + name
                        + "\",\"owner\":\"Made-up maker\",\"licence\":\"Made-up agreement 1\",\"scheme\":\"own\",\"test\":"
                        + test + "}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    }

    private static HttpResponse<String> take(String source, String list) throws Exception {
        return post("/api/v1/hashes/sources/" + source + "/imports", curator, "application/octet-stream", list);
    }

    private static void taken(String source, String list) throws Exception {
        HttpResponse<String> answer = take(source, list);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String ask(String kind, String hash, String key) throws Exception {
        HttpResponse<String> answer = post(
                "/api/v1/checks", key, "application/json", "{\"kind\":\"" + kind + "\",\"hash\":\"" + hash + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String result(String kind, String hash) throws Exception {
        String body = ask(kind, hash, plain);
        return body.replaceAll(".*\"result\":\"([a-z-]+)\".*", "$1");
    }

    @Test
    void what_a_list_holds_matches_and_nothing_else_does() throws Exception {
        source("plain", false);
        taken("plain", hash("a", 16) + "\n" + hash("b", 20) + "\nsha256 " + hash("c", 32) + "\npdq " + hash("d", 32));
        assertThat(result("md5", hash("a", 16))).isEqualTo("match");
        assertThat(result("sha1", hash("b", 20))).isEqualTo("match");
        assertThat(result("sha256", hash("c", 32))).isEqualTo("match");
        assertThat(result("pdq", hash("d", 32))).isEqualTo("match");
        assertThat(result("md5", hash("e", 16))).isEqualTo("no-match");
        assertThat(result("sha256", hash("d", 32))).isEqualTo("no-match");
        assertThat(ask("md5", hash("a", 16), plain)).doesNotContain("listings").doesNotContain("plain");
    }

    @Test
    void a_perceptual_hash_matches_up_to_31_bits_away() throws Exception {
        source("perceptual", false);
        String listed = hash("near", 32);
        taken("perceptual", "pdq " + listed);
        assertThat(result("pdq", flipped(listed, 31))).isEqualTo("match");
        assertThat(result("pdq", flipped(listed, 32))).isEqualTo("no-match");
    }

    private static String flipped(String hex, int bits) {
        BitSet set = BitSet.valueOf(HexFormat.of().parseHex(hex));
        for (int i = 0; i < bits; i++) {
            set.flip(8 * i + i % 8);
        }
        byte[] bytes = new byte[32];
        byte[] some = set.toByteArray();
        System.arraycopy(some, 0, bytes, 0, some.length);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void a_caller_who_is_entitled_learns_every_source_and_another_only_yes() throws Exception {
        source("first", false);
        source("second", false);
        String md5 = hash("both", 16);
        taken(
                "first",
                "{" + CONTEXT + ",\"value\":[{\"MediaID\":1,\"Category\":1,\"MD5\":\"" + md5 + "\"}]}",
                "&categories=1");
        taken("second", "md5,class\n" + md5 + ",B2\n");
        assertThat(ask("md5", md5, entitled))
                .contains("{\"source\":\"first\",\"classification\":\"UK 1\",\"action\":\"block\"}")
                .contains("{\"source\":\"second\",\"classification\":\"B2\",\"action\":\"block\"}");
        assertThat(ask("md5", md5, plain)).isEqualTo("{\"result\":\"match\"}");
        end("first");
        assertThat(ask("md5", md5, entitled)).contains("second").doesNotContain("\"first\"");
        end("second");
        assertThat(result("md5", md5)).isEqualTo("no-match");
    }

    private static void taken(String source, String list, String more) throws Exception {
        HttpResponse<String> answer = post(
                "/api/v1/hashes/sources/" + source + "/imports?x=1" + more, curator, "application/octet-stream", list);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void end(String source) throws Exception {
        assertThat(post(
                                "/api/v1/hashes/sources/" + source + "/end",
                                curator,
                                "application/json",
                                "{\"reason\":\"the agreement has ended\"}")
                        .statusCode())
                .isEqualTo(200);
        waitForSources();
    }

    private static void waitForSources() {
        server.part(KnownHashes.class).catchUp();
    }

    private static String ncmec(String kind, String id, String at, String md5) {
        return "<queryResult xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\"><" + kind
                + "><member id=\"1\"/><timestamp>" + at + "</timestamp><id>" + id + "</id>"
                + (md5.isEmpty() ? "" : "<fingerprints><md5>" + md5 + "</md5></fingerprints>") + "</" + kind
                + "></queryResult>";
    }

    @Test
    void what_its_maker_withdraws_stops_matching_and_an_older_word_doesn_t_replace_a_newer_one() throws Exception {
        source("sharing", false);
        String md5 = hash("withdrawn", 16);
        taken("sharing", ncmec("image", "e", "2024-01-02T00:00:00Z", md5));
        assertThat(result("md5", md5)).isEqualTo("match");
        taken("sharing", ncmec("deletedImage", "e", "2024-01-01T00:00:00Z", ""));
        assertThat(result("md5", md5)).isEqualTo("match");
        taken("sharing", ncmec("deletedImage", "e", "2024-01-03T00:00:00Z", ""));
        assertThat(result("md5", md5)).isEqualTo("no-match");
        taken("sharing", ncmec("image", "e", "2024-01-02T00:00:00Z", md5));
        assertThat(result("md5", md5)).isEqualTo("no-match");
        taken("sharing", ncmec("image", "e", "2024-01-04T00:00:00Z", md5));
        assertThat(result("md5", md5)).isEqualTo("match");
    }

    @Test
    void a_withdrawal_that_comes_before_the_listing_counts() throws Exception {
        source("out-of-order", false);
        String md5 = hash("early", 16);
        taken("out-of-order", ncmec("deletedImage", "e", "2024-01-03T00:00:00Z", ""));
        taken("out-of-order", ncmec("image", "e", "2024-01-02T00:00:00Z", md5));
        assertThat(result("md5", md5)).isEqualTo("no-match");
    }

    @Test
    void a_compressed_list_is_known_for_what_it_is() throws Exception {
        source("packed", false);
        String md5 = hash("packed", 16);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(ncmec("image", "e", "2024-01-02T00:00:00Z", md5).getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url("/api/v1/hashes/sources/packed/imports")))
                        .header("Authorization", "Bearer " + curator)
                        .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.body()).contains("\"listed\":1").contains("\"rejected\":0");
        assertThat(result("md5", md5)).isEqualTo("match");
    }

    @Test
    void an_entry_whose_hash_its_maker_corrects_matches_by_the_new_one_only() throws Exception {
        source("correcting", false);
        taken("correcting", "id,md5\n1," + hash("wrong", 16));
        taken("correcting", "id,md5\n1," + hash("right", 16));
        assertThat(result("md5", hash("wrong", 16))).isEqualTo("no-match");
        assertThat(result("md5", hash("right", 16))).isEqualTo("match");
    }

    @Test
    void a_list_that_breaks_off_changes_nothing_and_the_same_list_again_is_known() throws Exception {
        source("breaking", false);
        String md5 = hash("broken", 16);
        String whole = "{" + CONTEXT + ",\"value\":[{\"MediaID\":1,\"Category\":1,\"MD5\":\"" + md5 + "\"}]}";
        HttpResponse<String> broken = post(
                "/api/v1/hashes/sources/breaking/imports?categories=1",
                curator,
                "application/octet-stream",
                whole.substring(0, whole.length() - 2));
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body()).contains("Nothing of it counts").doesNotContain(md5);
        assertThat(result("md5", md5)).isEqualTo("no-match");
        taken("breaking", whole, "&categories=1");
        assertThat(result("md5", md5)).isEqualTo("match");
        HttpResponse<String> again = post(
                "/api/v1/hashes/sources/breaking/imports?categories=1", curator, "application/octet-stream", whole);
        assertThat(again.body()).contains("\"listed\":0").contains("\"known\":1");
    }

    @Test
    void many_at_once_are_answered_as_one_by_one() throws Exception {
        source("many", false);
        List<String> hashes = Stream.iterate(0, i -> i + 1)
                .limit(6_000)
                .map(i -> hash("many" + i, 20))
                .toList();
        taken(
                "many",
                Stream.iterate(0, i -> i + 3).limit(2_000).map(hashes::get).collect(Collectors.joining("\n")));
        ByteBuffer body = ByteBuffer.allocate(6_000 * 20);
        hashes.forEach(hash -> body.put(HexFormat.of().parseHex(hash)));
        BitSet bitmap = BitSet.valueOf(binary("/api/v1/checks/sha1", body.array()));
        for (int i = 0; i < 6_000; i++) {
            assertThat(bitmap.get(i)).isEqualTo(i % 3 == 0);
        }
        ByteBuffer places = ByteBuffer.wrap(binary("/api/v1/checks/sha1?answer=hits", body.array()));
        assertThat(places.remaining()).isEqualTo(2_000 * Integer.BYTES);
        for (int i = 0; i < 2_000; i++) {
            assertThat(places.getInt()).isEqualTo(3 * i);
        }
        String batch = "{\"hashes\":[{\"kind\":\"sha1\",\"hash\":\"" + hashes.get(0)
                + "\"},{\"kind\":\"sha1\",\"hash\":\"" + hashes.get(1) + "\"},{\"kind\":\"sha1\",\"hash\":\"no\"},{}]}";
        assertThat(post("/api/v1/checks/batch", plain, "application/json", batch)
                        .body())
                .isEqualTo("{\"results\":[{\"result\":\"match\"},{\"result\":\"no-match\"},"
                        + "{\"result\":\"not-checked\",\"why\":\"not-a-hash\"},"
                        + "{\"result\":\"not-checked\",\"why\":\"not-a-hash\"}]}");
    }

    private static byte[] picture(long seed) throws IOException {
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(seed);
        for (int y = 0; y < 200; y += 20) {
            for (int x = 0; x < 300; x += 20) {
                Graphics2D graphics = image.createGraphics();
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.fillRect(x, y, 20, 20);
                graphics.dispose();
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    private static String sent(byte[] file) throws Exception {
        return new String(binary("/api/v1/checks/image", file), StandardCharsets.UTF_8);
    }

    @Test
    void a_picture_matches_by_its_digest_or_its_looks_and_what_can_t_be_looked_at_is_not_checked() throws Exception {
        source("pictures", false);
        byte[] byDigest = picture(1);
        byte[] byLooks = picture(2);
        Pdq looks = Pdq.of(((Decoded.Picture) PictureReader.inJava(Limits.standard(), System::nanoTime)
                        .read(byLooks))
                .luma());
        assertThat(looks.quality()).isGreaterThanOrEqualTo(Pdq.USABLE);
        byte[] text = "no picture, but listed".getBytes(StandardCharsets.UTF_8);
        taken(
                "pictures",
                Digests.of(byDigest).sha1().hex() + "\nsha256 "
                        + Digests.of(text).sha256().hex() + "\npdq "
                        + looks.hash().hex());
        assertThat(sent(byDigest)).isEqualTo("{\"result\":\"match\"}");
        assertThat(sent(byLooks)).isEqualTo("{\"result\":\"match\"}");
        assertThat(sent(picture(3))).isEqualTo("{\"result\":\"no-match\"}");
        assertThat(sent(text)).isEqualTo("{\"result\":\"match\"}");
        assertThat(sent("no picture".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{\"result\":\"not-checked\",\"why\":\"unknown-format\"}");
        assertThat(sent(Arrays.copyOf(picture(4), 40))).contains("not-checked");
    }

    private static byte[] binary(String path, byte[] body) throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url(path)))
                        .header("Authorization", "Bearer " + plain)
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return answer.body();
    }

    private static HttpResponse<String> dialect(String path, String key, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.url(path)))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(("user:" + key).getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void clients_of_the_national_service_are_answered_in_its_dialect_and_tests_by_made_up_lists_only()
            throws Exception {
        source("dialect", false);
        source("made-up", true);
        taken("dialect", hash("real", 16));
        taken("made-up", hash("test", 16));
        assertThat(dialect("/v1/check/md5", plain, hash("real", 16)).body()).isEqualTo("true");
        assertThat(dialect("/v1/check/md5", plain, hash("test", 16)).body()).isEqualTo("false");
        assertThat(dialect("/v1/test/check/md5", plain, hash("test", 16)).body())
                .isEqualTo("true");
        assertThat(dialect("/v1/test/check/md5", plain, hash("real", 16)).body())
                .isEqualTo("false");
        assertThat(dialect("/v1/check/md5", plain, "nonsense").statusCode()).isEqualTo(422);
        assertThat(dialect("/v1/check/md5", "wrong", hash("real", 16)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void who_may_check_may_not_curate_and_the_other_way_round() throws Exception {
        assertThat(post("/api/v1/hashes/sources", plain, "application/json", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/checks", curator, "application/json", "{}").statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/checks", "none", "application/json", "{}").statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_key_that_is_revoked_opens_nothing_though_it_was_remembered_a_moment_ago() throws Exception {
        String revoked = key("Revoked host", EnumSet.of(Role.CHECKER));
        ask("md5", hash("any", 16), revoked);
        assertThat(server.part(AccessKeys.class).revoke(revoked.split("_", -1)[1], "test"))
                .isTrue();
        assertThat(post("/api/v1/checks", revoked, "application/json", "{}").statusCode())
                .isEqualTo(401);
    }

    @Test
    void only_a_list_may_be_large() throws Exception {
        assertThat(post("/api/v1/hashes/sources", curator, "application/json", " ".repeat(300_000))
                        .statusCode())
                .isEqualTo(413);
        source("large", false);
        taken("large", "# a comment\n".repeat(30_000) + hash("large", 16));
        assertThat(result("md5", hash("large", 16))).isEqualTo("match");
    }

    @Test
    void a_request_that_can_t_be_used_is_answered_with_one_sentence() throws Exception {
        for (String body : List.of("{}", "{\"kind\":\"md5\"}", "{\"kind\":\"smell\",\"hash\":\"00\"}")) {
            HttpResponse<String> answer = post("/api/v1/checks", plain, "application/json", body);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("\"code\":\"not_a_hash\"");
        }
        for (String path : List.of("/api/v1/checks/smell", "/api/v1/checks/pdq", "/api/v1/checks/md5?answer=no")) {
            assertThat(post(path, plain, "application/octet-stream", "0123456789abcdef")
                            .statusCode())
                    .isEqualTo(422);
        }
        assertThat(post("/api/v1/checks/md5", plain, "application/octet-stream", "short")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("/api/v1/checks/batch", plain, "application/json", "{\"hashes\":[]}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(post("/api/v1/checks/batch", plain, "application/json", " ".repeat(5_000_000))
                        .statusCode())
                .isEqualTo(413);
        assertThat(take("nobody", "x").statusCode()).isEqualTo(404);
    }

    @Test
    void a_key_that_takes_the_place_of_another_may_ask_no_more_by_it() {
        CheckLimits limits = new CheckLimits(
                server.part(JdbcClient.class),
                server.part(TransactionTemplate.class),
                server.part(AuditLog.class),
                server.part(AccessKeys.class),
                InstantSource.fixed(Instant.parse("2026-05-04T06:00:00Z")),
                1,
                1);
        Set<Role> roles = Set.of(Role.CHECKER);
        limits.admit(new Caller("one", "Host", roles), 100_000, 10_000);
        for (int near : new int[] {0, 1}) {
            assertThatExceptionOfType(HashcheckException.class)
                    .isThrownBy(() -> limits.admit(new Caller("two", "Host", roles), 1 - near, near))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("too_fast"));
        }
        limits.admit(new Caller("three", "Another host", roles), 100_000, 10_000);
    }

    @Test
    void checks_are_counted_by_week_organisation_source_and_kind() throws Exception {
        source("counted-one", false);
        source("counted-two", false);
        String md5 = hash("counted", 16);
        taken("counted-one", md5);
        taken("counted-two", md5);
        String caller = key("Counted host", EnumSet.of(Role.CHECKER));
        for (int i = 0; i < 3; i++) {
            ask("md5", md5, caller);
        }
        ask("md5", hash("never", 16), caller);
        CheckCounts counts = server.part(CheckCounts.class);
        counts.write();
        counts.write();
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Europe/Amsterdam"));
        List<String> rows = counts
                .weeks(today, today, server.part(HashSources.class).all())
                .stream()
                .filter(week -> week.organisation().equals("Counted host"))
                .map(week -> week.source() + " " + week.kind() + " " + week.checks() + " " + week.hits() + " "
                        + week.images())
                .toList();
        assertThat(rows).containsExactly("null MD5 4 6 3", "counted-one MD5 0 3 3", "counted-two MD5 0 3 3");
    }

    @Test
    void a_key_that_gropes_is_slowed_then_stopped_for_everything_until_an_administrator_lets_it_go_on()
            throws Exception {
        source("groped", false);
        String listed = hash("groped", 32);
        taken("groped", "pdq " + listed);
        String groper = key("Groper", EnumSet.of(Role.CHECKER));
        String batch = Stream.iterate(0, i -> i + 1)
                .limit(150)
                .map(i -> "{\"kind\":\"pdq\",\"hash\":\"" + flippedAt(listed, i) + "\"}")
                .collect(Collectors.joining(",", "{\"hashes\":[", "]}"));
        HttpResponse<String> some = post("/api/v1/checks/batch", groper, "application/json", batch);
        assertThat(some.body().split("\"result\":\"match\"", -1)).hasSize(51);
        assertThat(some.body().split("\"why\":\"too-many-near-ones\"", -1)).hasSize(101);
        int status = 200;
        for (int i = 150; i < 200; i++) {
            status = post(
                            "/api/v1/checks",
                            groper,
                            "application/json",
                            "{\"kind\":\"pdq\",\"hash\":\"" + flippedAt(listed, i) + "\"}")
                    .statusCode();
        }
        assertThat(status).isEqualTo(403);
        String md5 = "{\"kind\":\"md5\",\"hash\":\"" + hash("any", 16) + "\"}";
        HttpResponse<String> stopped = post("/api/v1/checks", groper, "application/json", md5);
        assertThat(stopped.statusCode()).isEqualTo(403);
        assertThat(stopped.body()).contains("This key was stopped");
        assertThat(post("/api/v1/checks", key("Groper", EnumSet.of(Role.CHECKER)), "application/json", md5)
                        .statusCode())
                .as("another key of the same holder")
                .isEqualTo(403);
        assertThat(post("/api/v1/checks", plain, "application/json", md5).statusCode())
                .isEqualTo(200);
        String keyId = groper.split("_", -1)[1];
        assertThat(server.part(JdbcClient.class)
                        .sql("SELECT count(*) FROM audit_entry WHERE action = 'checks.stop' AND subject = ?")
                        .param("key " + keyId)
                        .query((row, n) -> row.getLong(1))
                        .single())
                .isEqualTo(1);
        String admin = server.server().firstKey().orElseThrow();
        assertThat(post(
                                "/api/v1/check-stops/" + keyId + "/release",
                                admin,
                                "application/json",
                                "{\"reason\":\"frames of one film, told by telephone\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/api/v1/checks", groper, "application/json", md5).statusCode())
                .isEqualTo(200);
    }

    private static String flippedAt(String hex, int bit) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void a_bucket_gives_so_many_a_second_and_tells_how_long_to_wait() {
        Instant now = Instant.parse("2026-05-04T06:00:00Z");
        TokenBucket bucket = new TokenBucket(10, 100, now);
        assertThat(bucket.take(100, now)).isZero();
        assertThat(bucket.take(5, now)).isEqualTo(Duration.ofMillis(500));
        assertThat(bucket.take(5, now.minusSeconds(3_600))).isEqualTo(Duration.ofMillis(500));
        assertThat(bucket.take(5, now.minusSeconds(3_599))).isZero();
        assertThat(bucket.take(100, now.plusSeconds(9_999))).isZero();
    }

    @Test
    void no_hash_stands_in_clear_in_the_database() throws Exception {
        source("sealed", false);
        String md5 = hash("sealed", 16);
        taken("sealed", "id,md5\nmaker-name-7," + md5);
        for (String table : List.of("hash_fact", "hash_naming", "hash_import", "audit_entry")) {
            String all = String.join(
                    "\n",
                    server.part(JdbcClient.class)
                            .sql("SELECT t::text FROM " + table + " t")
                            .query((row, n) -> row.getString(1))
                            .list());
            assertThat(all).doesNotContain(md5).doesNotContain("maker-name-7");
        }
    }
}
