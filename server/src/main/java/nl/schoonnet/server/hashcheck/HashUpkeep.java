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
 * The threads that follow the hash lists and keep them in order. Of their own: reading, sorting and saving millions takes
 * seconds to minutes, for which nothing else is to wait, and saving isn't to keep a new hash from being seen.
 */
@Component
class HashUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(HashUpkeep.class);
    private static final Duration FOLLOW = Duration.ofMillis(250);
    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KnownHashes known;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("hash-lists-", 0).factory());

    HashUpkeep(KnownHashes known) {
        this.known = known;
    }

    /** Lists are read while the rest of the application starts. */
    @PostConstruct
    void begin() {
        every(Duration.ZERO, FOLLOW, known::follow);
        every(KEEP, KEEP, () -> known.keep(false));
    }

    private void every(Duration first, Duration delay, Runnable work) {
        var _ = threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        // One that escaped would be the last.
                        LOG.error("The hash lists can't be kept in order; it is tried again", e);
                    }
                },
                first.toMillis(),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Saves what isn't saved yet: the next start is short. */
    @PreDestroy
    void end() throws InterruptedException {
        threads.shutdown();
        if (threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            known.keep(true);
        }
    }
}
