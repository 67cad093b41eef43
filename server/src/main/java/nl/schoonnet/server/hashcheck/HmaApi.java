// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The dialect of clients of HMA, the hasher-matcher-actioner (github.com/facebook/ThreatExchange, version 1.1.7): hash a file,
 * look it up, compare two hashes. What it answers beyond yes and no is given by the caller's roles; where its clients need a
 * number, they get one that says nothing. Nothing is fetched from an address.
 */
@RestController
class HmaApi {
    /** Where HMA has the number of an entry: entries have none here. */
    private static final int ENTRY = 1;

    /** The bank of whoever may not know who lists it. */
    private static final String BANK = "LISTED";

    private static final String PDQ = "pdq";
    private static final String VIDEO_MD5 = "video_md5";
    private static final Map<String, String> TYPES = Map.of("photo", PDQ, "video", VIDEO_MD5);

    private final HashChecks checks;
    private final KnownHashes known;
    private final HashSources sources;
    private final boolean queries;

    HmaApi(
            HashChecks checks,
            KnownHashes known,
            HashSources sources,
            @Value("${schoonnet.hashcheck.hashes-in-queries:false}") boolean queries) {
        this.checks = checks;
        this.known = known;
        this.sources = sources;
        this.queries = queries;
    }

    /**
     * A match, as HMA writes it.
     *
     * @param entry always the same
     * @param distance digits; for callers who may not learn it the radius of a match, which is never exceeded
     */
    record Match(@JsonProperty("bank_content_id") int entry, String distance) {}

    // ---- files ----

    /** Hashes a file and looks it up: by what is seen, and by its digests. */
    @PostMapping("/m/lookup")
    Map<String, SortedMap<String, List<Match>>> lookUp(
            @RequestParam Optional<String> types,
            @RequestParam Optional<String> banks,
            @RequestParam(defaultValue = "false") boolean test,
            HttpServletRequest request,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        Optional<Set<String>> wanted = banks(banks, caller);
        Upload file = Upload.of(request);
        String type = type(file.field(), types);
        Answer answer = type.equals(PDQ)
                ? checks.check(file.bytes(), Asking.of(caller, test))
                : checks.checkDigests(file.bytes(), Asking.of(caller, test));
        return Map.of(type, matches(answer, wanted, caller, type.equals(PDQ)));
    }

    /** Hashes a file. A picture that can't be told from others has the empty hash, as with HMA. */
    @PostMapping("/h/hash")
    Map<String, String> hash(
            @RequestParam Optional<String> types, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        Upload file = Upload.of(request);
        String type = type(file.field(), types);
        if (type.equals(VIDEO_MD5)) {
            checks.admit(caller);
            return Map.of(type, Digests.of(whole(file)).md5().hex());
        }
        return switch (checks.look(whole(file), caller)) {
            case Pictures.Seen seen -> Map.of(type, seen.hash().hex());
            case Pictures.Unseen unseen -> {
                if (unseen.why().equals("quality-too-low")) {
                    yield Map.of(type, "");
                }
                throw notChecked(unseen.why());
            }
        };
    }

    private static byte[] whole(Upload file) {
        if (file.bytes().length > HashChecks.MOST_BYTES) {
            throw notChecked("too-many-bytes");
        }
        return file.bytes();
    }

    /** HMA would fetch the file. */
    @GetMapping("/h/hash")
    void fetch() {
        throw fetchesNothing();
    }

    private static String type(String field, Optional<String> types) {
        String type = TYPES.get(field);
        if (type == null) {
            throw new HashcheckException("unknown_content_type", "The field of the file is photo or video.");
        }
        boolean others = types.stream()
                .flatMap(all -> Arrays.stream(all.split(",", -1)))
                .map(String::strip)
                .anyMatch(word -> !word.isEmpty() && !word.equals(type));
        if (others) {
            throw new HashcheckException("unknown_type", "A photo has the type pdq, a video the type video_md5.");
        }
        return type;
    }

    // ---- hashes in the address ----

    /** Looks a hash up that stands in the address. */
    @GetMapping("/m/lookup")
    SortedMap<String, List<Match>> lookUpHash(
            @RequestParam Optional<String> url,
            @RequestParam Optional<String> signal,
            @RequestParam("signal_type") Optional<String> type,
            @RequestParam Optional<String> banks,
            @RequestParam(defaultValue = "false") boolean test,
            @AuthenticationPrincipal Caller caller) {
        if (url.isPresent()) {
            throw fetchesNothing();
        }
        Asked asked = asked(signal, type, banks, caller);
        Answer answer =
                checks.check(List.of(asked.hash), Asking.of(caller, test)).getFirst();
        return matches(answer, asked.banks, caller, asked.hash.kind().perceptual());
    }

