// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.server.hashcheck.ProbingGuard.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbingGuardTests {
    private static final Instant MORNING = Instant.parse("2026-05-04T06:00:00Z");
    private static final int RADIUS = 31;

    private final ProbingGuard guard = new ProbingGuard(100_000, 1_000_000);

    private static PdqHash random(SplittableRandom random) {
        return new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private static PdqHash flip(PdqHash hash, int bit) {
        long mask = 1L << (bit % 64);
        return switch (bit / 64) {
            case 0 ->
                new PdqHash(hash.bits255to192(), hash.bits191to128(), hash.bits127to64(), hash.bits63to0() ^ mask);
            case 1 ->
                new PdqHash(hash.bits255to192(), hash.bits191to128(), hash.bits127to64() ^ mask, hash.bits63to0());
            case 2 ->
                new PdqHash(hash.bits255to192(), hash.bits191to128() ^ mask, hash.bits127to64(), hash.bits63to0());
            default ->
                new PdqHash(hash.bits255to192() ^ mask, hash.bits191to128(), hash.bits127to64(), hash.bits63to0());
        };
    }

    private static PdqHash flipped(PdqHash hash, int bits, SplittableRandom random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 256).boxed().toList());
        Collections.shuffle(order, new Random(random.nextLong()));
        PdqHash at = hash;
        for (int bit : order.subList(0, bits)) {
            at = flip(at, bit);
        }
        return at;
    }

    private static boolean answered(Ruling ruling) {
        return ruling == Ruling.ANSWER || ruling == Ruling.ANSWER_BARELY;
    }

    @Test
    void somebody_who_checks_what_is_uploaded_is_never_slowed() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 50_000; i++) {
            assertThat(guard.ask("host", random(random), MORNING)).isEqualTo(Ruling.ANSWER);
        }
    }

    @Test
    void the_same_question_counts_once_however_often_it_is_asked() {
        PdqHash question = random(new SplittableRandom(2));
        for (int i = 0; i < 1_000; i++) {
            assertThat(guard.ask("host", question, MORNING)).isEqualTo(Ruling.ANSWER);
        }
    }

    @Test
    void after_fifty_near_ones_one_an_hour_is_answered_and_others_as_before() {
        SplittableRandom random = new SplittableRandom(3);
        PdqHash base = random(random);
        for (int i = 0; i < ProbingGuard.FREE; i++) {
            assertThat(guard.ask("host", flip(base, i), MORNING))
                    .isEqualTo(i < ProbingGuard.TOLD ? Ruling.ANSWER : Ruling.ANSWER_BARELY);
        }
        assertThat(guard.ask("host", flip(base, 60), MORNING)).isEqualTo(Ruling.SLOWED);
        assertThat(guard.ask("host", random(random), MORNING)).isEqualTo(Ruling.ANSWER);
        assertThat(guard.ask("other", flip(base, 61), MORNING)).isEqualTo(Ruling.ANSWER);
        Instant later = MORNING.plus(ProbingGuard.SLOW);
        assertThat(guard.ask("host", flip(base, 62), later)).isEqualTo(Ruling.ANSWER_BARELY);
        assertThat(guard.ask("host", flip(base, 63), later)).isEqualTo(Ruling.SLOWED);
    }

    @Test
    void the_two_hundredth_stops_the_key_though_most_were_not_answered() {
        PdqHash base = random(new SplittableRandom(4));
        List<Ruling> rulings = IntStream.range(0, ProbingGuard.MOST)
                .mapToObj(i -> guard.ask("host", flip(base, i), MORNING))
                .toList();
        assertThat(rulings.subList(0, ProbingGuard.MOST - 1)).doesNotContain(Ruling.STOP);
        assertThat(rulings.getLast()).isEqualTo(Ruling.STOP);
    }

    @Test
    void the_next_day_begins_anew() {
        PdqHash base = random(new SplittableRandom(5));
        for (int i = 0; i < 100; i++) {
            guard.ask("host", flip(base, i), MORNING);
        }
        assertThat(guard.ask("host", flip(base, 200), MORNING.plus(Duration.ofDays(1))))
                .isEqualTo(Ruling.ANSWER);
    }

    /** Questions scattered as far from one another as they can be and still tell something. */
    @Test
    void scattering_the_questions_around_the_target_doesn_t_hide_them() {
        SplittableRandom random = new SplittableRandom(6);
        PdqHash target = random(random);
        int answered = 0;
        for (int i = 0; i < 400; i++) {
            answered += answered(guard.ask("host", flipped(target, RADIUS, random), MORNING)) ? 1 : 0;
        }
        // The first few aren't known for neighbours yet; each of them may have its own fifty at most until a chain is
        // found.
        assertThat(answered).isLessThan(2 * ProbingGuard.FREE);
    }

    @Test
    void more_questions_than_are_kept_in_memory_wait_for_the_next_day() {
        ProbingGuard small = new ProbingGuard(10, 1_000);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10; i++) {
            assertThat(small.ask("host", random(random), MORNING)).isEqualTo(Ruling.ANSWER);
        }
        assertThat(small.ask("host", random(random), MORNING)).isEqualTo(Ruling.ENOUGH);
    }

    /** Keys that ask as much as they may are no reason for the server to run out of memory. */
    @Test
    void questions_of_all_together_take_no_more_memory_than_they_may() {
        ProbingGuard narrow = new ProbingGuard(1_000, 100);
        SplittableRandom random = new SplittableRandom(9);
        List<Ruling> rulings = IntStream.range(0, 1_000)
                .mapToObj(i -> narrow.ask("host " + i % 4, random(random), MORNING))
                .toList();
        assertThat(rulings.stream().filter(ruling -> ruling == Ruling.ANSWER)).hasSizeBetween(64, 100);
        assertThat(rulings.getLast()).isEqualTo(Ruling.ENOUGH);
        assertThat(narrow.ask("host 0", random(random), MORNING.plus(Duration.ofDays(1))))
                .isEqualTo(Ruling.ANSWER);
    }

    /**
     * An attack: from a question that matches out to the edge of the radius, then bit by bit: at the edge a flip towards the
     * listed hash matches and one away from it doesn't.
     */
    private Optional<PdqHash> climb(PdqHash listed, PdqHash nearHit, Instant begin, Duration patience) {
        Instant now = begin;
        Instant end = begin.plus(patience);
        PdqHash edge = nearHit;
        int bit = 0;
        while (bit < 256) {
            PdqHash next = flip(edge, bit);
            Optional<Boolean> match = asked(listed, next, now);
            if (match.isEmpty()) {
                now = now.plus(Duration.ofMinutes(5));
                if (!now.isBefore(end)) {
                    return Optional.empty();
                }
                continue;
            }
            bit++;
            if (!match.get()) {
                break;
            }
            edge = next;
        }
        PdqHash guess = edge;
        for (int i = 0; i < 256; i++) {
            Optional<Boolean> match = asked(listed, flip(flip(edge, bit - 1), i), now);
            while (match.isEmpty()) {
                now = now.plus(Duration.ofMinutes(5));
                if (!now.isBefore(end)) {
                    return Optional.empty();
                }
                match = asked(listed, flip(flip(edge, bit - 1), i), now);
            }
            if (match.get() && i != bit - 1) {
                guess = flip(guess, i);
            }
        }
        return Optional.of(guess);
    }

    private boolean guarded = true;

    private Optional<Boolean> asked(PdqHash listed, PdqHash question, Instant now) {
        if (guarded && !answered(guard.ask("attacker", question, now))) {
            return Optional.empty();
        }
        boolean match = listed.distance(question) <= RADIUS;
        if (guarded && match) {
            guard.matched("attacker", question);
        }
        return Optional.of(match);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 25, 31})
    void an_attack_that_would_find_a_listed_hash_doesn_t_within_a_day(int distance) {
        SplittableRandom random = new SplittableRandom(8 + distance);
        PdqHash listed = random(random);
        PdqHash nearHit = flipped(listed, distance, random);
        guarded = false;
        assertThat(climb(listed, nearHit, MORNING, Duration.ofHours(17))).contains(listed);
        guarded = true;
        assertThat(climb(listed, nearHit, MORNING, Duration.ofHours(17))).isEmpty();
    }

    /**
     * An attack that knows how neighbours are looked for: 16 neighbourhoods of questions, of which no two from different ones
     * share 16 bits at any of the 16 places. In each: out to the edge, then some bits.
     */
    private PdqHash scattered(PdqHash listed, PdqHash nearHit) {
        Set<List<Integer>> taken = new HashSet<>();
        Set<Integer> left = new TreeSet<>(IntStream.range(0, 256).boxed().toList());
        PdqHash guess = nearHit;
        for (int neighbourhood = 0; neighbourhood < 16; neighbourhood++) {
            int[] turned = new int[16];
            for (int place = 0; place < 16; place++) {
                turned[place] = 1 << (neighbourhood + place) % 16;
            }
            int asked = 1;
            boolean within = asked(listed, with(nearHit, turned), MORNING).orElse(false);
            for (int bit = 0; within && bit < 256; bit++) {
                if (taken.add(List.of(bit / 16, turned[bit / 16] | 1 << bit % 16))) {
                    turned[bit / 16] |= 1 << bit % 16;
                    asked++;
                    within = asked(listed, with(nearHit, turned), MORNING).orElse(false);
                }
            }
            for (int bit : List.copyOf(left)) {
                int[] tried = turned.clone();
                tried[bit / 16] |= 1 << bit % 16;
                if (asked < ProbingGuard.FREE
                        && tried[bit / 16] != turned[bit / 16]
                        && taken.add(List.of(bit / 16, tried[bit / 16]))) {
                    asked++;
                    Optional<Boolean> towards = asked(listed, with(nearHit, tried), MORNING);
                    towards.ifPresent(match -> left.remove(bit));
                    guess = towards.orElse(false) ? flip(guess, bit) : guess;
                }
            }
        }
        return guess;
    }

    /** Turns bits of each place round. */
    private static PdqHash with(PdqHash hash, int[] turned) {
        PdqHash at = hash;
        for (int bit = 0; bit < 256; bit++) {
            at = (turned[bit / 16] >> bit % 16 & 1) == 1 ? flip(at, bit) : at;
        }
        return at;
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16})
    void questions_that_share_no_sixteen_bits_with_one_another_are_seen_too(int distance) {
        SplittableRandom random = new SplittableRandom(80 + distance);
        PdqHash listed = random(random);
        PdqHash nearHit = flipped(listed, distance, random);
        guarded = false;
        int unguarded = scattered(listed, nearHit).distance(listed);
        guarded = true;
        int left = scattered(listed, nearHit).distance(listed);
        // A few bits at the edge go untried.
        assertThat(unguarded).as("the attack works").isLessThan(distance / 3);
        assertThat(left).as("bits that are still wrong").isGreaterThan(distance / 2);
    }
}
