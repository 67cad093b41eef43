// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * The name servers of domains, each domain asked for at most once a day; after no answer, once an hour. Kept in memory only.
 * Safe for many threads: those that want the same domain wait for one question.
 */
final class Delegations {
    private static final int MOST = 100_000;
    private static final Duration FRESH = Duration.ofDays(1);
    private static final Duration AFTER_SILENCE = Duration.ofHours(1);

    /** A look doesn't wait longer for what it can do without. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final BiFunction<String, Duration, List<String>> question;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    private record Kept(Instant asked, CompletableFuture<List<String>> answer) {
        boolean serves(Instant now) {
            boolean silent = answer.isDone() && answer.getNow(List.of()).isEmpty();
            Duration lasts = silent ? AFTER_SILENCE : FRESH;
            return !now.isBefore(asked) && now.isBefore(asked.plus(lasts));
        }
    }

    /**
     * Keeps nothing yet.
     *
     * @param question asks for the name servers of a domain, within a time; empty if they can't be known
     */
    Delegations(BiFunction<String, Duration, List<String>> question, InstantSource clock) {
        this.question = question;
        this.clock = clock;
    }

    /** In lower case, in the order of the alphabet; empty if they can't be known within this time. */
    List<String> of(String domain, Duration within) {
        Duration wait = within.compareTo(LONGEST) < 0 ? within : LONGEST;
        CompletableFuture<List<String>> own = new CompletableFuture<>();
        Kept known;
        boolean mine;
        lock.lock();
        try {
            Instant now = clock.instant();
            known = kept.get(domain);
            mine = known == null || !known.serves(now);
            if (known == null || mine) {
                known = new Kept(now, own);
                kept.put(domain, known);
            }
        } finally {
            lock.unlock();
        }
        if (!mine) {
            return waited(known.answer, wait);
        }
        try {
            own.complete(question.apply(domain, wait).stream().sorted().toList());
        } finally {
            own.complete(List.of());
        }
        return own.join();
    }

    private static List<String> waited(CompletableFuture<List<String>> answer, Duration wait) {
        try {
            return answer.get(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
