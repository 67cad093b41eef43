// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;

/** A server with a basis to hold hashes, its keys, and made-up lists and pictures. */
final class TestService implements AutoCloseable {
    private static final String BOUNDARY = "made-up-boundary";

    private final HttpClient client = HttpClient.newHttpClient();
    private final RunningServer server;
    private final String curator;

    private TestService(RunningServer server) {
        this.server = server;
        curator = key("Curator", Role.CURATOR);
    }

    static TestService in(Path data) throws IOException {
        return in(data, Map.of());
    }

    static TestService in(Path data, Map<String, Object> settings) throws IOException {
        basis(data);
        return new TestService(RunningServer.in(data, settings));
    }

    static TestService in(Path data, Map<String, Object> settings, Clock clock) throws IOException {
        basis(data);
        return new TestService(RunningServer.in(data, settings, clock));
    }

    /** Lets a server hold hashes. */
    static void basis(Path data) throws IOException {
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: hold-hashes
                  article: Article 1
                  organisation: Made-up authority
                  from: 2020-01-01
                """);
    }

    RunningServer server() {
        return server;
    }

    <T> T part(Class<T> type) {
        return server.part(type);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    String curator() {
        return curator;
    }

    String key(String holder, Role... roles) {
        return server.part(AccessKeys.class)
                .issue(holder, Set.copyOf(Arrays.asList(roles)), Instant.now().plus(Duration.ofDays(365)), "test");
    }

    /** A made-up hash that nobody else takes. */
    static String hash(String name, int bytes) {
        byte[] made = new byte[bytes];
        new SplittableRandom(name.hashCode()).nextBytes(made);
        return HexFormat.of().formatHex(made);
    }

    /** With another value of one bit, from 0, the leftmost. */
    static String flipped(String hex, int bit) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        bytes[bit / 8] ^= (byte) (128 >> (bit % 8));
        return HexFormat.of().formatHex(bytes);
    }

    /** With other values of the first bits. */
    static String flippedUpTo(String hex, int bits) {
        String flipped = hex;
        for (int bit = 0; bit < bits; bit++) {
            flipped = flipped(flipped, bit);
        }
        return flipped;
    }

    static byte[] picture(long seed) throws IOException {
        BufferedImage image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(seed);
        Graphics2D graphics = image.createGraphics();
        for (int y = 0; y < 200; y += 20) {
            for (int x = 0; x < 300; x += 20) {
                graphics.setColor(new Color(random.nextInt(1 << 24)));
                graphics.fillRect(x, y, 20, 20);
            }
        }
        graphics.dispose();
        return png(image);
    }

    /** One that can't be told from others. */
    static byte[] grey() throws IOException {
        return png(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB));
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    static String pdq(byte[] picture) {
        return Pdq.of(((Decoded.Picture) PictureReader.inJava(Limits.standard(), System::nanoTime)
                                .read(picture))
                        .luma())
                .hash()
                .hex();
    }

    /** A form with one file. */
    static byte[] form(String field, byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field
                        + "\"; filename=\"made-up-name.png\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(file);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    static String formType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String key, String type, byte[] body)
            throws IOException, InterruptedException {
        return post(path, key, type, Map.of(), body);
    }

    HttpResponse<String> post(String path, String key, String type, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String key, String type, String body)
            throws IOException, InterruptedException {
        return post(path, key, type, body.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> post(String path, String key, String json) throws IOException, InterruptedException {
        return post(path, key, "application/json", json);
    }

    /** The result of one question. */
    String result(String kind, String hash, String key) throws IOException, InterruptedException {
        return post("/api/v1/checks", key, "{\"kind\":\"" + kind + "\",\"hash\":\"" + hash + "\"}")
                .body()
                .replaceAll(".*\"result\":\"([a-z-]+)\".*", "$1");
    }

    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    void source(String name, boolean test) throws IOException, InterruptedException {
        HttpResponse<String> opened = post(
                "/api/v1/hashes/sources",
                curator,
                "{\"name\":\"" + name
                        + "\",\"owner\":\"Made-up maker\",\"licence\":\"Made-up agreement 1\",\"scheme\":\"own\",\"test\":"
                        + test + "}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    }

    void taken(String source, String list) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                "/api/v1/hashes/sources/" + source + "/imports",
                curator,
                "application/octet-stream",
                list.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
