// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTests {
    /** A made-up hash. */
    private static final String SIGNAL = "5ca1ab1e5ca1ab1e0ddba11c0ffee123".repeat(2);

    @TempDir
    Path data;

    @Test
    void opentelemetry_gets_traces_and_metrics_without_queries_addresses_or_keys() throws Exception {
        Map<String, String> got = new ConcurrentHashMap<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        collector.createContext("/", exchange -> {
            // Protocol buffers hold their texts as they are.
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            got.merge(exchange.getRequestURI().getPath(), body, String::concat);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        String base = "http://127.0.0.1:" + collector.getAddress().getPort();
        String key;
        try (RunningServer server = RunningServer.in(
                data,
                Map.of(
                        "management.otlp.metrics.export.enabled",
                        "true",
                        "management.otlp.metrics.export.url",
                        base + "/v1/metrics",
                        "management.opentelemetry.tracing.export.otlp.endpoint",
                        base + "/v1/traces",
                        "management.tracing.sampling.probability",
                        "1.0",
                        "schoonnet.hashcheck.hashes-in-queries",
                        "true"))) {
            key = server.server().firstKey().orElseThrow();
            send(server, key);
        }
        collector.stop(0);
        assertThat(got.keySet()).containsExactlyInAnyOrder("/v1/metrics", "/v1/traces");
        assertThat(got.get("/v1/traces"))
                .contains("/api/v1/imports")
                .contains("/m/lookup")
                .contains("schoonnet");
        assertThat(got.get("/v1/metrics")).contains("http.server.requests");
        assertThat(got.values())
                .allSatisfy(body -> assertThat(body)
                        .doesNotContain("marker-source")
                        .doesNotContain("marker-site")
                        .doesNotContain(SIGNAL.substring(0, 12))
                        .doesNotContain("127.0.0.1")
                        .doesNotContain(key.substring(0, 12)));
    }

    private static void send(RunningServer server, String key) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String checker = server.part(AccessKeys.class)
                    .issue("Made-up host", Set.of(Role.CHECKER, Role.CHECKER_DISTANCE), null, "test");
            String query = "/m/lookup?signal_type=pdq&signal=" + SIGNAL;
            HttpRequest lookup = HttpRequest.newBuilder(URI.create(server.url(query)))
                    .header("Authorization", "Bearer " + checker)
                    .build();
            assertThat(client.send(lookup, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(409);
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/api/v1/imports?source=marker-source")))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "text/csv")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "notice_id,url,sent_at\na,https://marker-site.example/,2026-01-01T00:00:00Z\n"))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
