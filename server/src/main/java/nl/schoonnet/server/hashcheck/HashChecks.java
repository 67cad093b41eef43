// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Answers whether hashes are listed, and counts that it did. */
@Service
class HashChecks {
    /** The longest file that is checked, in bytes. */
    static final int MOST_BYTES = Limits.standard().bytes();

    private static final int NANOS_PER_MICRO = 1_000;

    /** Where no perceptual question is asked. */
    private static final PdqHits NO_ROOM = new PdqHits();

    private final KnownHashes known;
    private final CheckCounts counts;
    private final CheckLimits limits;
    private final LegalBasis basis;
    private final InstantSource clock;
    private final int radius;
    private final Repeats repeats = new Repeats();
    private final Pictures pictures = new Pictures(Runtime.getRuntime().maxMemory());

    HashChecks(
            KnownHashes known,
            CheckCounts counts,
            CheckLimits limits,
            LegalBasis basis,
            InstantSource clock,
            @Value("${schoonnet.hashcheck.pdq-radius:31}") int radius) {
        this.known = known;
        this.counts = counts;
        this.limits = limits;
        this.basis = basis;
        this.clock = clock;
        this.radius = radius;
    }

    /** A fault is never a no: without lists or a basis nothing is answered. */
    private void require() {
        if (basis.inForce(LegalFunction.HOLD_HASHES, clock.instant()).isEmpty()) {
            throw new HashcheckException(
                    "no_basis",
                    "Nothing was checked: hash lists are held only on a legal basis, and none is in force here.");
        }
        if (!known.ready()) {
            throw new HashcheckException(
                    "not_ready", "Nothing was checked: the lists are being read. Ask again in some seconds.");
        }
    }

    /** Whether questions are answered. */
    boolean ready() {
        return known.ready()
                && basis.inForce(LegalFunction.HOLD_HASHES, clock.instant()).isPresent();
    }

    /** Checks some hashes of any kind, in their order. */
    List<Answer> check(List<HashValue> values, Asking asking) {
        require();
        long perceptual = values.stream().filter(v -> v.kind().perceptual()).count();
        limits.admit(asking.caller(), values.size() - perceptual, perceptual);
        PdqHits hits = perceptual == 0 ? NO_ROOM : new PdqHits();
        Answer[] answers = new Answer[values.size()];
        Map<HashKind, Tally> tallies = new TreeMap<>();
        Map<HashKind, List<Integer>> digests = new TreeMap<>();
        for (int i = 0; i < answers.length; i++) {
            HashValue value = values.get(i);
            if (!value.kind().perceptual()) {
                digests.computeIfAbsent(value.kind(), none -> new ArrayList<>()).add(i);
                continue;
            }
            long begin = System.nanoTime();
            Leave leave = leave(value, asking);
            answers[i] = leave.whyNot.isEmpty() ? answer(value, leave, asking, hits) : Answer.notChecked(leave.whyNot);
            tallies.computeIfAbsent(value.kind(), none -> new Tally())
                    .add(answers[i])
                    .took(begin);
        }
        digests.forEach((kind, places) -> {
            long begin = System.nanoTime();
            Tally tally = new Tally();
            together(kind, values, places, asking, answers);
            places.forEach(place -> tally.add(answers[place]));
            tallies.put(kind, tally.took(begin));
        });
        if (counted(
                asking,
                asking.sentAs().isEmpty()
                        ? List.of()
                        : values.stream().map(HashValue::bytes).toList())) {
            tallies.forEach((kind, tally) -> counts.count(
                    asking.caller().holder(),
                    kind.name(),
                    tally.checks,
                    tally.unchecked,
                    tally.images,
                    tally.bySource,
                    tally.micros));
        }
        return List.of(answers);
    }

    /** Tests aren't counted, nor what was counted when it was sent before. */
    private boolean counted(Asking asking, Collection<byte[]> asked) {
        return !asking.test() && repeats.isNew(asking, asked);
    }

