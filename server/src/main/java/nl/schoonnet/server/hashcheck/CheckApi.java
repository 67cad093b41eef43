// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether hashes are known: one, some, many. Yes or no; who lists it, as what, to callers who are entitled to that. */
@RestController
class CheckApi {
    private static final int MOST = 10_000;
    private static final int MOST_BINARY = 100_000;
    private static final int LONGEST_DIALECT = 256;

    private final HashChecks checks;
    private final KnownHashes known;
    private final CheckLimits limits;

    CheckApi(HashChecks checks, KnownHashes known, CheckLimits limits) {
        this.limits = limits;
        this.checks = checks;
        this.known = known;
    }

    /** As sent: what a sender leaves out is null. */
    record Asked(@Nullable String kind, @Nullable String hash) {
        @Override
        public String toString() {
            return "Asked";
        }
    }

    /** As sent. */
    record Many(@Nullable List<@Nullable Asked> hashes) {}

    /**
     * Who lists it.
     *
     * @param distance in bits, to callers who may learn it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hit(
            String source,
            String classification,
            String action,
            @Nullable Integer distance) {}

    /**
     * An answer.
     *
     * @param result {@code match}, {@code no-match} or {@code not-checked}
     * @param why where nothing was checked
     * @param listings to callers who are entitled to them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answered(
            String result, @Nullable String why, @Nullable List<Hit> listings) {}

    /** One hash. */
    @PostMapping(path = "/api/v1/checks", consumes = MediaType.APPLICATION_JSON_VALUE)
    Answered one(
            @RequestBody Asked asked,
            @RequestParam(defaultValue = "false") boolean test,
            @RequestHeader(name = Asking.HEADER, required = false) @Nullable String sentAs,
            @AuthenticationPrincipal Caller caller) {
        HashValue value = read(asked)
                .orElseThrow(
                        () -> new HashcheckException(
                                "not_a_hash",
                                "The hash isn't one of its kind: kind is md5, sha1, sha256 or pdq, hash its hexadecimal digits."));
        return answered(
                checks.check(List.of(value), Asking.of(caller, test, sentAs)).getFirst(), caller);
    }

    /** Up to 10,000, of mixed kinds; one that is none is answered as not checked. */
    @PostMapping(path = "/api/v1/checks/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    Map<String, List<Answered>> some(
            @RequestBody Many many,
            @RequestParam(defaultValue = "false") boolean test,
            @RequestHeader(name = Asking.HEADER, required = false) @Nullable String sentAs,
            @AuthenticationPrincipal Caller caller) {
        List<@Nullable Asked> asked = Objects.requireNonNullElse(many.hashes, List.of());
        if (asked.isEmpty() || asked.size() > MOST) {
            throw new HashcheckException("not_so_many", "A batch holds 1 to 10,000 hashes.");
        }
        List<Optional<HashValue>> values =
                asked.stream().map(CheckApi::read).collect(Collectors.toCollection(ArrayList::new));
        List<Answer> answered =
                checks.check(values.stream().flatMap(Optional::stream).toList(), Asking.of(caller, test, sentAs));
        List<Answered> answers = new ArrayList<>(values.size());
        int next = 0;
        for (Optional<HashValue> value : values) {
            Answer answer = value.isPresent() ? answered.get(next++) : Answer.notChecked("not-a-hash");
            answers.add(answered(answer, caller));
        }
        return Map.of("results", answers);
    }

