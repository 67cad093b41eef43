// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.internet.input.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server whether hashes are listed; nothing but hashes goes there. Waits as long as the server asks it to, and asks
 * again for a while where the server or the network is away. Not for several threads.
 */
final class CheckClient implements AutoCloseable {
    /** So many perceptual hashes at a time: a server looks each of them up among all. */
    private static final int MOST_IN_JSON = 500;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BYTES = "application/octet-stream";
    private static final String PROBLEM = ", application/problem+json;q=0.5";
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int LONGEST_OBEYED = 3_600;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final ServerClient server;
    private final String test;
    private final Duration patience;
    private final Consumer<String> told;
    private boolean waited;
    private long toldAt;

    /**
     * Closes the server when it is closed.
     *
     * @param test whether only made-up lists are asked
     * @param patience how long it is tried again
     * @param told of what it waits for, in a sentence
     */
    CheckClient(ServerClient server, boolean test, Duration patience, Consumer<String> told) {
        this.server = server;
        this.test = test ? "test=true" : "";
        this.patience = patience;
        this.told = told;
    }

    /** Who lists a hash, as what, and what its owner wants done. */
    record Listing(String source, String classification, String action) {}

    /**
     * What is known of one hash.
     *
     * @param why where it wasn't checked, else {@code ""}
     */
    record Answer(CheckedFile.Result result, String why, List<Listing> listings) {
        static final Answer LISTED = new Answer(CheckedFile.Result.MATCH, "", List.of());
        static final Answer NOT_LISTED = new Answer(CheckedFile.Result.NO_MATCH, "", List.of());
    }

    /** Asks nothing: tells whether this key may ask, and the server can answer. */
    void tryOut() {
        ask("batch", "", "application/json", "application/json", "{\"hashes\":[{}]}".getBytes(StandardCharsets.UTF_8));
    }

    /** Many digests of one kind in one request; who lists them isn't told. */
    List<Answer> inBytes(HashKind kind, List<HashValue> digests) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(digests.size() * kind.length());
        digests.forEach(digest -> body.writeBytes(digest.bytes()));
        byte[] bitmap = ask(kind.word(), "answer=bitmap", BYTES, BYTES + PROBLEM, body.toByteArray());
        if (bitmap.length != (digests.size() + 7) / 8) {
            throw notUnderstood(null);
        }
        List<Answer> answers = new ArrayList<>(digests.size());
        for (int i = 0; i < digests.size(); i++) {
            boolean listed = (bitmap[i >> 3] >> (i & 7) & 1) == 1;
            answers.add(listed ? Answer.LISTED : Answer.NOT_LISTED);
        }
        return answers;
    }

    /** Hashes of any kind, so many at a time as a server takes; who lists them is told where the key may know. */
    List<Answer> inJson(List<HashValue> hashes) {
        List<Answer> answers = new ArrayList<>(hashes.size());
        for (int from = 0; from < hashes.size(); from += MOST_IN_JSON) {
            List<HashValue> some = hashes.subList(from, Math.min(hashes.size(), from + MOST_IN_JSON));
            ObjectNode asked = JSON.createObjectNode();
            ArrayNode each = asked.putArray("hashes");
            for (HashValue hash : some) {
                each.addObject().put("kind", hash.kind().word()).put("hash", hash.hex());
            }
            byte[] body = asked.toString().getBytes(StandardCharsets.UTF_8);
            JsonNode results = read(ask("batch", "", "application/json", "application/json", body))
                    .path("results");
            if (results.size() != some.size()) {
                throw notUnderstood(null);
            }
            results.forEach(result -> answers.add(answer(result)));
        }
        return answers;
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw notUnderstood(e);
        }
    }

    private static Answer answer(JsonNode result) {
        List<Listing> listings = new ArrayList<>();
        for (JsonNode listing : result.path("listings")) {
            listings.add(new Listing(
                    listing.path("source").asText(),
                    listing.path("classification").asText(),
                    listing.path("action").asText()));
        }
        for (CheckedFile.Result known : CheckedFile.Result.values()) {
            if (known.word().equals(result.path("result").asText())) {
                return new Answer(known, result.path("why").asText(""), listings);
            }
        }
        throw notUnderstood(null);
    }

    private static InputException notUnderstood(@Nullable IOException cause) {
        String sentence = "What answers at --server isn't Schoonnet, or of another version.";
        return cause == null
                ? new InputException("not_a_server", "", 0, sentence)
                : new InputException("not_a_server", "", 0, sentence, cause);
    }

    /**
     * Asks until there is an answer.
     *
     * @throws InputException if the server refuses, or didn't answer for as long as {@code patience}
     */
    private byte[] ask(String what, String query, String type, String accept, byte[] body) {
        String all = query.isEmpty() || test.isEmpty() ? query + test : query + "&" + test;
        String path = "/api/v1/checks/" + what + (all.isEmpty() ? "" : "?" + all);
        // However often it is sent, it is counted once.
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        long since = System.nanoTime();
        Duration wait = FIRST_WAIT;
        boolean away = false;
        while (true) {
            Duration pause = wait;
            try {
                ServerClient.Reply reply = server.ask(path, type, accept, once, body);
                if (reply.status() / 100 == 2) {
                    return reply.body();
                }
                if (reply.status() < SERVER_ERROR && reply.status() != TOO_MANY_REQUESTS) {
                    throw ServerClient.refused(reply.status(), reply.body());
                }
                if (reply.retryAfter() > 0) {
                    pause = Duration.ofSeconds(Math.min(reply.retryAfter(), LONGEST_OBEYED));
                }
                if (reply.status() == TOO_MANY_REQUESTS) {
                    tellOfWaiting(pause);
                    sleep(pause);
                    since = System.nanoTime();
                    wait = FIRST_WAIT;
                    continue;
                }
            } catch (IOException e) {
                if (passed(since).compareTo(patience) >= 0) {
                    throw gaveUp(e);
                }
            }
            if (passed(since).compareTo(patience) >= 0) {
                throw gaveUp(null);
            }
            if (!away) {
                told.accept("The server can't be reached or can't answer now; it is asked again for "
                        + patience.toSeconds() + " s.");
                away = true;
            }
            sleep(pause);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    /** Once a minute: a server that limits what a key asks says so often. */
    private void tellOfWaiting(Duration pause) {
        if (!waited || passed(toldAt).compareTo(AGAIN) >= 0) {
            waited = true;
            toldAt = System.nanoTime();
            told.accept("The server asks to wait " + Math.max(1, pause.toSeconds()) + " s.");
        }
    }

    private static Duration passed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private InputException gaveUp(@Nullable IOException cause) {
        String sentence = "The server didn't answer for " + patience.toSeconds()
                + " s; check --server, and that it runs, then do the same again: with --resume only what is left.";
        return cause == null
                ? new InputException("no_answer", "", 0, sentence)
                : new InputException("no_answer", "", 0, sentence, cause);
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted", "", 0, "Interrupted.", e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
