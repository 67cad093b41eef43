// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hotlines that send notices without end, as JSON and as files, and note what was acknowledged. A batch that wasn't is sent
 * again until it is, as a sender would. Safe for many threads.
 */
final class NoticeLoad {
    private static final int SENDERS = 3;
    private static final int LARGEST = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final String key;
    private final List<String> urls;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Thread> senders = new ArrayList<>();
    private final Map<String, Notice> sent = new HashMap<>();
    private final Map<String, Notice> acknowledged = new HashMap<>();
    private final AtomicReference<Instant> newest = new AtomicReference<>(Instant.MIN);
    private final AtomicInteger wrong = new AtomicInteger();
    private final long seed;
    private volatile boolean ending;

    /** A notice about the URL of a number. */
    record Notice(String id, int url, Instant delivered) {}

    /** What the server made of a batch. */
    record Answer(long added, long known, long changed, long rejected) {
        static Answer of(String body) {
            JsonNode node = JSON.readTree(body);
            return new Answer(
                    node.path("added").asLong(-1),
                    node.path("known").asLong(-1),
                    node.path("changed").asLong(-1),
                    node.path("rejected").asLong(-1));
        }
    }

    NoticeLoad(URI server, String key, List<String> urls, long seed) {
        this.server = server;
        this.key = key;
        this.urls = List.copyOf(urls);
        this.seed = seed;
    }

    /** Sends one notice about each URL, so that all are followed, and then goes on in the background. */
    void start() throws InterruptedException {
        List<Notice> first = new ArrayList<>();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int url = 0; url < urls.size(); url++) {
            first.add(new Notice("first-" + url, url, now));
        }
        untilAcknowledged(first, true);
        for (int sender = 0; sender < SENDERS; sender++) {
            int number = sender;
            SplittableRandom random = new SplittableRandom(seed + number);
            senders.add(Thread.ofPlatform().name("sender-" + number).start(() -> send(number, random)));
        }
    }

    private void send(int sender, SplittableRandom random) {
        try {
            for (int next = 0; !ending; ) {
                List<Notice> batch = new ArrayList<>();
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                for (int i = random.nextInt(LARGEST); i >= 0; i--) {
                    batch.add(new Notice("s" + sender + "-" + next++, random.nextInt(urls.size()), now));
                }
                untilAcknowledged(batch, random.nextInt(4) == 0);
                Thread.sleep(random.nextLong(400));
            }
        } catch (InterruptedException e) {
            // Ended in the midst of a batch, which stays unacknowledged.
        }
    }

    private void untilAcknowledged(List<Notice> batch, boolean asFile) throws InterruptedException {
        synchronized (this) {
            batch.forEach(notice -> sent.put(notice.id, notice));
        }
        while (true) {
            Instant begun = Instant.now();
            try {
                HttpResponse<String> response =
                        client.send(request(batch, asFile), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    acknowledge(batch, Answer.of(response.body()), begun);
                    return;
                }
                if (response.statusCode() == 401 || response.statusCode() == 403) {
                    wrong.incrementAndGet();
                }
            } catch (IOException e) {
                // Not acknowledged: sent again.
            }
            Thread.sleep(200);
        }
    }

    private synchronized void acknowledge(List<Notice> batch, Answer answer, Instant begun) {
        if (answer.added + answer.known != batch.size() || answer.changed != 0 || answer.rejected != 0) {
            wrong.incrementAndGet();
        }
        batch.forEach(notice -> acknowledged.put(notice.id, notice));
        newest.accumulateAndGet(begun, (a, b) -> a.isAfter(b) ? a : b);
    }

    private HttpRequest request(List<Notice> batch, boolean asFile) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        server.resolve((asFile ? "/api/v1/imports" : "/api/v1/notices") + "?source=soak"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", asFile ? "text/csv" : "application/json");
        return builder.POST(HttpRequest.BodyPublishers.ofString(asFile ? csv(batch) : json(batch)))
                .build();
    }

    private String csv(List<Notice> batch) {
        StringBuilder text = new StringBuilder("notice_id,url,delivered_at\n");
        batch.forEach(n -> text.append(n.id)
                .append(',')
                .append(urls.get(n.url))
                .append(',')
                .append(n.delivered)
                .append('\n'));
        return text.toString();
    }

    private String json(List<Notice> batch) {
        return JSON.writeValueAsString(batch.stream()
                .map(n -> Map.of("notice_id", n.id, "url", urls.get(n.url), "delivered_at", n.delivered.toString()))
                .toList());
    }

    /** When the newest batch that was acknowledged had been sent. */
    Instant newest() {
        return newest.get();
    }

    /** Answers that contradicted what was sent, and refusals of a good key. */
    int wrong() {
        return wrong.get();
    }

    synchronized List<Notice> acknowledged() {
        return List.copyOf(acknowledged.values());
    }

    synchronized List<Notice> sent() {
        return List.copyOf(sent.values());
    }

    /** Sends notices again, as one file; a server that has them all says that it knows them all. */
    Answer again(List<Notice> notices) throws InterruptedException {
        while (true) {
            try {
                HttpResponse<String> response =
                        client.send(request(notices, true), HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return Answer.of(response.body());
                }
            } catch (IOException e) {
                // Again.
            }
            Thread.sleep(500);
        }
    }

    /** Sends no more. */
    void end() throws InterruptedException {
        ending = true;
        for (Thread sender : senders) {
            sender.join(Duration.ofSeconds(45));
            sender.interrupt();
            sender.join();
        }
    }
}
