// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Answers whether hashes are listed, and counts that it did. */
@Service
class HashChecks {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final Limits LIMITS = Limits.standard();
    private static final int PICTURES_AT_ONCE = 16;

    private final KnownHashes known;
    private final CheckCounts counts;
    private final CheckLimits limits;
    private final LegalBasis basis;
    private final InstantSource clock;
    private final int radius;
    private final PictureReader pictures = new PictureReader(LIMITS, System::nanoTime);

    /** Pictures are decoded by so many threads at most, each of which takes memory. */
    private final Semaphore atOnce = new Semaphore(PICTURES_AT_ONCE);

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

    /** Checks some hashes of any kind, in their order. */
    List<Answer> check(List<HashValue> values, Caller caller, boolean test) {
        require();
        long perceptual = values.stream().filter(v -> v.kind().perceptual()).count();
        limits.admit(caller, values.size() - perceptual, perceptual);
        PdqHits hits = new PdqHits();
        List<Answer> answers = new ArrayList<>(values.size());
        Map<HashKind, Tally> tallies = new TreeMap<>();
        for (HashValue value : values) {
            long begin = System.nanoTime();
            String whyNot = whyNot(value, caller, test);
            Answer answer =
                    whyNot.isEmpty() ? Answer.of(known.listings(value, test, radius, hits)) : Answer.notChecked(whyNot);
            answers.add(answer);
            tallies.computeIfAbsent(value.kind(), none -> new Tally())
                    .add(answer, (System.nanoTime() - begin) / NANOS_PER_MICRO);
        }
        if (!test) {
            tallies.forEach((kind, tally) -> counts.count(
                    caller.holder(),
                    kind.name(),
                    tally.checks,
                    tally.unchecked,
                    tally.images,
                    tally.bySource,
                    tally.micros));
        }
        return answers;
    }

    /**
     * Checks a picture by all of its hashes. It is answered as not checked where it isn't listed by a digest and has no
     * perceptual hash that tells anything. Not kept.
     *
     * @param file 32 MiB at most are read
     */
    Answer check(InputStream file, Caller caller, boolean test) throws IOException {
        require();
        limits.admit(caller, 3, 1);
        long begin = System.nanoTime();
        Answer answer = pictured(file, caller, test);
        if (!test) {
            Tally tally = new Tally();
            tally.add(answer, (System.nanoTime() - begin) / NANOS_PER_MICRO);
            counts.count(
                    caller.holder(),
                    CheckCounts.PICTURE,
                    tally.checks,
                    tally.unchecked,
                    tally.images,
                    tally.bySource,
                    tally.micros);
        }
        return answer;
    }

    private Answer pictured(InputStream file, Caller caller, boolean test) throws IOException {
        if (!atOnce.tryAcquire()) {
            return Answer.notChecked("busy");
        }
        try {
            byte[] bytes = file.readNBytes(LIMITS.bytes() + 1);
            if (bytes.length > LIMITS.bytes()) {
                return Answer.notChecked("too-many-bytes");
            }
            PdqHits hits = new PdqHits();
            Digests digests = Digests.of(bytes);
            SortedSet<Listing> found = new TreeSet<>();
            found.addAll(known.listings(digests.md5(), test, radius, hits));
            found.addAll(known.listings(digests.sha1(), test, radius, hits));
            found.addAll(known.listings(digests.sha256(), test, radius, hits));
            String whyNot = perceptual(bytes, caller, test, found, hits);
            return found.isEmpty() && !whyNot.isEmpty() ? Answer.notChecked(whyNot) : Answer.of(found);
        } finally {
            atOnce.release();
        }
    }

    /** Adds who lists the perceptual hash; a code why there is none that tells anything, else {@code ""}. */
    private String perceptual(byte[] file, Caller caller, boolean test, SortedSet<Listing> found, PdqHits hits) {
        return switch (pictures.read(file)) {
            case Decoded.Refused refused ->
                refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
            case Decoded.Picture picture -> {
                Pdq pdq = Pdq.of(picture.luma());
                if (pdq.quality() < Pdq.USABLE) {
                    yield "quality-too-low";
                }
                HashValue value = value(HashKind.PDQ, pdq.hash().hex());
                String whyNot = whyNot(value, caller, test);
                if (whyNot.isEmpty()) {
                    found.addAll(known.listings(value, test, radius, hits));
                }
                yield whyNot;
            }
        };
    }

    private static HashValue value(HashKind kind, String hex) {
        return HashValue.read(kind, hex)
                .orElseThrow(() -> new IllegalStateException("A hash that was just made has the form of its kind."));
    }

    private String whyNot(HashValue value, Caller caller, boolean test) {
        return switch (value.kind()) {
            case MD5, SHA1, SHA256 -> "";
            // Made-up lists have nothing to grope for.
            case PDQ -> test ? "" : limits.whyNot(caller, PdqHash.of(value));
            case PHOTODNA -> "unsupported-kind";
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

        void add(Answer answer, long took) {
            checks++;
            micros += took;
            switch (answer.result()) {
                case MATCH -> {
                    images++;
                    sources(answer.listings()).forEach(source -> bySource.merge(source, 1L, Long::sum));
                }
                case NO_MATCH -> {}
                case NOT_CHECKED -> unchecked++;
            }
        }
    }

    /**
     * Checks many digests of one kind, one behind the other.
     *
     * @return a number per digest, below 0 if it isn't listed
     */
    long[] check(HashKind kind, byte[] digests, Caller caller, boolean test) {
        require();
        limits.admit(caller, digests.length / kind.length(), 0);
        long begin = System.nanoTime();
        int count = digests.length / kind.length();
        long[] references = new long[count];
        int listed = known.find(kind, digests, count, test, references);
        Map<Integer, Long> bySource = new TreeMap<>();
        if (listed > 0) {
            Map<Long, Long> byNumber = Arrays.stream(references)
                    .filter(reference -> reference >= 0)
                    .boxed()
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            byNumber.forEach((number, hits) ->
                    sources(known.listings(number, test)).forEach(source -> bySource.merge(source, hits, Long::sum)));
        }
        if (!test) {
            counts.count(
                    caller.holder(),
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
