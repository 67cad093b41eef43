// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.form;
import static nl.schoonnet.server.hashcheck.TestService.formType;
import static nl.schoonnet.server.hashcheck.TestService.hash;
import static nl.schoonnet.server.hashcheck.TestService.picture;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.database.Reached;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Broken and hostile requests, to a server with a heap of 256 MiB in a process of its own: each is answered in a sentence without
 * the program's inside, leaves nothing behind, and the next good one is answered as before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokenRequestTests {
    private static final String HEAP = "-Xmx256m";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|\\bat [a-z]+\\.[a-z]+|java\\.|nl\\.schoonnet|org\\.(spring|apache)|tools\\.jackson");
    private static final Pattern SENTENCE = Pattern.compile("(?s).*\"(detail|message)\":\"[^\"]{10,}\\.\".*");

    /** In what is sent, so that it can be seen that nothing of it comes back or is logged. */
    private static final String MARK = "markmarkmark";

    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final String LIST = "/api/v1/hashes/sources/national/imports";
    private static final String CONTEXT =
            "\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\"";
    private static final String NCMEC = "<queryResult xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\">";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static Process process;

    @SuppressWarnings("NullAway.Init")
    private static Path log;

    private static int port;
    private static String curator = "";
    private static String checker = "";
    private static String office = "";
    private static long facts;

    /** Whose key is sent. */
    private enum Who {
        CURATOR,
        CHECKER,
        OFFICE,
        NOBODY
    }

    /**
     * A request and what comes of it.
     *
     * @param body its bytes, each a character
     * @param say what the sentence says
     */
    record Broken(String name, Who who, String method, String path, String type, String body, int status, String say) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Broken broken(
            String name, Who who, String method, String path, String type, byte[] body, int status, String say) {
        return new Broken(name, who, method, path, type, new String(body, StandardCharsets.ISO_8859_1), status, say);
    }

    private static Broken list(String name, String query, byte[] body, int status, String say) {
        return broken("list: " + name, Who.CURATOR, "POST", LIST + query, BYTES, body, status, say);
    }

    private static Broken list(String name, String query, String body, int status, String say) {
        return list(name, query, body.getBytes(StandardCharsets.UTF_8), status, say);
    }

    private static Broken curated(String name, String path, String type, String body, int status, String say) {
        return broken(name, Who.CURATOR, "POST", path, type, body.getBytes(StandardCharsets.UTF_8), status, say);
    }

    private static Broken check(String name, String path, String type, String body, int status, String say) {
        return broken(name, Who.CHECKER, "POST", path, type, body.getBytes(StandardCharsets.UTF_8), status, say);
    }

    private static Broken file(String name, String path, String type, byte[] body, int status, String say) {
        return broken(name, Who.CHECKER, "POST", path, type, body, status, say);
    }

    private static Broken office(
            String name, String method, String path, String type, String body, int status, String say) {
        return broken(name, Who.OFFICE, method, path, type, body.getBytes(StandardCharsets.UTF_8), status, say);
    }

    static final List<Broken> REQUESTS = Stream.of(lists(), questions(), files(), forms(), others())
            .flatMap(List::stream)
            .toList();

    private static List<Broken> lists() {
        String md5 = hash("in a broken list", 16);
        String media = "{" + CONTEXT + ",\"value\":[{\"MediaID\":1,\"Category\":1,\"MD5\":\"" + md5 + "\"}";
        String entry = "<image><member id=\"1\"/><id>" + MARK + "</id><fingerprints><md5>" + md5
                + "</md5></fingerprints></image>";
        String records = "{\"hashRecords\":[{\"hashValue\":\"" + md5 + "\"";
        return List.of(
                list("of an unknown format", "?format=" + MARK, md5, 422, "The format is one of"),
                list("of an unknown kind", "?kind=" + MARK, md5, 422, "The kind is one of"),
                list(
                        "categories that are none",
                        "?categories=" + MARK,
                        media,
                        400,
                        "categories isn't what it should be"),
                list("VICS without categories", "", media + "]}", 422, "A list of Project VIC holds media of all"),
                list("VICS that breaks off", "?categories=1", media, 422, "breaks off or is damaged"),
                list(
                        "VICS that goes on after its end",
                        "?categories=1",
                        media + "]}" + media + "]}",
                        422,
                        "there is more"),
                list("VICS without media", "?categories=1", "{" + CONTEXT + "}", 422, "holds no array 'value'"),
                list(
                        "VICS whose media are a number",
                        "?categories=1",
                        "{" + CONTEXT + ",\"value\":7}",
                        422,
                        "The list"),
                list(
                        "VICS, very deep",
                        "?categories=1&format=vics",
                        "{" + CONTEXT + ",\"value\":" + "[".repeat(200_000),
                        422,
                        "The list"),
                list(
                        "VICS with an endless text",
                        "?categories=1",
                        media + ",{\"MediaID\":\"" + "x".repeat(3_000_000),
                        422,
                        "The list"),
                list(
                        "VICS with a name twice",
                        "?categories=1&format=vics",
                        media.replace("\"MediaID\":1", "\"MD5\":\"\",\"MD5\":\"\"") + "",
                        422,
                        "The list"),
                list(
                        "VICS that isn't UTF-8",
                        "?categories=1&format=vics",
                        new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"'},
                        422,
                        "The list"),
                list("JSON that is said to be XML", "?format=ncmec", media + "]}", 422, "isn't whole XML"),
                list("NCMEC that breaks off", "", NCMEC + "<images>" + entry, 422, "isn't whole XML"),
                list(
                        "NCMEC with an entity of a file",
                        "?format=ncmec",
                        "<!DOCTYPE q [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + NCMEC
                                + "<images>&x;</images></queryResult>",
                        422,
                        "document type or entities"),
                list(
                        "NCMEC with a billion laughs",
                        "?format=ncmec",
                        "<!DOCTYPE q [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>" + NCMEC + "&b;</queryResult>",
                        422,
                        "document type or entities"),
                list("NCMEC of another root", "?format=ncmec", "<" + MARK + "/>", 422, "no element 'queryResult'"),
                list("NCMEC, very deep", "", NCMEC + "<a>".repeat(300_000), 422, "The list"),
                list(
                        "NCMEC with an endless text",
                        "",
                        NCMEC + "<images><image><id>" + "x".repeat(3_000_000),
                        422,
                        "The list"),
                list(
                        "NCMEC with a million attributes",
                        "?format=ncmec",
                        NCMEC + "<image "
                                + IntStream.range(0, 100_000)
                                        .mapToObj(i -> "a" + i + "=\"\" ")
                                        .reduce("", (a, b) -> a.length() > 900_000 ? a : a + b),
                        422,
                        "The list"),
                list("StopNCII that breaks off", "?format=stopncii", records, 422, "breaks off or is damaged"),
                list("StopNCII without records", "?format=stopncii", "{\"x\":1}", 422, "holds no array 'hashRecords'"),
                list("StopNCII that is a list", "?format=stopncii", "[1,2]", 422, "The list"),
                list("in UTF-16", "", md5.getBytes(StandardCharsets.UTF_16), 422, "save it in UTF-8"),
                list("a line without end", "?format=text", "x".repeat(5_000_000), 422, "1 MiB"),
                list(
                        "compressed, cut off",
                        "",
                        Arrays.copyOf(gzip(random(50_000)), 20_000),
                        400,
                        "compressed list is damaged"),
                list(
                        "compressed, damaged",
                        "",
                        damaged(gzip((md5 + "\n").repeat(5_000).getBytes(StandardCharsets.UTF_8))),
                        400,
                        "compressed list is damaged"),
                list(
                        "only the head of what is compressed",
                        "",
                        new byte[] {31, (byte) 139},
                        400,
                        "compressed list is damaged"),
                list("a bomb of 300 MB in one line", "?format=text", bomb(300), 422, "1 MiB"),
                list("a bomb in JSON", "?format=vics&categories=1", bomb(300), 422, "1 MiB"),
                broken(
                        "list: for nobody",
                        Who.CURATOR,
                        "POST",
                        LIST.replace("national", "nobody"),
                        BYTES,
                        new byte[] {'x'},
                        404,
                        "no source"),
                broken("list: from a checker", Who.CHECKER, "POST", LIST, BYTES, new byte[] {'x'}, 403, "no role"),
                broken(
                        "source: without anything",
                        Who.CURATOR,
                        "POST",
                        "/api/v1/hashes/sources",
                        JSON,
                        new byte[] {'{', '}'},
                        422,
                        "The name of a source"),
                broken(
                        "source: the same again",
                        Who.CURATOR,
                        "POST",
                        "/api/v1/hashes/sources",
                        JSON,
                        "{\"name\":\"national\",\"owner\":\"o\",\"licence\":\"l\",\"scheme\":\"s\"}"
                                .getBytes(StandardCharsets.UTF_8),
                        409,
                        "already"),
                broken(
                        "source: an unknown action",
                        Who.CURATOR,
                        "POST",
                        "/api/v1/hashes/sources",
                        JSON,
                        ("{\"action\":\"" + MARK + "\"}").getBytes(StandardCharsets.UTF_8),
                        400,
                        "action"),
                curated("a dispute of nothing", "/api/v1/hashes/disputes", JSON, "{}", 422, "isn't one of its kind"),
                curated(
                        "a dispute of an unknown kind",
                        "/api/v1/hashes/disputes",
                        JSON,
                        "{\"kind\":\"" + MARK + "\",\"hash\":\"00\"}",
                        422,
                        "isn't one of its kind"),
                curated(
                        "a dispute that is no number",
                        "/api/v1/hashes/disputes/" + MARK + "/confirm",
                        JSON,
                        "",
                        400,
                        "number isn't what"),
                curated(
                        "an order that is no number",
                        "/api/v1/hashes/orders/" + MARK + "/confirm",
                        JSON,
                        "",
                        400,
                        "number isn't what"),
                curated(
                        "an order that there isn't, confirmed",
                        "/api/v1/hashes/orders/9223372036854775807/confirm",
                        JSON,
                        "",
                        404,
                        "no order of that number"),
                curated("an order dropped without a reason", "/api/v1/hashes/orders/1/drop", JSON, "{}", 422, ""),
                curated(
                        "a source that begins beyond all calendars",
                        "/api/v1/hashes/sources",
                        JSON,
                        "{\"name\":\"far\",\"owner\":\"o\",\"licence\":\"l\",\"scheme\":\"s\","
                                + "\"from\":\"+999999999-01-01T00:00:00Z\"}",
                        400,
                        "member from isn't what"),
                curated(
                        "a source that ends beyond all calendars",
                        "/api/v1/hashes/sources",
                        JSON,
                        "{\"name\":\"far\",\"owner\":\"o\",\"licence\":\"l\",\"scheme\":\"s\","
                                + "\"until\":\"+999999999-01-01T00:00:00Z\"}",
                        400,
                        "member until isn't what"),
                curated(
                        "a source that ends before it begins",
                        "/api/v1/hashes/sources",
                        JSON,
                        "{\"name\":\"turned\",\"owner\":\"o\",\"licence\":\"l\",\"scheme\":\"s\","
                                + "\"from\":\"2199-01-01T00:00:00Z\",\"until\":\"2198-01-01T00:00:00Z\"}",
                        422,
                        ""),
                curated("a withdrawal without a reason", LIST.replace("imports", "withdrawals"), BYTES, md5, 422, ""),
                curated(
                        "an organisation without anything",
                        "/api/v1/hashes/organisations",
                        JSON,
                        "{}",
                        422,
                        "An entry has"),
                curated(
                        "an organisation in an unknown mode",
                        "/api/v1/hashes/organisations",
                        JSON,
                        "{\"organisation\":\"o\",\"mode\":\"" + MARK + "\",\"obliged\":true,\"from\":\"2026-01-01\"}",
                        422,
                        "upload, storage or both"),
                curated(
                        "organisations of another type",
                        "/api/v1/hashes/organisations/imports",
                        "text/plain",
                        MARK,
                        415,
                        "This path takes text/csv."),
                curated(
                        "organisations without a header",
                        "/api/v1/hashes/organisations/imports",
                        "text/csv",
                        MARK,
                        422,
                        ""),
                broken(
                        "statistics of no day",
                        Who.CURATOR,
                        "GET",
                        "/api/v1/hashes/statistics?from=" + MARK + "&to=2026-01-01",
                        "",
                        new byte[0],
                        400,
                        "from"),
                broken(
                        "statistics without days",
                        Who.CURATOR,
                        "GET",
                        "/api/v1/hashes/statistics",
                        "",
                        new byte[0],
                        400,
                        "from"));
    }

    private static List<Broken> questions() {
        String md5 = "{\"kind\":\"md5\",\"hash\":\"" + hash("asked", 16) + "\"}";
        String many = IntStream.range(0, 10_001).mapToObj(i -> "{}").collect(java.util.stream.Collectors.joining(","));
        return List.of(
                check("empty", "/api/v1/checks", JSON, "", 400, "A body is expected"),
                check("no JSON", "/api/v1/checks", JSON, MARK, 400, "no JSON"),
                check("a list for an object", "/api/v1/checks", JSON, "[]", 400, ""),
                check("cut off", "/api/v1/checks", JSON, "{\"kind\":\"md5\"", 400, "no JSON"),
                check("an unknown member", "/api/v1/checks", JSON, "{\"kinds\":\"md5\"}", 400, "no member kinds"),
                check(
                        "a value for a name",
                        "/api/v1/checks",
                        JSON,
                        "{\"" + MARK + " x\":\"md5\"}",
                        400,
                        "no member of that name"),
                check(
                        "a member twice",
                        "/api/v1/checks",
                        JSON,
                        "{\"hash\":\"" + MARK + "\"," + md5.substring(1),
                        400,
                        ""),
                check("an object for a text", "/api/v1/checks", JSON, "{\"kind\":{},\"hash\":[]}", 400, "kind"),
                check("null", "/api/v1/checks", JSON, "null", 400, ""),
                check(
                        "a hash of null",
                        "/api/v1/checks",
                        JSON,
                        "{\"kind\":\"md5\",\"hash\":null}",
                        422,
                        "isn't one of its kind"),
                check(
                        "a hash of another length",
                        "/api/v1/checks",
                        JSON,
                        "{\"kind\":\"md5\",\"hash\":\"" + MARK + "\"}",
                        422,
                        "isn't one of its kind"),
                check(
                        "a hash of a megabyte",
                        "/api/v1/checks",
                        JSON,
                        "{\"kind\":\"md5\",\"hash\":\"" + "0".repeat(1 << 20) + "\"}",
                        422,
                        "isn't one of its kind"),
                check(
                        "digits of another script",
                        "/api/v1/checks",
                        JSON,
                        "{\"kind\":\"md5\",\"hash\":\"" + "\u0660".repeat(32) + "\"}",
                        422,
                        "isn't one of its kind"),
                check("very deep", "/api/v1/checks/batch", JSON, "{\"hashes\":" + "[".repeat(500_000), 400, ""),
                check(
                        "deep where nothing is read",
                        "/api/v1/checks",
                        JSON,
                        "{\"x\":" + "{\"x\":".repeat(100_000),
                        400,
                        ""),
                check("an endless number", "/api/v1/checks", JSON, "{\"kind\":" + "9".repeat(1_000_000) + "}", 400, ""),
                check(
                        "in UTF-16 without saying so",
                        "/api/v1/checks",
                        JSON,
                        new String(md5.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1),
                        400,
                        ""),
                file(
                        "broken UTF-8",
                        "/api/v1/checks",
                        JSON,
                        new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'},
                        400,
                        ""),
                check("plain text", "/api/v1/checks", "text/plain", md5, 415, ""),
                check("XML", "/api/v1/checks", "application/xml", "<kind>md5</kind>", 415, ""),
                check("a type that is none", "/api/v1/checks", MARK, md5, 415, ""),
                check("a batch of none", "/api/v1/checks/batch", JSON, "{\"hashes\":[]}", 422, "1 to 10,000"),
                check(
                        "a batch of too many",
                        "/api/v1/checks/batch",
                        JSON,
                        "{\"hashes\":[" + many + "]}",
                        422,
                        "1 to 10,000"),
                check(
                        "a batch of a million nothings",
                        "/api/v1/checks/batch",
                        JSON,
                        "{\"hashes\":[null" + ",{}".repeat(1_000_000) + "]}",
                        422,
                        "1 to 10,000"),
                check(
                        "a batch that is a text",
                        "/api/v1/checks/batch",
                        JSON,
                        "{\"hashes\":\"" + MARK + "\"}",
                        400,
                        "hashes"),
                check("a batch that is too large", "/api/v1/checks/batch", JSON, " ".repeat(5 << 20), 413, "4096 KiB"),
                file("digests that don't add up", "/api/v1/checks/md5", BYTES, new byte[17], 422, "16 bytes each"),
                file("no digests", "/api/v1/checks/md5", BYTES, new byte[0], 400, ""),
                file("too many digests", "/api/v1/checks/md5", BYTES, new byte[16 * 100_001], 422, "1 to 100,000"),
                file("digests of no kind", "/api/v1/checks/" + MARK, BYTES, new byte[16], 422, "md5, sha1 or sha256"),
                file(
                        "digests with another answer",
                        "/api/v1/checks/md5?answer=" + MARK,
                        BYTES,
                        new byte[16],
                        422,
                        "bitmap or hits"),
                file("a test that is neither", "/api/v1/checks/md5?test=" + MARK, BYTES, new byte[16], 400, "test"),
                check("digits that are none", "/v1/check/md5", "text/plain", MARK, 422, "hexadecimal digits"),
                check(
                        "a kind that isn't asked so",
                        "/v1/check/sha256",
                        "text/plain",
                        hash("x", 32),
                        422,
                        "md5 or sha1"),
                file("digits without end", "/v1/check/md5", BYTES, new byte[200_000], 422, "hexadecimal digits"));
    }

    private static List<Broken> files() {
        return List.of(
                file(
                        "a file that is too large",
                        "/api/v1/checks/image",
                        BYTES,
                        new byte[(32 << 20) + 1],
                        413,
                        "32768 KiB"),
                file("a form that is too large", "/m/lookup", formType(), new byte[(33 << 20)], 413, "KiB"),
                file(
                        "a picture over the limit within a form",
                        "/m/lookup",
                        formType(),
                        form("photo", new byte[(32 << 20) + 1]),
                        413,
                        "too many bytes"));
    }

    private static List<Broken> forms() {
        byte[] form = form("photo", new byte[] {1, 2, 3});
        String text = new String(form, StandardCharsets.ISO_8859_1);
        return List.of(
                file("a form without parts", "/m/lookup", formType(), new byte[0], 400, ""),
                file(
                        "a form cut off",
                        "/m/lookup",
                        formType(),
                        Arrays.copyOf(form, form.length - 9),
                        400,
                        "multipart/form-data"),
                file(
                        "a form where a picture is meant",
                        "/api/v1/checks/image",
                        formType(),
                        form,
                        415,
                        "takes application"),
                file("a form without boundary", "/m/lookup", "multipart/form-data", form, 400, "multipart/form-data"),
                file(
                        "a form with another boundary",
                        "/m/lookup",
                        "multipart/form-data; boundary=" + MARK,
                        form,
                        400,
                        "form"),
                file(
                        "a form with an endless header",
                        "/m/lookup",
                        formType(),
                        text.replace("Content-Type", "X-" + "y".repeat(100_000) + ": ")
                                .getBytes(StandardCharsets.ISO_8859_1),
                        400,
                        "multipart/form-data"),
                file(
                        "a form of many parts",
                        "/m/lookup",
                        formType(),
                        text.substring(0, text.length() - 4)
                                .concat("\r\n")
                                .repeat(3_000)
                                .getBytes(StandardCharsets.ISO_8859_1),
                        400,
                        ""),
                file(
                        "a form with a name of null",
                        "/m/lookup",
                        formType(),
                        text.replace("made-up-name", MARK + "\0").getBytes(StandardCharsets.ISO_8859_1),
                        400,
                        ""),
                file(
                        "a form that nests",
                        "/m/lookup",
                        formType(),
                        text.replace("image/png", "multipart/mixed; boundary=inner")
                                .getBytes(StandardCharsets.ISO_8859_1),
                        400,
                        ""),
                file("a form for what takes none", "/api/v1/checks", formType(), form, 415, ""),
                file("no form", "/h/hash", JSON, new byte[] {'{', '}'}, 400, "multipart/form-data"),
                file("a photo that is none", "/h/hash", formType(), form, 400, "Not checked"),
                file(
                        "a bomb of a picture",
                        "/h/hash",
                        formType(),
                        form("photo", png(60_000, 60_000)),
                        400,
                        "Not checked"),
                file(
                        "a picture that breaks off",
                        "/m/lookup",
                        formType(),
                        form("photo", Arrays.copyOf(pictured(), 100)),
                        400,
                        "Not checked"),
                check(
                        "hashes to compare that are none",
                        "/m/compare",
                        JSON,
                        "{\"pdq\":[\"" + MARK + "\",1]}",
                        400,
                        "64 hexadecimal digits"),
                check(
                        "hashes to compare, deep",
                        "/m/compare",
                        JSON,
                        "{\"pdq\":" + "[".repeat(50_000),
                        400,
                        "JSON object"));
    }

    private static List<Broken> others() {
        return List.of(
                broken(
                        "no key",
                        Who.NOBODY,
                        "POST",
                        "/api/v1/checks",
                        JSON,
                        new byte[] {'{', '}'},
                        401,
                        "A key is needed"),
                office("another role", "POST", "/api/v1/checks", JSON, "{}", 403, "no role"),
                office("an unknown path", "GET", "/api/v1/" + MARK, "", "", 403, "no such path"),
                broken(
                        "another method",
                        Who.CHECKER,
                        "GET",
                        "/api/v1/checks",
                        "",
                        new byte[0],
                        405,
                        "This path takes POST."),
                broken("another method of a list", Who.CURATOR, "DELETE", LIST, "", new byte[0], 405, ""),
                broken(
                        "a method that is none",
                        Who.CHECKER,
                        "BREW",
                        "/api/v1/checks",
                        "",
                        new byte[0],
                        400,
                        "can't be read"),
                broken(
                        "a path with a semicolon",
                        Who.CHECKER,
                        "POST",
                        "/api/v1;x=" + MARK + "/checks",
                        JSON,
                        new byte[] {'{', '}'},
                        400,
                        "can't be read"),
                broken(
                        "a path with an encoded slash",
                        Who.CHECKER,
                        "POST",
                        "/api/v1/checks%2F" + MARK,
                        JSON,
                        new byte[] {'{', '}'},
                        400,
                        "can't be read"),
                broken(
                        "a path with a null",
                        Who.CHECKER,
                        "POST",
                        "/api/v1/checks/%00",
                        BYTES,
                        new byte[16],
                        400,
                        "can't be read"),
                broken(
                        "a path that climbs",
                        Who.CHECKER,
                        "POST",
                        "/api/v1/checks/%2e%2e/keys",
                        BYTES,
                        new byte[16],
                        400,
                        "can't be read"),
                broken(
                        "an address without end",
                        Who.CHECKER,
                        "GET",
                        "/m/index/status?signal_type=" + "x".repeat(20_000),
                        "",
                        new byte[0],
                        400,
                        "can't be read"),
                office("a key without anything", "POST", "/api/v1/keys", JSON, "{}", 409, "A key needs a holder"),
                office(
                        "a key that expires beyond all calendars",
                        "POST",
                        "/api/v1/keys",
                        JSON,
                        "{\"holder\":\"h\",\"roles\":[\"monitor\"],\"expires\":\"+999999999-01-01T00:00:00Z\"}",
                        400,
                        "member expires isn't what"),
                office(
                        "a key with an unknown role",
                        "POST",
                        "/api/v1/keys",
                        JSON,
                        "{\"holder\":\"h\",\"roles\":[\"" + MARK + "\"]}",
                        409,
                        "A role is one of"),
                office(
                        "a key that ends at no moment",
                        "POST",
                        "/api/v1/keys",
                        JSON,
                        "{\"expires\":\"" + MARK + "\"}",
                        400,
                        "expires"),
                office(
                        "a stop that isn't",
                        "POST",
                        "/api/v1/check-stops/" + MARK + "/release",
                        JSON,
                        "{\"reason\":\"made-up, and long enough\"}",
                        404,
                        "No key"),
                office("a stop without a reason", "POST", "/api/v1/check-stops/x/release", JSON, "{}", 422, "reason"),
                office(
                        "an item that is no number",
                        "POST",
                        "/api/v1/items/" + MARK + "/reveal",
                        JSON,
                        "{}",
                        400,
                        "item isn't what"),
                office("notices without a header", "POST", "/api/v1/imports?source=hotline", "text/csv", MARK, 422, ""),
                office(
                        "notices without a register",
                        "POST",
                        "/api/v1/imports",
                        "text/csv",
                        "notice_id,url,sent_at\n",
                        400,
                        "source"),
                office("notices of another type", "POST", "/api/v1/imports?source=hotline", "text/plain", "x", 415, ""),
                office(
                        "notices that aren't compressed",
                        "POST",
                        "/api/v1/imports?source=hotline",
                        "application/gzip",
                        MARK,
                        422,
                        ""),
                broken(
                        "notices in a bomb",
                        Who.OFFICE,
                        "POST",
                        "/api/v1/imports?source=hotline",
                        "application/gzip",
                        bomb(100),
                        422,
                        ""),
                office("notices that are an object", "POST", "/api/v1/notices?source=hotline", JSON, "{}", 422, ""),
                office(
                        "notices cut off",
                        "POST",
                        "/api/v1/notices?source=hotline",
                        JSON,
                        "[{\"notice_id\":\"" + MARK,
                        422,
                        ""));
    }

    // ---- what is made for them ----

    private static byte[] random(int bytes) {
        byte[] made = new byte[bytes];
        new java.util.SplittableRandom(7).nextBytes(made);
        return made;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] damaged(byte[] packed) {
        byte[] other = packed.clone();
        other[other.length / 2] ^= 0x55;
        other[other.length - 6] ^= 0x55;
        return other;
    }

    /** So many MB of spaces. */
    private static byte[] bomb(int megabytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] one = " ".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < megabytes; i++) {
                gzip.write(one);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] pictured() {
        try {
            return picture(5);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A picture that says that it is so large, of a few hundred bytes. */
    static byte[] png(int width, int height) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});
        file.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array()));
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(rows)) {
            packed.write(new byte[100_000]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        file.writeBytes(chunk("IDAT", rows.toByteArray()));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(StandardCharsets.US_ASCII));
        sum.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .putInt((int) sum.getValue())
                .array();
    }

    // ---- the server ----

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        log = data.resolve("log.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--")
                        || argument.startsWith("-Dschoonnet.root")
                        || argument.startsWith("-Djava.awt")
                        || argument.startsWith("-Dfile"))
                .forEach(command::add);
        command.addAll(List.of(
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapServer.class.getName(),
                data.toString()));
        RunningServer.ofDatabase(data).forEach((setting, value) -> command.add(setting + "=" + value));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        String[] ready = line("ready ").split(" ", -1);
        port = Integer.parseInt(ready[1]);
        curator = ready[2];
        checker = ready[3];
        office = ready[4];
        send(broken(
                "",
                Who.CURATOR,
                "POST",
                "/api/v1/hashes/sources",
                JSON,
                "{\"name\":\"national\",\"owner\":\"o\",\"licence\":\"l\",\"scheme\":\"s\"}"
                        .getBytes(StandardCharsets.UTF_8),
                200,
                ""));
        assertThat(send(list("", "", hash("listed", 16), 200, "")).statusCode()).isEqualTo(200);
        facts = facts();
        assertThat(facts).isEqualTo(1);
    }

    /** The line that begins so, when it is there; others are the log's. */
    private static String line(String beginning) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < 900; tenths++) {
            String all = Files.readString(log);
            int at = all.startsWith(beginning) ? 0 : all.indexOf("\n" + beginning) + 1;
            if (all.startsWith(beginning, at) && all.indexOf('\n', at) > 0) {
                return all.substring(at, all.indexOf('\n', at));
            }
            assertThat(process.isAlive()).as("the server ended: %s", all).isTrue();
            Thread.sleep(100);
        }
        throw new IllegalStateException("The server doesn't say it: " + Files.readString(log));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** What counts of all that was taken in. */
    private static long facts() {
        try (Reached reached = RunningServer.database(data)) {
            return JdbcClient.create(reached.source())
                    .sql(
                            "SELECT (SELECT count(*) FROM hash_fact JOIN hash_import USING (import_id) WHERE completion IS NOT NULL)"
                                    + " + (SELECT count(*) FROM notice)")
                    .query(Long.class)
                    .single();
        }
    }

    private static HttpResponse<String> send(Broken request) throws IOException, InterruptedException {
        HttpRequest.Builder built = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        request.method,
                        request.body.isEmpty() && !request.method.equals("POST")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.bytes()));
        if (!request.type.isEmpty()) {
            built.header("Content-Type", request.type);
        }
        switch (request.who) {
            case CURATOR -> built.header("Authorization", "Bearer " + curator);
            case CHECKER -> built.header("Authorization", "Bearer " + checker);
            case OFFICE -> built.header("Authorization", "Bearer " + office);
            case NOBODY -> {}
        }
        return CLIENT.send(built.build(), BodyHandlers.ofString());
    }

    private static void answers() throws IOException, InterruptedException {
        String question = "{\"kind\":\"md5\",\"hash\":\"" + hash("listed", 16) + "\"}";
        assertThat(send(check("", "/api/v1/checks", JSON, question, 200, "")).body())
                .as("a good question afterwards")
                .contains("\"match\"");
    }

    private static void clear(String answer) {
        assertThat(INSIDE.matcher(answer).find()).as(answer).isFalse();
        assertThat(answer).doesNotContain(MARK);
    }

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void a_broken_request_is_refused_in_a_sentence_and_leaves_nothing(Broken request) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(request.status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(answer.body())
                .matches(
                        request.path.startsWith("/m/") || request.path.startsWith("/h/")
                                ? "application/(problem\\+)?json.*"
                                : "application/problem\\+json.*");
        assertThat(answer.body()).matches(SENTENCE).contains(request.say);
        clear(answer.body());
        assertThat(facts()).isEqualTo(facts);
        answers();
    }

    /** Rows that can't be used, of lists that can. */
    static final List<Broken> REPORTED = List.of(
            list("noise", "", "\u0001\u0002" + MARK, 1, "not_a_hash"),
            list("hashes of other lengths", "", "0123\n" + "0".repeat(41) + "\n" + MARK, 3, "not_a_hash"),
            list("hashes of either kind", "", hash("either", 32), 1, "kind"),
            list("a quotation mark that stays open", "?format=text", "id,md5\n1,\"" + MARK, 1, "not_a_hash"),
            list("null characters", "?format=text", "\0\0" + MARK + "\0", 1, "not_a_hash"),
            list(
                    "media without hashes and categories",
                    "?categories=1",
                    "{" + CONTEXT + ",\"value\":[{\"MediaID\":\"" + MARK
                            + "\"},{\"Category\":1},{\"Category\":1,\"MD5\":\"x\"}]}",
                    3,
                    "without_hash"));

    @ParameterizedTest
    @FieldSource("REPORTED")
    void rows_that_can_t_be_used_are_told_by_place_and_code_and_leave_nothing(Broken request) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"listed\":0", "\"rejected\":" + request.status, "\"line\":", request.say);
        clear(answer.body());
        assertThat(facts()).isEqualTo(facts);
        answers();
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(REQUESTS)
                .hasSizeGreaterThanOrEqualTo(60)
                .extracting(Broken::name)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("PICTURES")
    void a_broken_picture_is_not_checked_and_says_why(Broken request) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"result\":\"not-checked\",\"why\":\"" + request.say + "\"}");
        answers();
    }

    static final List<Broken> PICTURES = List.of(
            image("nothing", new byte[0], "empty"),
            image("noise", random(10_000), "unknown-format"),
            image("cut off", Arrays.copyOf(pictured(), 60), "damaged"),
            image("of 3,600 million points", png(60_000, 60_000), "too-many-pixels"),
            image("of 40 million points", png(8_000, 5_000), "too-much-memory"),
            image("without rows", png(100, 0), "damaged"),
            image("a table", "id,md5\n".getBytes(StandardCharsets.UTF_8), "unknown-format"));

    private static Broken image(String name, byte[] file, String why) {
        return file(name, "/api/v1/checks/image", BYTES, file, 200, why);
    }

    /** What no client library sends. */
    @ParameterizedTest
    @FieldSource("BARE")
    void what_is_no_request_at_all_is_refused_by_the_container_in_the_same_form(Bare bare) throws Exception {
        String answer = raw(bare.text.replace("KEY", checker));
        assertThat(answer).as(bare.name).startsWith("HTTP/1.1 " + bare.status);
        assertThat(answer).contains("application/problem+json").matches(SENTENCE);
        clear(answer);
        answers();
    }

    /** A text on the wire. */
    record Bare(String name, String text, int status) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String HEAD = " /api/v1/checks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer KEY\r\n";

    static final List<Bare> BARE = List.of(
            new Bare("no request", MARK + "\r\n\r\n", 400),
            new Bare(
                    "a target with a bracket",
                    "GET /m/lookup?signal=<" + MARK + "> HTTP/1.1\r\nHost: localhost\r\n\r\n",
                    400),
            new Bare("no host", "GET /status HTTP/1.1\r\n\r\n", 400),
            new Bare("two hosts", "GET /status HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
            new Bare("a flood of headers", "GET" + HEAD + ("X-" + MARK + ": y\r\n").repeat(5_000) + "\r\n", 400),
            new Bare("one endless header", "GET" + HEAD + "X-Long: " + MARK.repeat(10_000) + "\r\n\r\n", 400),
            new Bare("a length below zero", "POST" + HEAD + "Content-Length: -1\r\n\r\n", 400),
            new Bare("a length that is none", "POST" + HEAD + "Content-Length: " + MARK + "\r\n\r\n", 400),
            new Bare("two lengths", "POST" + HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
            new Bare(
                    "without a length, in chunks",
                    "POST" + HEAD
                            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                    411),
            new Bare("an unknown coding of the way", "POST" + HEAD + "Transfer-Encoding: " + MARK + "\r\n\r\n", 501),
            new Bare(
                    "an endless key",
                    "POST" + HEAD.replace("KEY", "sn_" + "x".repeat(5_000))
                            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                    401),
            new Bare("another version", "GET /status HTTP/7.0\r\nHost: localhost\r\n\r\n", 505));

    private static String raw(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
                OutputStream out = socket.getOutputStream()) {
            socket.setSoTimeout(5_000);
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            try {
                for (int read = socket.getInputStream().read();
                        read >= 0;
                        read = socket.getInputStream().read()) {
                    got.write(read);
                    if (got.toString(StandardCharsets.UTF_8).endsWith("}")) {
                        break;
                    }
                }
            } catch (SocketTimeoutException end) {
                // What came is all that comes.
            }
            return got.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void many_large_ones_at_once_stay_within_the_heap() throws Exception {
        byte[] file = new byte[32 << 20];
        byte[] large = largePicture();
        byte[] nothings = ("{\"hashes\":[null" + ",{}".repeat(1_300_000) + "]}").getBytes(StandardCharsets.UTF_8);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(later(file("", "/api/v1/checks/image", BYTES, i % 3 == 0 ? file : large, 200, "")));
            answers.add(later(file("", "/api/v1/checks/batch", JSON, nothings, 422, "")));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(120, TimeUnit.SECONDS).statusCode())
                    .as(answer.get().body())
                    .isIn(200, 422, 503);
        }
        answers();
        assertThat(process.isAlive()).isTrue();
    }

    private static CompletableFuture<HttpResponse<String>> later(Broken request) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return send(request);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Of 12 million points, as a telephone takes it. */
    private static byte[] largePicture() throws IOException {
        java.awt.image.BufferedImage image =
                new java.awt.image.BufferedImage(4_000, 3_000, java.awt.image.BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 3_000; y += 2) {
            for (int x = 0; x < 4_000; x += 2) {
                image.setRGB(x, y, x * 31 + y * 17);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void after_all_of_it_most_of_the_heap_is_free_and_the_log_holds_nothing_of_it() throws Exception {
        BufferedWriter out = process.outputWriter();
        out.write("\n");
        out.flush();
        assertThat(Integer.parseInt(line("used ").split(" ", -1)[1])).isLessThan(200);
        assertThat(Files.readString(log).lines().filter(line -> !line.startsWith("ready ")))
                .allSatisfy(line -> assertThat(line)
                        .doesNotContain(MARK)
                        .doesNotContain("OutOfMemory")
                        .doesNotContain(checker));
    }
}
