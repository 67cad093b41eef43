// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.schoonnet.hashing.pdq.PdqHash;
import org.jspecify.annotations.Nullable;

/**
 * Sees when somebody gropes for a listed PDQ hash: many questions near one another. Each answer of yes or no tells at most one
 * bit of it, and all questions that tell anything lie within the radius of the listed hash, so within twice that of one
 * another. After {@value #FREE} of them in a day (UTC) one an hour is answered, which leaves an asker who is 20 bits or more
 * away without the hundred bits that it lacks; the {@value #MOST}th stops the asker.
 *
 * <p>Questions are near one another if a chain of steps of at most {@value #NEAR} bits connects them. Neighbours are looked for
 * among questions that share 16 bits at one of 16 places: of two questions 60 bits apart one in five, so a neighbourhood of a
 * few is found as one. Who knows that can choose questions that share none; therefore each question that matched is compared
 * with all others of its asker, those before it and those after. Whatever tells anything of a listed hash lies within
 * {@value #NEAR} bits of any question that matched it. Questions that are the same count once. Safe for use by many threads.
 */
final class ProbingGuard {
    /** Bits within which two questions are near each other: twice the radius of a match. */
    static final int NEAR = 62;

    /**
     * Distinct questions near one another that may be answered with the distance in a day. Each tells five bits at most, so that
     * these and the yes and no of the others don't make up what an asker lacks who is 20 bits away.
     */
    static final int TOLD = 5;

    /** Distinct questions near one another that an asker may ask in a day. */
    static final int FREE = 50;

    /** So many stop the key. */
    static final int MOST = 200;

    /** Beyond {@link #FREE} one is answered in this time. */
    static final Duration SLOW = Duration.ofHours(1);

    /** That a question takes in memory, about. */
    static final int BYTES = 160;

    private static final int PLACES = 16;
    private static final int PLACE_BITS = 16;
    private static final int FIRST = 16;

    private final Map<String, Day> days = new ConcurrentHashMap<>();
    private final int mostPerDay;
    private final long room;

    /**
     * A guard that has seen nothing.
     *
     * @param mostPerDay distinct questions of an asker in a day, near or far
     * @param room for questions of all askers in memory, {@value #BYTES} bytes each
     */
    ProbingGuard(int mostPerDay, long room) {
        this.mostPerDay = mostPerDay;
        this.room = room;
    }

    private long taken() {
        return days.values().stream().mapToLong(day -> day.capacity).sum();
    }

    /** What is to be done with a question. */
    enum Ruling {
        /** Answer it, with all that the asker may know. */
        ANSWER,
        /** Answer it without the distance: near ones were asked. */
        ANSWER_BARELY,
        /** Don't answer it now: too many near ones were asked. */
        SLOWED,
        /** Don't answer it today: too many were asked. */
        ENOUGH,
        /** Don't answer this asker any more, and report it. */
        STOP
    }

    Ruling ask(String asker, PdqHash question, Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        Day day =
                days.compute(asker, (k, known) -> known == null || !known.begin.equals(today) ? new Day(today) : known);
        return day.ask(question, now);
    }

    /** A question that was answered matched: whatever else its asker asks near it gropes for the same. */
    void matched(String asker, PdqHash question) {
        Day day = days.get(asker);
        if (day != null) {
            day.matched(question);
        }
    }

    /** Forgets what an asker asked. */
    void forget(String asker) {
        days.remove(asker);
    }

    /** Forgets the days that are over. */
    void forget(Instant now) {
        days.values().removeIf(day -> !day.begin.equals(now.truncatedTo(ChronoUnit.DAYS)));
    }

    /** The questions of one asker in one day. */
    private final class Day {
        private final Instant begin;
        private volatile int capacity = FIRST;
        private PdqHash[] questions = new PdqHash[FIRST];
        /** Union and find: who stands for the neighbourhood, and how many it holds. */
        private int[] parent = new int[FIRST];

