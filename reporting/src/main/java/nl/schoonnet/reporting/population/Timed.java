// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import nl.schoonnet.reporting.source.DeliveryStatus;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.takedown.episode.ClockOrigin;
import nl.schoonnet.takedown.episode.NoticeClock;

/** A notice with the clock by which it is judged. */
record Timed(Notice notice, NoticeClock clock) {
    static final String POLICE_HOLD = "police_hold";
    static final String NO_NOTICE_TIME = "no_notice_time";

    /** In order of the clock. */
    static final Comparator<Timed> ORDER =
            Comparator.comparing((Timed t) -> t.clock.at()).thenComparing(t -> t.notice.id());

    private static final Set<DeliveryStatus> CONTACT_FAILED =
            EnumSet.of(DeliveryStatus.BOUNCED, DeliveryStatus.REFUSED, DeliveryStatus.UNREACHABLE);

    /** The notices of an item that started a clock, in order of the clock. */
    static List<Timed> of(List<Notice> notices) {
        return of(notices, (notice, step) -> {});
    }

    /**
     * The notices of an item that started a clock, in order of the clock.
     *
     * @param others gets those that started none, each with the step of the funnel at which it goes
     */
    static List<Timed> of(List<Notice> notices, BiConsumer<Notice, String> others) {
        List<Timed> timed = new ArrayList<>(1);
        for (Notice notice : notices) {
            Optional<NoticeClock> clock = clock(notice);
            Optional<String> step = whyNot(notice, clock);
            if (step.isPresent()) {
                others.accept(notice, step.get());
            } else {
                timed.add(new Timed(notice, clock.orElseThrow()));
            }
        }
        timed.sort(ORDER);
        return List.copyOf(timed);
    }

    private static Optional<String> whyNot(Notice notice, Optional<NoticeClock> clock) {
        DeliveryStatus status = notice.status();
        boolean sent = notice.clock(ClockOrigin.SENT) != null || notice.clock(ClockOrigin.DELIVERED) != null;
        if (status == DeliveryStatus.DUPLICATE) {
            return Optional.of("duplicate");
        }
        if (status == DeliveryStatus.POLICE_HOLD && !sent) {
            return Optional.of(POLICE_HOLD);
        }
        if (status == DeliveryStatus.NOT_NOTIFIED) {
            return Optional.of("never_notified");
        }
        return clock.isEmpty() ? Optional.of(NO_NOTICE_TIME) : Optional.empty();
    }

    private static Optional<NoticeClock> clock(Notice notice) {
        DeliveryStatus status = notice.status();
        return NoticeClock.ofNorm(notice.clocks(), status != null && CONTACT_FAILED.contains(status));
    }
}
