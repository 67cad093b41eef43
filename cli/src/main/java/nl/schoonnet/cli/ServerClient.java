// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import nl.schoonnet.internet.input.InputException;

/**
 * The API of a running server. Follows no redirect, so that the key goes nowhere else. A refusal is told in the server's own
 * sentence. Safe for use by many threads.
 */
final class ServerClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final int LONGEST_SENTENCE = 500;

    private final URI server;
    private final String key;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    ServerClient(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    /**
     * Sends something and gives the answer as JSON.
     *
     * @param path from the root, with its query
     * @param body is streamed
     * @throws InputException if the server doesn't answer, or refuses
     */
    JsonNode post(String path, String contentType, Supplier<InputStream> body) {
        return post(path, contentType, Map.of(), body);
    }

    /** As {@link #post(String, String, Supplier)}, with headers more. */
    JsonNode post(String path, String contentType, Map<String, String> headers, Supplier<InputStream> body) {
        return post(path, contentType, headers, BodyPublishers.ofInputStream(body));
    }

    /** Sends JSON and gives the answer; as {@link #post(String, String, Supplier)}. */
    JsonNode post(String path, String json) {
        return post(path, "application/json", Map.of(), BodyPublishers.ofString(json));
    }

    private JsonNode post(
            String path, String contentType, Map<String, String> headers, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .POST(body);
        headers.forEach(request::header);
        return json(send(request.build(), BodyHandlers.ofByteArray()));
    }

    /** Asks for JSON. */
    JsonNode get(String path) {
        return json(
                send(request(path).header("Accept", "application/json").GET().build(), BodyHandlers.ofByteArray()));
    }

    /** Asks for something large; the caller closes it. */
    InputStream download(String path) {
        HttpResponse<InputStream> answer = send(request(path).GET().build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() == 200) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw refused(answer.statusCode(), body.readNBytes(1 << 16));
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    /** What a server answered, whatever it was. */
    static final class Reply {
        private final int status;
        private final byte[] body;
        private final long retryAfter;

        private Reply(int status, byte[] body, long retryAfter) {
            this.status = status;
            this.body = body;
            this.retryAfter = retryAfter;
        }

        /** As HTTP has it. */
        int status() {
            return status;
        }

        /** Not copied. */
        byte[] body() {
            return body;
        }

        /** After how many seconds it may be asked again; 0 if that isn't told. */
        long retryAfter() {
            return retryAfter;
        }
    }

    /**
     * Asks something that may be asked again.
     *
     * @param accept media types of the answer
     * @param headers more of them
     * @throws IOException if there is no answer
     */
    Reply ask(String path, String contentType, String accept, Map<String, String> headers, byte[] body)
            throws IOException {
        HttpRequest.Builder request = request(path)
                .timeout(ANSWER)
                .header("Content-Type", contentType)
                .header("Accept", accept)
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            long retryAfter = answer.headers()
                    .firstValue("Retry-After")
                    .filter(text -> text.matches("[0-9]{1,9}"))
                    .map(Long::parseLong)
                    .orElse(0L);
            return new Reply(answer.statusCode(), answer.body(), retryAfter);
        } catch (SSLException e) {
            if (isLasting(e)) {
                throw noTls(e);
            }
            throw e;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The header that tells why: not the address, which logs of others keep. */
    static Map<String, String> because(String reason) {
        return reason.isEmpty()
                ? Map.of()
                : Map.of(
                        "Reason",
                        URLEncoder.encode(reason, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + key);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (ConnectException e) {
            throw new InputException(
                    "no_answer", "", 0, "The server doesn't answer: check --server, and that it runs.", e);
        } catch (SSLException e) {
            throw isLasting(e) ? noTls(e) : brokenOff(e);
        } catch (IOException e) {
            throw brokenOff(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Whether trying again won't help: a certificate, or a server that doesn't speak TLS. */
    private static boolean isLasting(SSLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException
                    || String.valueOf(cause.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains("unrecognized ssl message")) {
                return true;
            }
        }
        return false;
    }

    private static InputException noTls(SSLException e) {
        return new InputException(
                "no_tls",
                "",
                0,
                "No TLS with --server: its certificate isn't trusted here or is of another host, or it speaks plain HTTP.",
                e);
    }

    private static InputException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InputException("interrupted", "", 0, "Interrupted; what the server had acknowledged is kept.", e);
    }

    private static InputException brokenOff(IOException e) {
        return new InputException(
                "broken_off",
                "",
                0,
                "The connection to the server broke off; what it had taken in is kept, so do the same again.",
                e);
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer.statusCode(), answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new InputException(
                    "not_a_server", "", 0, "What answers at --server isn't Schoonnet, or of another version.", e);
        }
    }

    /** What a refusal is told as. */
    static InputException refused(int status, byte[] body) {
        String said = detail(body).replaceFirst("[.]$", rejections(body) + ".");
        String sentence = switch (status) {
            case 401 -> "The server doesn't know this key: it is mistyped, expired or revoked.";
            case 403 -> said.isEmpty() ? "This key may not do that: it lacks the role." : said;
            default -> said;
        };
        return new InputException(
                "refused",
                "",
                0,
                sentence.isEmpty() ? "The server refused with status " + status + "; its log says why." : sentence);
    }

    /** Why what isn't of a file is refused, by field and code; of a file the commands tell it by line. */
    private static String rejections(byte[] body) {
        List<String> each = new ArrayList<>();
        try {
            for (JsonNode row : JSON.readTree(body).path("rejections")) {
                if (row.path("line").asLong() == 0) {
                    each.add(
                            (row.path("field").asText() + " " + row.path("code").asText()).strip());
                }
            }
        } catch (IOException e) {
            return "";
        }
        return each.isEmpty() ? "" : " (" + String.join(", ", each) + ")";
    }

    /** The sentence of problem details, which is for the caller. */
    private static String detail(byte[] body) {
        try {
            String detail = JSON.readTree(body).path("detail").asText("");
            return detail.length() > LONGEST_SENTENCE || detail.chars().anyMatch(Character::isISOControl) ? "" : detail;
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
