// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.flipped;
import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has something that matches looks for the listed hash itself, over HTTP, from the first moment of a day to its
 * last: with a key that learns yes and no, and with one that learns distances.
 */
class DayAttackTests {
    private static final Pattern DISTANCE = Pattern.compile("\"distance\":(\\d+)");
    private static final int RADIUS = 31;
    private static final int BLOCK = 16;

    /** A clock that is moved by hand. */
    private static final class Hand extends Clock {
        private volatile Instant now = Instant.parse("2026-05-04T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The day is over, or the key was stopped. */
    private static final class OverException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * What an asker learns.
     *
     * @param distance empty if it isn't told
     */
    private record Told(boolean match, OptionalInt distance) {}

    private final Hand clock = new Hand();

    /** What is known of the listed hash when there is nothing more to ask. */
    private String best = "";

    private static String near(String listed, int bits) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, PdqHash.BITS).boxed().toList());
        Collections.shuffle(order, new Random(bits));
        String at = listed;
        for (int bit : order.subList(0, bits)) {
            at = flipped(at, bit);
        }
        return at;
    }

    private static int distance(String one, String other) {
        return PdqHash.ofHex(one).distance(PdqHash.ofHex(other));
    }

    /** Out to the edge of the radius, then each bit: at the edge one towards the listed hash matches, one away from it doesn't. */
    private void climb(String from, Function<String, Told> ask) {
        String edge = from;
        int out = 0;
        while (ask.apply(flipped(edge, out)).match) {
            edge = flipped(edge, out);
            out++;
        }
        String beyond = flipped(edge, out);
        best = edge;
        for (int bit = 0; bit < PdqHash.BITS; bit++) {
            if (bit != out && ask.apply(flipped(beyond, bit)).match) {
                best = flipped(best, bit);
            }
        }
    }

    /** By distances: how many bits of a block are wrong tells its distance when it is turned round; halves of it tell which. */
    private void divide(String from, Function<String, Told> ask) {
        best = from;
        int wrong = ask.apply(from).distance.orElseThrow(OverException::new);
        for (int begin = 0; begin < PdqHash.BITS; begin += BLOCK) {
            divide(from, wrong, begin, begin + BLOCK, wrongIn(from, wrong, begin, begin + BLOCK, ask), ask);
        }
    }

    private void divide(String from, int all, int begin, int end, int wrong, Function<String, Told> ask) {
        if (wrong == 0) {
            return;
        }
        if (wrong == end - begin) {
            best = turned(best, begin, end);
            return;
        }
        int middle = (begin + end) / 2;
        int left = wrongIn(from, all, begin, middle, ask);
        divide(from, all, begin, middle, left, ask);
        divide(from, all, middle, end, wrong - left, ask);
    }

    private static int wrongIn(String from, int all, int begin, int end, Function<String, Told> ask) {
        int now = ask.apply(turned(from, begin, end)).distance.orElseThrow(OverException::new);
        return (all + end - begin - now) / 2;
    }

    private static String turned(String hex, int begin, int end) {
        String at = hex;
        for (int bit = begin; bit < end; bit++) {
            at = flipped(at, bit);
        }
        return at;
    }

    /** Somebody who isn't guarded. */
    private static Told oracle(String listed, String question) {
        int distance = distance(listed, question);
        return distance <= RADIUS ? new Told(true, OptionalInt.of(distance)) : new Told(false, OptionalInt.empty());
    }

    /** Asks the service; waits an hour where it doesn't answer, to the end of the day. */
    private Told asked(TestService service, String key, String question) {
        while (true) {
            HttpResponse<String> answer;
            try {
                answer = service.post("/api/v1/checks", key, "{\"kind\":\"pdq\",\"hash\":\"" + question + "\"}");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            if (answer.statusCode() == 403) {
                throw new OverException();
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            if (answer.body().contains("not-checked")) {
                clock.now = clock.now.plus(Duration.ofMinutes(61));
                if (!clock.now.isBefore(Instant.parse("2026-05-05T00:00:00Z"))) {
                    throw new OverException();
                }
                continue;
            }
            Matcher distance = DISTANCE.matcher(answer.body());
            return new Told(
                    answer.body().contains("\"match\""),
                    distance.find() ? OptionalInt.of(Integer.parseInt(distance.group(1))) : OptionalInt.empty());
        }
    }

    @Test
    void a_day_isn_t_enough_to_find_a_listed_hash_from_one_near_it(@TempDir Path data) throws Exception {
        String plainly = hash("climbed to", 32);
        String divided = hash("divided down to", 32);
        climb(near(plainly, 20), question -> oracle(plainly, question));
        assertThat(best).as("the attack works").isEqualTo(plainly);
        divide(near(divided, 10), question -> oracle(divided, question));
        assertThat(best).as("the attack works").isEqualTo(divided);
        try (TestService service = TestService.in(data, Map.of(), clock)) {
            service.source("attacked", false);
            service.taken("attacked", "pdq " + plainly + "\npdq " + divided);
            String plain = service.key("Plain attacker", Role.CHECKER);
            fails(() -> climb(near(plainly, 20), question -> asked(service, plain, question)));
            assertThat(distance(best, plainly)).as("bits that are still wrong").isGreaterThan(10);
            clock.now = Instant.parse("2026-05-04T00:00:00Z");
            String entitled =
                    service.key("Entitled attacker", Role.CHECKER, Role.CHECKER_DETAIL, Role.CHECKER_DISTANCE);
            fails(() -> divide(near(divided, 10), question -> asked(service, entitled, question)));
            // What distances told of the first blocks it keeps, and goes on with yes and no.
            String left = best;
            fails(() -> climb(left, question -> asked(service, entitled, question)));
            assertThat(distance(best, divided)).as("bits that are still wrong").isGreaterThan(0);
        }
    }

    private static void fails(Runnable attack) {
        boolean over = false;
        try {
            attack.run();
        } catch (OverException e) {
            over = true;
        }
        assertThat(over).as("the attack ends before its time").isTrue();
    }
}
