package nl.schoonnet.server.hashcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import nl.schoonnet.hashing.match.PdqHits;
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

    private final KnownHashes known;
    private final CheckCounts counts;
    private final CheckLimits limits;
    private final LegalBasis basis;
    private final java.time.InstantSource clock;
    private final int radius;

    HashChecks(
            KnownHashes known,
            CheckCounts counts,
            CheckLimits limits,
            LegalBasis basis,
            java.time.InstantSource clock,
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
            Answer answer = whyNot.isEmpty()
                    ? Answer.of(known.listings(value, test, radius, hits))
                    : Answer.notChecked(whyNot);
            answers.add(answer);
            tallies.computeIfAbsent(value.kind(), none -> new Tally())
                    .add(answer, (System.nanoTime() - begin) / NANOS_PER_MICRO);
        }
        if (!test) {
            tallies.forEach((kind, tally) -> counts.count(
                    caller.holder(), kind, tally.checks, tally.unchecked, tally.images, tally.bySource, tally.micros));
        }
        return answers;
    }

    private String whyNot(HashValue value, Caller caller, boolean test) {
        return switch (value.kind()) {
            case MD5, SHA1, SHA256 -> "";
            // Made-up lists have nothing to grope for.
            case PDQ -> test ? "" : limits.whyNot(caller, PdqHash.ofHex(value.hex()));
            case PHOTODNA -> "unsupported-kind";
        };
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
                    answer.listings().stream()
                            .map(Listing::source)
                            .distinct()
                            .forEach(source -> bySource.merge(source, 1L, Long::sum));
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
            for (long reference : references) {
                if (reference >= 0) {
                    SortedSet<Listing> set = known.listings(reference, test);
                    set.stream()
                            .map(Listing::source)
                            .distinct()
                            .forEach(source -> bySource.merge(source, 1L, Long::sum));
                }
            }
        }
        if (!test) {
            counts.count(
                    caller.holder(), kind, count, 0, listed, bySource, (System.nanoTime() - begin) / NANOS_PER_MICRO);
        }
        return references;
    }
}
