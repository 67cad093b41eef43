// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import nl.schoonnet.internet.network.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Asks an RDAP service (RFC 7480, 9082, 9083) where abuse of an address is reported: {@code ip/ADDRESS}, and of the answer the
 * mail address of the entity with the role {@code abuse}, wherever among the entities it stands. Only addresses are told to
 * it, never a name. Safe for many threads.
 */
final class Rdap implements AutoCloseable {
    /** The services of the five regional registries, to which a service for all redirects. */
    private static final Set<String> REGISTRIES =
            Set.of("rdap.afrinic.net", "rdap.apnic.net", "rdap.arin.net", "rdap.db.ripe.net", "rdap.lacnic.net");

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final long LARGEST = 1L << 20;
    private static final int MOST_REDIRECTS = 3;
    private static final int DEEPEST = 5;
    private static final int LONGEST_MAIL = 254;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(100_000)
                    .build())
            .build());

    private final URI base;
    private final Predicate<URI> permitted;
    private final HttpClient client;

    /**
     * Asks a service.
     *
     * @param base its address; {@code ip/ADDRESS} is put behind it
     * @param permitted what may be asked, and redirected to
     */
    Rdap(URI base, Predicate<URI> permitted) {
        this.base = base;
        this.permitted = permitted;
        this.client = HttpClient.newBuilder()
                .connectTimeout(WITHIN)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** What may be asked in production: the service that was set, and those of the registries, over TLS. */
    static Predicate<URI> production(URI base) {
        String own = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
        return uri -> "https".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && (uri.getPort() == -1 || uri.getPort() == base.getPort())
                && (uri.getHost().equalsIgnoreCase(own)
                        || REGISTRIES.contains(uri.getHost().toLowerCase(Locale.ROOT)));
    }

    /**
     * What came of a question.
     *
     * @param first of the registered network; the address itself where none was told
     * @param last likewise
     * @param mail null unless there is one
     * @param host that answered
     * @param retryAfter how long it asked to be left alone; null if it didn't
     */
    record Answer(
            AbuseContacts.Outcome outcome,
            IpAddress first,
            IpAddress last,
            @Nullable String mail,
            String host,
            @Nullable Duration retryAfter) {}

    Answer ask(IpAddress address) {
        String text = base.toString();
        URI at = URI.create((text.endsWith("/") ? text : text + "/") + "ip/" + address);
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            if (!permitted.test(at)) {
                return none(AbuseContacts.Outcome.REFUSED, address, at, null);
            }
            Optional<HttpResponse<byte[]>> response = get(at);
            if (response.isEmpty()) {
                return none(AbuseContacts.Outcome.AWAY, address, at, null);
            }
            int status = response.get().statusCode();
            if (status / 100 != 3) {
                return answer(status, response.get(), address, at);
            }
            Optional<URI> next = location(at, response.get());
            if (next.isEmpty()) {
                return none(AbuseContacts.Outcome.UNUSABLE, address, at, null);
            }
            at = next.get();
        }
        return none(AbuseContacts.Outcome.UNUSABLE, address, at, null);
    }

    private static Answer answer(int status, HttpResponse<byte[]> response, IpAddress address, URI at) {
        return switch (status) {
            case 200 -> read(response.body(), address, at);
            case 404 -> none(AbuseContacts.Outcome.NOT_REGISTERED, address, at, null);
            case 429, 503 -> none(AbuseContacts.Outcome.AWAY, address, at, retryAfter(response));
            default ->
                none(status / 100 == 5 ? AbuseContacts.Outcome.AWAY : AbuseContacts.Outcome.REFUSED, address, at, null);
        };
    }

    private static Answer none(
            AbuseContacts.Outcome outcome, IpAddress address, URI at, @Nullable Duration retryAfter) {
        return new Answer(outcome, address, address, null, String.valueOf(at.getHost()), retryAfter);
    }

    private Optional<HttpResponse<byte[]>> get(URI at) {
        HttpRequest request = HttpRequest.newBuilder(at)
                .timeout(WITHIN)
                .header("Accept", "application/rdap+json, application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            return Optional.of(answer.get(WITHIN.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<URI> location(URI at, HttpResponse<?> response) {
        try {
            return response.headers().firstValue("Location").map(at::resolve);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ofMinutes(1));
    }

    private static Answer read(byte[] body, IpAddress address, URI at) {
        try {
            JsonNode network = JSON.readTree(body);
            IpAddress first =
                    IpAddress.parse(network.path("startAddress").asText()).orElse(address);
            IpAddress last =
                    IpAddress.parse(network.path("endAddress").asText()).orElse(address);
            boolean around = first.isIpv4() == address.isIpv4()
                    && last.isIpv4() == address.isIpv4()
                    && first.compareTo(address) <= 0
                    && address.compareTo(last) <= 0;
            Optional<String> mail = mail(network.path("entities"), 0);
            return new Answer(
                    mail.isPresent() ? AbuseContacts.Outcome.FOUND : AbuseContacts.Outcome.NO_CONTACT,
                    around ? first : address,
                    around ? last : address,
                    mail.orElse(null),
                    String.valueOf(at.getHost()),
                    null);
        } catch (IOException e) {
            return none(AbuseContacts.Outcome.UNUSABLE, address, at, null);
        }
    }

    private static Optional<String> mail(JsonNode entities, int depth) {
        if (depth > DEEPEST) {
            return Optional.empty();
        }
        for (JsonNode entity : entities) {
            boolean abuse = false;
            for (JsonNode role : entity.path("roles")) {
                abuse |= role.asText().equalsIgnoreCase("abuse");
            }
            Optional<String> found = abuse ? mailOf(entity.path("vcardArray")) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        for (JsonNode entity : entities) {
            Optional<String> found = mail(entity.path("entities"), depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** RFC 7095: {@code ["vcard", [[name, parameters, type, value], ...]]}. */
    private static Optional<String> mailOf(JsonNode card) {
        for (JsonNode property : card.path(1)) {
            String value = property.path(3).asText().strip();
            if (property.path(0).asText().equalsIgnoreCase("email") && isMail(value)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static boolean isMail(String text) {
        return text.length() <= LONGEST_MAIL && text.matches("[!-?A-~]+@[A-Za-z0-9.-]+");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
