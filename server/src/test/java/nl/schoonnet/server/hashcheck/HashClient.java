// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

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
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.SplittableRandom;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;

/** A server with a basis to hold hashes, and its callers over HTTP. */
final class HashClient implements AutoCloseable {
    private final RunningServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private HashClient(RunningServer server) {
        this.server = server;
    }

    static HashClient start(Path data) throws IOException {
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: hold-hashes
                  article: Article 1
                  organisation: Made-up authority
                  from: 2020-01-01
                """);
        return new HashClient(RunningServer.in(data));
    }

    RunningServer server() {
        return server;
    }

    <T> T part(Class<T> type) {
        return server.part(type);
    }

    String key(String holder, Role first, Role... more) {
        Instant nextYear = Instant.now().plus(Duration.ofDays(365));
        return server.part(AccessKeys.class).issue(holder, EnumSet.of(first, more), nextYear, "test");
    }

    /** A made-up hash. */
    static String hash(String name, int bytes) {
        byte[] made = new byte[bytes];
        new SplittableRandom(name.hashCode()).nextBytes(made);
        return HexFormat.of().formatHex(made);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        return client.send(request(path, key).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String key, String json) throws IOException, InterruptedException {
        return post(path, key, "application/json", json);
    }

    HttpResponse<String> post(String path, String key, String type, String body)
            throws IOException, InterruptedException {
        return client.send(
                request(path, key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(server.url(path))).header("Authorization", "Bearer " + key);
    }

    /** The result of one question. */
    String result(String kind, String hash, String key) throws IOException, InterruptedException {
        return post("/api/v1/checks", key, "{\"kind\":\"" + kind + "\",\"hash\":\"" + hash + "\"}")
                .body()
                .replaceAll(".*\"result\":\"([a-z-]+)\".*", "$1");
    }

    void source(String name, String curator) throws IOException, InterruptedException {
        post(
                "/api/v1/hashes/sources",
                curator,
                "{\"name\":\"" + name
                        + "\",\"owner\":\"Made-up maker\",\"licence\":\"Made-up agreement 1\",\"scheme\":\"national\"}");
    }

    HttpResponse<String> list(String source, String list, String curator) throws IOException, InterruptedException {
        return post("/api/v1/hashes/sources/" + source + "/imports", curator, "application/octet-stream", list);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
