// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import nl.schoonnet.observing.verdict.ControlAnswer;

/**
 * Keeps how hosts answered to a control path, so that none is asked more than once an hour. Safe for many threads; those
 * that need an answer which another thread is asking for wait for it.
 */
public final class Controls {
    private final Duration interval;
    private final int most;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Kept(Instant askedAt, CompletableFuture<Optional<ControlAnswer>> answer) {}

    /** At most this many hosts, once an hour each. */
    public Controls(int most, InstantSource clock) {
        this(Duration.ofHours(1), most, clock);
    }

    /**
     * With another interval.
     *
     * @param most hosts kept; over it the one longest unused is forgotten
     */
    public Controls(Duration interval, int most, InstantSource clock) {
        if (!interval.isPositive() || most < 1) {
            throw new IllegalArgumentException("interval and size are positive");
        }
        this.interval = interval;
        this.most = most;
        this.clock = clock;
    }

    /**
     * The answer of this interval; asks for it if nobody has.
     *
     * @param origin scheme, host and port
     * @param ask gives empty if it could not ask, which is not kept
     * @param within the longest wait for another thread's question
     */
    Optional<ControlAnswer> answer(String origin, Supplier<Optional<ControlAnswer>> ask, Duration within) {
        Kept mine = new Kept(clock.instant(), new CompletableFuture<>());
        Optional<Kept> known = knownOr(origin, mine);
        if (known.isPresent()) {
            return waited(known.get().answer, within);
        }
        Optional<ControlAnswer> answer = Optional.empty();
        try {
            answer = ask.get();
        } finally {
            if (answer.isEmpty()) {
                forget(origin, mine);
            }
            mine.answer.complete(answer);
        }
        return answer;
    }

    /** What is known of the host; if nothing is, the question is now ours. */
    private Optional<Kept> knownOr(String origin, Kept mine) {
        lock.lock();
        try {
            Instant now = mine.askedAt;
            Kept found = kept.get(origin);
            if (found != null && now.isBefore(found.askedAt.plus(interval)) && !now.isBefore(found.askedAt)) {
                return Optional.of(found);
            }
            kept.put(origin, mine);
            if (kept.size() > most) {
                kept.remove(kept.keySet().iterator().next());
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void forget(String origin, Kept entry) {
        lock.lock();
        try {
            kept.remove(origin, entry);
        } finally {
            lock.unlock();
        }
    }

    private static Optional<ControlAnswer> waited(CompletableFuture<Optional<ControlAnswer>> answer, Duration within) {
        try {
            return answer.get(Math.max(1, within.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