    /** As HMA does it, without names of banks: a match is an entry's number, with its distance if that is wanted. */
    @GetMapping("/m/raw_lookup")
    Map<String, List<?>> lookUpRaw(
            @RequestParam Optional<String> signal,
            @RequestParam("signal_type") Optional<String> type,
            @RequestParam Optional<String> banks,
            @RequestParam(value = "include_distance", defaultValue = "false") boolean distance,
            @RequestParam(defaultValue = "false") boolean test,
            @AuthenticationPrincipal Caller caller) {
        Asked asked = asked(signal, type, banks, caller);
        Answer answer =
                checks.check(List.of(asked.hash), Asking.of(caller, test)).getFirst();
        List<Match> matches = matches(
                        answer, asked.banks, caller, asked.hash.kind().perceptual())
                .values()
                .stream()
                .flatMap(List::stream)
                .toList();
        return Map.of(
                "matches",
                distance ? matches : matches.stream().map(Match::entry).toList());
    }

    private record Asked(HashValue hash, Optional<Set<String>> banks) {}

    private Asked asked(Optional<String> signal, Optional<String> type, Optional<String> banks, Caller caller) {
        if (!queries) {
            throw new HashcheckException(
                    "switched_off",
                    "Hashes aren't taken from the address, where logs of others would keep them: send the file, or ask at"
                            + " /api/v1/checks.");
        }
        if (!caller.roles().contains(Role.CHECKER_DISTANCE)) {
            throw new HashcheckException(
                    "not_entitled", "This key has no role checker_distance, which is needed here.");
        }
        HashKind kind = kind(type.orElse(""));
        return new Asked(
                HashValue.read(kind, signal.orElse("").strip()).orElseThrow(() -> notAHash(kind)),
                banks(banks, caller));
    }

    private static HashcheckException fetchesNothing() {
        return new HashcheckException(
                "fetches_nothing", "Nothing is fetched from an address here: send the file itself, as a form.");
    }

    private static HashKind kind(String type) {
        return switch (type) {
            case PDQ -> HashKind.PDQ;
            case VIDEO_MD5 -> HashKind.MD5;
            default -> throw new HashcheckException("unknown_type", "A type is pdq or video_md5.");
        };
    }

    private static HashcheckException notAHash(HashKind kind) {
        return new HashcheckException(
                "not_a_hash", "A hash of this type has " + 2 * kind.length() + " hexadecimal digits.");
    }

    // ---- answers ----

    /** The banks that are asked; a name that is none is told, for it would be answered as a no. */
    private Optional<Set<String>> banks(Optional<String> banks, Caller caller) {
        return banks.filter(names -> !names.isBlank()).map(names -> {
            Set<String> wanted =
                    Arrays.stream(names.split(",", -1)).map(String::strip).collect(Collectors.toSet());
            Set<String> all = caller.roles().contains(Role.CHECKER_DETAIL)
                    ? known.counting().stream().map(HmaApi::bank).collect(Collectors.toSet())
                    : Set.of(BANK);
            if (!all.containsAll(wanted)) {
                throw new HashcheckException(
                        "unknown_bank", "There is no bank of that name, or this key may not know it. Leave banks out.");
            }
            return wanted;
        });
    }