        private int[] size = new int[FIRST];
        private @Nullable Instant[] answered = new Instant[FIRST];
        /** Per place the newest question of each pattern of bits, and the one before it; -1 for none. As many as fit the number. */
        private final int[][] newest = new int[PLACES][];

        private final int[][] before = new int[PLACES][];
        private int count;

        /** Questions that matched. */
        private final Set<Integer> matched = new LinkedHashSet<>();

        Day(Instant begin) {
            this.begin = begin;
            chain();
        }

        synchronized Ruling ask(PdqHash question, Instant now) {
            int known = find(question);
            if (known < 0 && (count == mostPerDay || (count == capacity && taken() + capacity > room))) {
                return Ruling.ENOUGH;
            }
            int number = known >= 0 ? known : add(question);
            int root = root(number);
            if (size[root] >= MOST) {
                return Ruling.STOP;
            }
            if (size[root] > FREE) {
                Instant last = answered[root];
                if (last != null && now.isBefore(last.plus(SLOW))) {
                    return Ruling.SLOWED;
                }
            }
            answered[root] = now;
            return size[root] > TOLD ? Ruling.ANSWER_BARELY : Ruling.ANSWER;
        }

        private int find(PdqHash question) {
            for (int other = newest[0][pattern(question, 0)]; other >= 0; other = before[0][other]) {
                if (questions[other].equals(question)) {
                    return other;
                }
            }
            return -1;
        }

        private int add(PdqHash question) {
            if (count == capacity) {
                grow();
            }
            int number = count;
            count++;
            questions[number] = question;
            parent[number] = number;
            size[number] = 1;
            for (int place = 0; place < PLACES; place++) {
                int pattern = pattern(question, place);
                for (int other = newest[place][pattern]; other >= 0; other = before[place][other]) {
                    uniteIfNear(number, other);
                }
                link(place, pattern, number);
            }
            matched.forEach(other -> uniteIfNear(number, other));
            return number;
        }

        synchronized void matched(PdqHash question) {
            int number = find(question);
            if (number >= 0 && matched.add(number)) {
                for (int other = 0; other < count; other++) {
                    uniteIfNear(number, other);
                }
            }
        }

        private void uniteIfNear(int one, int other) {
            if (questions[one].distance(questions[other]) <= NEAR) {
                unite(one, other);
            }
        }

        private void link(int place, int pattern, int number) {
            before[place][number] = newest[place][pattern];
            newest[place][pattern] = number;
        }

        /** Chains for as many questions as there is room for. */
        private void chain() {
            for (int place = 0; place < PLACES; place++) {
                newest[place] = new int[Math.min(capacity, 1 << PLACE_BITS)];
                before[place] = new int[capacity];
                Arrays.fill(newest[place], -1);
                for (int number = 0; number < count; number++) {
                    link(place, pattern(questions[number], place), number);
                }
            }
        }

        private int pattern(PdqHash question, int place) {
            long word = switch (place / 4) {
                case 0 -> question.bits255to192();
                case 1 -> question.bits191to128();
                case 2 -> question.bits127to64();
                default -> question.bits63to0();
            };
            return (int) (word >>> (PLACE_BITS * (place % 4))) & (newest[place].length - 1);
        }

        private void grow() {
            capacity = 2 * capacity;
            questions = Arrays.copyOf(questions, capacity);
            parent = Arrays.copyOf(parent, capacity);
            size = Arrays.copyOf(size, capacity);
            answered = Arrays.copyOf(answered, capacity);
            chain();
        }

        private int root(int number) {
            int at = number;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }

        private void unite(int one, int other) {
            int first = root(one);
            int second = root(other);
            if (first == second) {
                return;
            }
            int large = size[first] >= size[second] ? first : second;
            int small = large == first ? second : first;
            parent[small] = large;
            size[large] += size[small];
            answered[large] = later(answered[large], answered[small]);
        }

        private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
            if (one == null || other == null) {
                return one == null ? other : one;
            }
            return one.isAfter(other) ? one : other;
        }
    }
}
