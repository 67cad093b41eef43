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
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Whether a vantage point sees: it looks at sites that are known to be there, as it looks at anything else. If most of those
 * that were asked aren't seen, it is blind since it last saw them. Safe for many threads.
 */
public final class Eyesight {
    private final List<String> controls;
    private final Duration interval;
    private final Looker looker;
    private final InstantSource clock;
    private final List<BlindSpan> ended = new ArrayList<>();
    private @Nullable Instant asked;
    private @Nullable Instant seen;
    private @Nullable Instant blindSince;

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
    }

    /** Looks at the sites, if it is time to. */
    synchronized void check() {
        Instant now = clock.instant();
        Instant last = asked;
        boolean due = last == null || now.isBefore(last) || !now.isBefore(last.plus(interval));
        if (controls.isEmpty() || !due) {
            return;
        }
        asked = now;
        int answered = 0;
        int failed = 0;
        for (String control : controls) {
            switch (looker.look(Order.of(control, Level.HEADERS))) {
                // A look that politeness put off says nothing.
                case Deferred later -> {}
                case Look look -> {
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
    }

    private void judge(Instant now, boolean blind) {
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

    /** Whether it sees, as far as it knows. */
    synchronized boolean isBlind() {
        return blindSince != null;
    }

    /** What is to be told: spans that ended, and the one that lasts. */
    synchronized List<BlindSpan> untold() {
        List<BlindSpan> spans = new ArrayList<>(ended);
        if (blindSince != null) {
            spans.add(new BlindSpan(blindSince, Optional.empty()));
        }
        return spans;
    }

    /** These were told. */
    synchronized void told(List<BlindSpan> spans) {
        ended.removeAll(spans);
    }
}
