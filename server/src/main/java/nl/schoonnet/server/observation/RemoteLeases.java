// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Grant;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.LeasesAwayException;
import nl.schoonnet.observing.work.LeasesRefusedException;
import nl.schoonnet.observing.work.Permission;
import nl.schoonnet.observing.work.Receipt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Leases of a server on another machine, over HTTP. Holds one access key and nothing else of the server; addresses pass
 * through its memory only. Safe for many threads.
 */
public final class RemoteLeases implements Leases, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

    private final URI server;
    private final String vantage;
    private final String key;
    private final InstantSource clock;
    private final HttpClient client;
    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * Leases for a vantage point.
     *
     * @param server {@code https://HOST[:PORT]}; without TLS only on this very machine
     * @param key an access key with the role OBSERVER whose holder is the vantage point
     * @throws IllegalArgumentException with a sentence for the operator, if the server can't be used
     */
    public RemoteLeases(URI server, String vantage, String key, InstantSource clock) {
        String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
        String host = server.getHost();
        if (host == null || !Set.of("http", "https").contains(scheme) || server.getUserInfo() != null) {
            throw new IllegalArgumentException("The server is given as https://HOST or https://HOST:PORT.");
        }
        if (scheme.equals("http") && !LOOPBACK.contains(host)) {
            throw new IllegalArgumentException(
                    "Without TLS (https://) addresses and the key would go over the network in clear; only a server on"
                            + " this machine may be reached by http://.");
        }
        this.server = server;
        this.vantage = vantage;
        this.key = key;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public Grant lease(int most) {
        return post(Wire.LEASES, new Wire.Wish(vantage, most, clock.instant()), Wire.Granted.class)
                .grant();
    }

    @Override
    public List<Receipt> report(List<Done> done) {
        List<Wire.Ended> ended = done.stream().map(Wire.Ended::of).toList();
        return post(Wire.OBSERVATIONS, new Wire.Report(vantage, List.copyOf(ended)), Wire.Receipts.class)
                .receipts();
    }

    @Override
    public Permission alive(List<BlindSpan> blind) {
        List<Wire.Span> spans = blind.stream().map(Wire.Span::of).toList();
        return post(Wire.SIGNS, new Wire.Sign(vantage, clock.instant(), List.copyOf(spans)), Wire.Allowed.class)
                .permission();
    }

    /** Leaves: nothing is planned for this vantage point any more, until it asks for leases again. */
    public void leave() {
        send(request(Wire.LEASES).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + key)
                .header("Accept", "application/json");
    }

    private <T> T post(String path, Object body, Class<T> answer) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
        byte[] bytes = send(request);
        try {
            return json.readValue(bytes, answer);
        } catch (JacksonException e) {
            throw new LeasesAwayException("The server's answer can't be read.");
        }
    }

    private byte[] send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            int status = response.statusCode();
            if (status / 100 == 2) {
                return response.body();
            }
            if (status / 100 == 5 || status == 429 || status == 408) {
                throw new LeasesAwayException("The server answers " + status + ".");
            }
            throw new LeasesRefusedException(
                    switch (status) {
                        case 401 -> "The server doesn't know this access key, or it expired or was revoked.";
                        case 403 ->
                            "This access key may not observe as this vantage point: it needs the role OBSERVER, and its"
                                    + " holder must be the vantage point's name.";
                        default -> "The server refuses with status " + status + "; is it of another version?";
                    });
        } catch (IOException e) {
            throw new LeasesAwayException("The server can't be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeasesAwayException("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