    /** HMA's banks have capitals, digits and underscores. */
    private static String bank(HashSource source) {
        String name = source.name().toUpperCase(Locale.ROOT).replace('-', '_');
        return Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private SortedMap<String, List<Match>> matches(
            Answer answer, Optional<Set<String>> banks, Caller caller, boolean perceptual) {
        if (answer.result() == Answer.Result.NOT_CHECKED) {
            throw notChecked(answer.why());
        }
        boolean detail = caller.roles().contains(Role.CHECKER_DETAIL);
        // What may not be told is the most that it can be, so that no client takes a match for a nearer one than it is.
        int least = perceptual ? checks.radius() : 0;
        SortedMap<String, Integer> nearest = new TreeMap<>();
        for (Listing listing : answer.listings()) {
            Optional<String> bank = detail ? known.source(listing).map(HmaApi::bank) : Optional.of(BANK);
            int distance = answer.distances().getOrDefault(listing, least);
            bank.filter(name -> banks.isEmpty() || banks.get().contains(name))
                    .ifPresent(name -> nearest.merge(name, distance, Math::min));
        }
        SortedMap<String, List<Match>> matches = new TreeMap<>();
        nearest.forEach((bank, distance) -> matches.put(bank, List.of(new Match(ENTRY, Integer.toString(distance)))));
        return matches;
    }

    /** HMA knows two answers: what wasn't checked is no answer. */
    private static HashcheckException notChecked(String why) {
        return new HashcheckException(why, "Not checked: " + why.replace('-', ' ') + ".");
    }

    // ---- the rest ----

    /** Compares two hashes of the caller's with each other, type by type; no list is asked. */
    @PostMapping("/m/compare")
    Map<String, List<Object>> compare(
            @RequestBody Map<String, @Nullable Object> pairs, @AuthenticationPrincipal Caller caller) {
        checks.admit(caller);
        Map<String, List<Object>> results = new LinkedHashMap<>();
        pairs.forEach((type, pair) -> {
            HashKind kind = kind(type);
            List<HashValue> two = new ArrayList<>();
            if (pair instanceof List<?> list && list.size() == 2) {
                for (@Nullable Object hash : list) {
                    HashValue.read(kind, String.valueOf(hash).strip()).ifPresent(two::add);
                }
            }
            if (two.size() != 2) {
                throw notAHash(kind);
            }
            results.put(type, compared(two.getFirst(), two.getLast()));
        });
        return results;
    }

    private List<Object> compared(HashValue one, HashValue other) {
        if (!one.kind().perceptual()) {
            return List.of(one.equals(other), Map.of());
        }
        int distance = PdqHash.of(one).distance(PdqHash.of(other));
        return List.of(distance <= checks.radius(), Map.of("distance", distance));
    }

    /**
     * What is held of a type.
     *
     * @param builtTo when a list was last taken in, in seconds since 1970; -1 if none was
     */
    record Index(boolean present, @JsonProperty("built_to") long builtTo, long size) {}

    @GetMapping("/m/index/status")
    Map<String, Index> index(
            @RequestParam("signal_type") Optional<String> only, @AuthenticationPrincipal Caller caller) {
        checks.admit(caller);
        only.ifPresent(HmaApi::kind);
        long built = sources.lastTakenIn().map(Instant::getEpochSecond).orElse(-1L);
        Map<String, Index> status = new TreeMap<>();
        for (String type : only.map(List::of).orElse(List.of(PDQ, VIDEO_MD5))) {
            boolean present = known.ready() && built >= 0;
            status.put(type, new Index(present, present ? built : -1, present ? known.size(kind(type)) : 0));
        }
        return status;
    }

    /** For load balancers, without a key. */
    @GetMapping(path = "/status", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> status() {
        if (!checks.ready()) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("INDEX-NOT-LOADED");
        }
        return known.stale()
                ? ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("INDEX-STALE")
                : alive();
    }

    /** Whether the process answers, whatever it knows. */
    @GetMapping(path = "/status/live", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> alive() {
        return ResponseEntity.ok("I-AM-ALIVE");
    }

    /**
     * A refusal, as HMA writes it.
     *
     * @param message a sentence
     * @param details a stable code
     */
    record Refused(String message, String details) {}

    @ExceptionHandler
    ResponseEntity<Refused> refused(HashcheckException e) {
        HttpStatus status = switch (e.code()) {
            case "fetches_nothing", "switched_off", "not_entitled" -> HttpStatus.FORBIDDEN;
            case "busy" -> HttpStatus.SERVICE_UNAVAILABLE;
            case "too-many-bytes" -> HttpStatus.CONTENT_TOO_LARGE;
            case "too-many-near-ones", "too-many-today" -> HttpStatus.TOO_MANY_REQUESTS;
            default -> {
                HttpStatus known = HashcheckRefusals.status(e);
                // Its clients know 400 for what they did wrong.
                yield known == HttpStatus.UNPROCESSABLE_CONTENT ? HttpStatus.BAD_REQUEST : known;
            }
        };
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
        if (e.seconds() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(e.seconds()));
        }
        return answer.body(new Refused(String.valueOf(e.getMessage()), e.code()));
    }

    @ExceptionHandler
    ResponseEntity<Refused> unread(HttpMessageNotReadableException e) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Refused("The body is a JSON object of pairs of hashes by type.", "not_read"));
    }
}