    /** Answers what was asked about digests of one kind, which are looked up together. */
    private void together(
            HashKind kind, List<HashValue> values, List<Integer> places, Asking asking, Answer[] answers) {
        byte[] digests = new byte[places.size() * kind.length()];
        for (int i = 0; i < places.size(); i++) {
            System.arraycopy(values.get(places.get(i)).bytes(), 0, digests, i * kind.length(), kind.length());
        }
        long[] numbers = new long[places.size()];
        known.find(kind, digests, numbers.length, asking.test(), numbers);
        boolean distances = asking.caller().roles().contains(Role.CHECKER_DISTANCE);
        for (int i = 0; i < numbers.length; i++) {
            SortedSet<Listing> listings = known.listings(numbers[i], asking.test());
            answers[places.get(i)] = Answer.of(listings, distances ? atNone(listings) : Map.of());
        }
    }

    /** A digest that matches is the listed one. */
    private static Map<Listing, Integer> atNone(SortedSet<Listing> listings) {
        return listings.stream().collect(Collectors.toMap(Function.identity(), listing -> 0));
    }

    /**
     * Checks a picture by all of its hashes. It is answered as not checked where it isn't listed by a digest and has no
     * perceptual hash that tells anything. Not kept.
     */
    Answer check(byte[] file, Asking asking) {
        return file(asking, 1, file, () -> pictured(file, asking));
    }

    /** Checks a file by its digests alone. Not kept. */
    Answer checkDigests(byte[] file, Asking asking) {
        return file(
                asking,
                0,
                file,
                () -> file.length > MOST_BYTES
                        ? Answer.notChecked("too-many-bytes")
                        : new Found(new PdqHits())
                                .with(Digests.of(file), asking)
                                .answer());
    }

    private Answer file(Asking asking, int perceptual, byte[] file, Supplier<Answer> work) {
        require();
        limits.admit(asking.caller(), 3, perceptual);
        long begin = System.nanoTime();
        Answer answer = work.get();
        if (counted(asking, List.of(file))) {
            Tally tally = new Tally().add(answer).took(begin);
            counts.count(
                    asking.caller().holder(),
                    CheckCounts.PICTURE,
                    tally.checks,
                    tally.unchecked,
                    tally.images,
                    tally.bySource,
                    tally.micros);
        }
        return answer;
    }

    private Answer pictured(byte[] file, Asking asking) {
        if (file.length > MOST_BYTES) {
            return Answer.notChecked("too-many-bytes");
        }
        Found found = new Found(new PdqHits()).with(Digests.of(file), asking);
        String whyNot = switch (pictures.look(file)) {
            case Pictures.Unseen unseen -> unseen.why();
            case Pictures.Seen seen -> {
                Leave leave = leave(seen.hash(), asking);
                if (leave.whyNot.isEmpty()) {
                    found.with(seen.hash(), leave, asking);
                }
                yield leave.whyNot;
            }
        };
        return found.listings.isEmpty() && !whyNot.isEmpty() ? Answer.notChecked(whyNot) : found.answer();
    }

    /** The perceptual hash of a picture, for a caller who asks for nothing else. Not kept, not counted, no list is asked. */
    Pictures.Look look(byte[] file, Caller caller) {
        limits.admit(caller, 0, 1);
        return file.length > MOST_BYTES ? new Pictures.Unseen("too-many-bytes") : pictures.look(file);
    }

    /** Lets in a question that needs no list. */
    void admit(Caller caller) {
        limits.admit(caller, 1, 0);
    }

    /** In how many bits a perceptual hash may differ from a listed one that it matches. */
    int radius() {
        return radius;
    }

    private Answer answer(HashValue value, Leave leave, Asking asking, PdqHits hits) {
        SortedSet<Listing> listings = known.listings(value, asking.test(), radius, hits);
        if (value.kind().perceptual() && !asking.test() && !listings.isEmpty()) {
            limits.matched(asking.caller(), PdqHash.of(value));
        }
        return Answer.of(
                listings,
                listings.isEmpty() || !leave.distances ? Map.of() : distances(value, listings, asking.test(), hits));
    }

    /** How far the nearest hash of each listing is. */
    private Map<Listing, Integer> distances(HashValue value, SortedSet<Listing> listings, boolean test, PdqHits hits) {
        if (!value.kind().perceptual()) {
            return atNone(listings);
        }
        Map<Listing, Integer> nearest = new TreeMap<>();
        for (int hit = 0; hit < hits.size(); hit++) {
            for (Listing listing : known.listings(hits.reference(hit), test)) {
                if (listings.contains(listing)) {
                    nearest.merge(listing, hits.distance(hit), Math::min);
                }
            }
        }
        return nearest;
    }