    /**
     * Up to 100,000 digests of one kind, their bytes one behind the other. The answer is a bitmap, the first digest the lowest
     * bit of the first byte; or the places of those that are listed, from 0, four bytes each, the highest first.
     */
    @PostMapping(
            path = "/api/v1/checks/{kind}",
            consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE,
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] many(
            @PathVariable String kind,
            @RequestParam(defaultValue = "bitmap") String answer,
            @RequestParam(defaultValue = "false") boolean test,
            @RequestHeader(name = Asking.HEADER, required = false) @Nullable String sentAs,
            @RequestBody byte[] digests,
            @AuthenticationPrincipal Caller caller) {
        HashKind of = HashKind.of(kind)
                .filter(k -> !k.perceptual())
                .orElseThrow(() ->
                        new HashcheckException("unknown_kind", "Many at once are md5, sha1 or sha256, by the path."));
        int count = digests.length / of.length();
        if (digests.length % of.length() != 0 || count == 0 || count > MOST_BINARY) {
            throw new HashcheckException(
                    "not_so_many",
                    "The body holds 1 to 100,000 digests of " + of.length() + " bytes each, one behind the other.");
        }
        if (!answer.equals("bitmap") && !answer.equals("hits")) {
            throw new HashcheckException("unknown_answer", "An answer is a bitmap or hits.");
        }
        long[] references = checks.check(of, digests, Asking.of(caller, test, sentAs));
        return answer.equals("bitmap") ? bitmap(references) : hits(references);
    }

    private static byte[] bitmap(long[] references) {
        byte[] bits = new byte[(references.length + 7) / 8];
        for (int i = 0; i < references.length; i++) {
            if (references[i] >= 0) {
                bits[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        return bits;
    }

    private static byte[] hits(long[] references) {
        ByteBuffer places = ByteBuffer.allocate(Integer.BYTES
                * (int) Arrays.stream(references).filter(r -> r >= 0).count());
        for (int i = 0; i < references.length; i++) {
            if (references[i] >= 0) {
                places.putInt(i);
            }
        }
        return places.array();
    }

    /** A picture, whole: hashed in memory, answered, and forgotten. A form around it would be hashed with it. */
    @PostMapping(path = "/api/v1/checks/image", consumes = "!multipart/*")
    Answered picture(
            InputStream body,
            @RequestParam(defaultValue = "false") boolean test,
            @RequestHeader(name = Asking.HEADER, required = false) @Nullable String sentAs,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        return answered(
                checks.check(body.readNBytes(HashChecks.MOST_BYTES + 1), Asking.of(caller, test, sentAs)), caller);
    }

    /** The dialect of the national service's clients: the bare digits in, {@code true} or {@code false} out. */
    @PostMapping(
            path = {"/v1/check/{kind}", "/v1/test/check/{kind}"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String dialect(
            @PathVariable String kind,
            InputStream body,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        // As it was sent: some clients call it a form.
        String digits = new String(body.readNBytes(LONGEST_DIALECT), StandardCharsets.US_ASCII).strip();
        HashValue value = HashKind.of(kind)
                .filter(k -> k == HashKind.MD5 || k == HashKind.SHA1)
                .flatMap(k -> HashValue.read(k, digits))
                .orElseThrow(() -> new HashcheckException(
                        "not_a_hash",
                        "The path says md5 or sha1, the body holds the hexadecimal digits and nothing else."));
        boolean test = request.getRequestURI().startsWith("/v1/test/");
        Answer answer = checks.check(List.of(value), Asking.of(caller, test)).getFirst();
        return Boolean.toString(answer.result() == Answer.Result.MATCH);
    }

    private static Optional<HashValue> read(@Nullable Asked asked) {
        if (asked == null || asked.kind == null || asked.hash == null) {
            return Optional.empty();
        }
        String hash = asked.hash;
        return HashKind.of(asked.kind).flatMap(kind -> HashValue.read(kind, hash));
    }

    private Answered answered(Answer answer, Caller caller) {
        boolean entitled = caller.roles().contains(Role.CHECKER_DETAIL);
        List<Hit> hits = !entitled || answer.listings().isEmpty()
                ? null
                : answer.listings().stream()
                        .flatMap(listing -> known.source(listing).stream()
                                .map(source -> new Hit(
                                        source.name(),
                                        listing.classification(),
                                        source.action().name().toLowerCase(Locale.ROOT),
                                        answer.distances().get(listing))))
                        .toList();
        return new Answered(answer.result().word(), answer.why().isEmpty() ? null : answer.why(), hits);
    }

    /** Lets a key go on that was stopped for groping. */
    @PostMapping("/api/v1/check-stops/{key}/release")
    void release(@PathVariable String key, @RequestBody Why why, @AuthenticationPrincipal Caller caller) {
        limits.release(key, caller.keyId(), why.reason());
    }
}
