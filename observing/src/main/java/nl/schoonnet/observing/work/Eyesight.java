// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.observing.look.Deferred;
import nl.schoonnet.observing.look.Look;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.look.Order;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Whether a vantage point sees: it looks at sites that are known to be there, as it looks at anything else. If most of those
 * that were asked aren't seen, it is blind since it last saw them. Safe for many threads; none waits for another's looks.
 */
public final class Eyesight {
    private static final Judgement STOPPED = new Judgement.Undecided(Judgement.Cause.STOPPED);

    private final List<String> controls;
    private final Duration interval;
    private final Looker looker;
    private final InstantSource clock;
    private final List<BlindSpan> ended = new ArrayList<>();
    private @Nullable Instant asked;
    private @Nullable Instant seen;
    private volatile @Nullable Instant blindSince;
    private volatile boolean known;

    /**
     * Looks at these sites every minute.
     *
     * @param controls URLs of pages that are always there; none: blindness can't be noticed
     */
    public Eyesight(List<String> controls, Looker looker, InstantSource clock) {
        this(controls, Duration.ofMinutes(1), looker, clock);
    }

    /** With another interval. */
    public Eyesight(List<String> controls, Duration interval, Looker looker, InstantSource clock) {
        this.controls = List.copyOf(controls);
        this.interval = interval;
        this.looker = looker;
        this.clock = clock;
        this.known = controls.isEmpty();
    }

    /** Looks at the sites, if it is time to; by one thread at a time. */
    void check() {
        Instant now = clock.instant();
        if (controls.isEmpty() || !begins(now)) {
            return;
        }
        int answered = 0;
        int failed = 0;
        for (String control : controls) {
            switch (looker.look(Order.of(control, Level.HEADERS))) {
                // A look that politeness put off says nothing.
                case Deferred later -> {}
                case Look look -> {
                    if (look.judgement().equals(STOPPED)) {
                        again();
                        return;
                    }
                    Verdict verdict =
                            look.judgement().observed().map(Reason::verdict).orElse(Verdict.UNKNOWN);
                    if (verdict == Verdict.AVAILABLE) {
                        answered++;
                    } else {
                        failed++;
                    }
                }
            }
        }
        if (answered + failed > 0) {
            judge(now, failed > answered);
        }
        known = true;
    }

    private synchronized boolean begins(Instant now) {
        Instant last = asked;
        boolean due = last == null || now.isBefore(last) || !now.isBefore(last.plus(interval));
        if (due) {
            asked = now;
        }
        return due;
    }

    /** Looks that were stopped say nothing; the sites are looked at once looks may be made. */
    private synchronized void again() {
        asked = null;
    }

    private synchronized void judge(Instant now, boolean blind) {
        Instant since = blindSince;
        if (blind) {
            if (since == null) {
                Instant last = seen;
                blindSince = last == null || last.isAfter(now) ? now : last;
            }
            return;
        }
        if (since != null) {
            ended.add(new BlindSpan(since, Optional.of(now.isBefore(since) ? since : now)));
            blindSince = null;
        }
        seen = now;
    }

    /** Whether it knows that it doesn't see. */
    boolean isBlind() {
        return blindSince != null;
    }

    /** Whether it knows that it sees: false too before it looked for the first time. */
    boolean sees() {
        return known && blindSince == null;
    }

    /** What is to be told: spans that ended, and the one that lasts. */
    synchronized List<BlindSpan> untold() {
        List<BlindSpan> spans = new ArrayList<>(ended);
        Instant since = blindSince;
        if (since != null) {
            spans.add(new BlindSpan(since, Optional.empty()));
        }
        return spans;
    }

    /** These were told. */
    synchronized void told(List<BlindSpan> spans) {
        ended.removeAll(spans);
    }
}