    /** What the lists say of several hashes of the same thing. */
    private final class Found {
        private final SortedSet<Listing> listings = new TreeSet<>();
        private final Map<Listing, Integer> distances = new TreeMap<>();
        private final PdqHits hits;

        Found(PdqHits hits) {
            this.hits = hits;
        }

        Found with(Digests digests, Asking asking) {
            for (HashValue digest : List.of(digests.md5(), digests.sha1(), digests.sha256())) {
                with(digest, leave(digest, asking), asking);
            }
            return this;
        }

        Found with(HashValue value, Leave leave, Asking asking) {
            Answer more = HashChecks.this.answer(value, leave, asking, hits);
            listings.addAll(more.listings());
            more.distances().forEach((listing, distance) -> distances.merge(listing, distance, Math::min));
            return this;
        }

        Answer answer() {
            return Answer.of(listings, distances);
        }
    }

    /**
     * How a question may be answered.
     *
     * @param whyNot a code why it isn't; {@code ""} if it is
     * @param distances whether with them
     */
    private record Leave(String whyNot, boolean distances) {
        static final Leave PLAIN = new Leave("", false);
        static final Leave FULL = new Leave("", true);

        static Leave of(boolean distances) {
            return distances ? FULL : PLAIN;
        }
    }

    private Leave leave(HashValue value, Asking asking) {
        boolean distances = asking.caller().roles().contains(Role.CHECKER_DISTANCE);
        return switch (value.kind()) {
            case MD5, SHA1, SHA256 -> Leave.of(distances);
            // Made-up lists have nothing to grope for.
            case PDQ ->
                asking.test() ? Leave.of(distances) : ruled(limits.rule(asking.caller(), PdqHash.of(value)), distances);
            case PHOTODNA -> new Leave("unsupported-kind", false);
        };
    }

    private static Leave ruled(ProbingGuard.Ruling ruling, boolean distances) {
        return switch (ruling) {
            case ANSWER -> Leave.of(distances);
            case ANSWER_BARELY -> Leave.PLAIN;
            case SLOWED, STOP -> new Leave("too-many-near-ones", false);
            case ENOUGH -> new Leave("too-many-today", false);
        };
    }

    private static Stream<Integer> sources(SortedSet<Listing> listings) {
        return listings.stream().map(Listing::source).distinct();
    }

    private static final class Tally {
        private final Map<Integer, Long> bySource = new TreeMap<>();
        private long checks;
        private long unchecked;
        private long images;
        private long micros;

        Tally took(long sinceNanos) {
            micros += (System.nanoTime() - sinceNanos) / NANOS_PER_MICRO;
            return this;
        }

        Tally add(Answer answer) {
            checks++;
            switch (answer.result()) {
                case MATCH -> {
                    images++;
                    sources(answer.listings()).forEach(source -> bySource.merge(source, 1L, Long::sum));
                }
                case NO_MATCH -> {}
                case NOT_CHECKED -> unchecked++;
            }
            return this;
        }
    }

    /**
     * Checks many digests of one kind, one behind the other.
     *
     * @return a number per digest, below 0 if it isn't listed
     */
    long[] check(HashKind kind, byte[] digests, Asking asking) {
        require();
        limits.admit(asking.caller(), digests.length / kind.length(), 0);
        long begin = System.nanoTime();
        int count = digests.length / kind.length();
        long[] references = new long[count];
        int listed = known.find(kind, digests, count, asking.test(), references);
        Map<Integer, Long> bySource = new TreeMap<>();
        if (listed > 0) {
            Map<Long, Long> byNumber = Arrays.stream(references)
                    .filter(reference -> reference >= 0)
                    .boxed()
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            byNumber.forEach((number, hits) -> sources(known.listings(number, asking.test()))
                    .forEach(source -> bySource.merge(source, hits, Long::sum)));
        }
        if (counted(asking, List.of(digests))) {
            counts.count(
                    asking.caller().holder(),
                    kind.name(),
                    count,
                    0,
                    listed,
                    bySource,
                    (System.nanoTime() - begin) / NANOS_PER_MICRO);
        }
        return references;
    }
}
