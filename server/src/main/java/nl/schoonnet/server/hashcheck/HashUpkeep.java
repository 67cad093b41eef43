// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The threads that follow the hash lists and keep them in order, follow stops and write counts. Of their own: at
 * the stop they end before what isn't saved yet is saved.
 */
@Component
class HashUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(HashUpkeep.class);
    private static final Duration FOLLOW = Duration.ofMillis(250);
    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final Duration WRITE = Duration.ofMillis(500);
    private static final Duration STOPS = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KnownHashes known;
    private final CheckCounts counts;
    private final CheckLimits limits;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            4, Thread.ofPlatform().daemon().name("hash-lists-", 0).factory());

    HashUpkeep(KnownHashes known, CheckCounts counts, CheckLimits limits) {
        this.known = known;
        this.counts = counts;
        this.limits = limits;
    }

    /** Lists are read while the rest of the application starts. */
    @PostConstruct
    void begin() {
        every(Duration.ZERO, FOLLOW, known::follow);
        every(KEEP, KEEP, () -> known.keep(false));
        every(WRITE, WRITE, counts::write);
        every(Duration.ZERO, STOPS, limits::follow);
    }

    private void every(Duration first, Duration delay, Runnable work) {
        var _ = threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        // One that escaped would be the last, and nobody would know: lists would stay as they are.
                        LOG.error("The hash check can't be kept in order; it is tried again", e);
                    }
                },
                first.toMillis(),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Saves what isn't saved yet, what came in the last moment too: the next start is short. */
    @PreDestroy
    void end() throws InterruptedException {
        threads.execute(known::follow);
        threads.shutdown();
        if (threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            known.keep(true);
        }
    }
}
