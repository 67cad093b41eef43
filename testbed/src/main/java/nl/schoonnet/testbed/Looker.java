// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import nl.schoonnet.testbed.Look.Verdict;
import nl.schoonnet.testbed.Site.VantageBlock;

/**
 * Looks at an item on the schedule of MEASUREMENT.md section 5 from two vantage points, and knows no more than the looks
 * show: every norm/24 until 2 x norm, every 6 hours until 7 days, daily until 30 days, then weekly; an absence is
 * confirmed after 15 minutes; after that daily for 8 days and weekly for 5 weeks, in case it comes back.
 */
final class Looker {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long CONFIRM_AFTER = 15 * MINUTE;
    private static final long AFTERCARE_DAILY = 8 * DAY;
    private static final long AFTERCARE = 43 * DAY;
    private static final long INACCESSIBLE_AFTER = 25 * HOUR;

    private static final double NO_ANSWER = 0.003;
    private static final double OTHER_FAULT = 0.005;
    private static final double WRONG_ABSENCE = 0.0002;
    private static final double BY_HAND = 0.0005;

    private final Item item;
    private final SplittableRandom random;
    private final Consumer<Look> log;

    private long lastLook;
    private boolean absenceSeen;
    private boolean confirmed;
    private long goneSince;
    private long restrictedSince = Fate.NEVER;
    private boolean reopened;

    private Looker(Item item, SplittableRandom random, Consumer<Look> log) {
        this.item = item;
        this.random = random;
        this.log = log;
    }

    /** Makes all looks at one item, in the order of time. */
    static void look(Item item, Streams streams, Consumer<Look> log) {
        switch (item.filing().outcome()) {
            case POLICE_HOLD, NOT_NOTIFIED -> {}
            case DELIVERED, SENT_ONLY, BOUNCED, REFUSED, UNREACHABLE, RELEASED, GONE_BEFORE ->
                new Looker(item, streams.of("looks", item.key()), log).run();
        }
    }

    private void run() {
        if (item.watchedBefore() && item.clockAt() - item.filing().assessedAt() >= 2 * HOUR) {
            beforeNotice();
        }
        long clock = item.clockAt();
        long at = clock + 1 + (long) (random.nextDouble() * (gap(clock) - 1));
        long until = item.lookedUntil() - 2 * CONFIRM_AFTER;
        while (at < until && !closed(at)) {
            pair(at);
            if (absenceSeen && !confirmed) {
                confirm();
            }
            at += gap(at);
        }
    }

    /** After the judgement and once more before the notice goes out. */
    private void beforeNotice() {
        long from = item.filing().assessedAt();
        long wait = item.clockAt() - from;
        pair(from + wait / 10);
        pair(from + wait * 3 / 4);
        if (absenceSeen) {
            confirm();
        }
    }

    /** At least 15 minutes after both looks. */
    private void confirm() {
        pair(lastLook + CONFIRM_AFTER + random.nextLong(5, 60));
    }

    private long gap(long at) {
        if (confirmed) {
            return at < goneSince + AFTERCARE_DAILY ? DAY : 7 * DAY;
        }
        long age = at - item.clockAt();
        if (age < 2 * DAY) {
            return item.drawn() ? HOUR : 6 * HOUR;
        }
        if (age < 7 * DAY || reopened) {
            return 6 * HOUR;
        }
        return age < 30 * DAY ? DAY : 7 * DAY;
    }

    private boolean closed(long at) {
        return confirmed && at > goneSince + AFTERCARE;
    }

    /** One look from each vantage point, a few minutes apart at most. */
    private void pair(long at) {
        Look first = seen(at, true);
        Look second = seen(at + random.nextLong(5, 4 * MINUTE), false);
        log.accept(first);
        log.accept(second);
        lastLook = second.second();
        conclude(first, second);
    }

    /** What the observer makes of it for its schedule; the figures are made elsewhere, from the looks. */
    private void conclude(Look first, Look second) {
        boolean available = first.verdict() == Verdict.AVAILABLE || second.verdict() == Verdict.AVAILABLE;
        boolean away = absent(first) && (absent(second) || walled(second));
        boolean restricted = first.verdict() == Verdict.RESTRICTED && second.verdict() == Verdict.RESTRICTED;
        if (available) {
            reopened = reopened || confirmed;
            confirmed = false;
            absenceSeen = false;
            restrictedSince = Fate.NEVER;
        } else if (away) {
            if (absenceSeen && !confirmed) {
                confirmed = true;
                goneSince = first.second();
            }
            absenceSeen = true;
        } else if (restricted) {
            restrictedSince = Math.min(restrictedSince, first.second());
            if (!confirmed && first.second() > restrictedSince + INACCESSIBLE_AFTER) {
                confirmed = true;
                goneSince = first.second();
            }
        }
    }

    private static boolean absent(Look look) {
        return look.verdict() == Verdict.ABSENT;
    }

    private static boolean walled(Look look) {
        return look.verdict() == Verdict.RESTRICTED && look.reason().equals("BLOCKED_US");
    }

    private Look seen(long at, boolean near) {
        double chance = random.nextDouble();
        String address = address(at);
        if (Story.observerDown(near, at)) {
            return new Look(at, near, Verdict.UNKNOWN, "VANTAGE_DOWN", "");
        }
        if (Story.shortlyDown(item.host(), at) && at < item.site().cutOff()) {
            return new Look(at, near, Verdict.UNKNOWN, chance < 0.8 ? "TIMEOUT" : "SERVER_ERROR", address);
        }
        if (item.fate().kind() == Fate.Kind.HOST_DOWN && Story.LONG_OUTAGE.contains(at)) {
            return unanswered(at, near, address);
        }
        if (chance < OTHER_FAULT) {
            String fault = chance < NO_ANSWER
                    ? "TIMEOUT"
                    : chance < 0.004 ? "RATE_LIMITED" : chance < 0.0045 ? "TLS" : "SERVER_ERROR";
            return new Look(at, near, Verdict.UNKNOWN, fault, address);
        }
        if (item.fate().present(at)) {
            return present(at, near, address, chance);
        }
        return ended(at, near, address);
    }

    /** No answer says nothing, until it has lasted for 72 hours. */
    private static Look unanswered(long at, boolean near, String address) {
        boolean long72 = at >= Story.LONG_OUTAGE.from() + 3 * DAY;
        return long72
                ? new Look(at, near, Verdict.ABSENT, "HOST_DOWN", address)
                : new Look(at, near, Verdict.UNKNOWN, "TIMEOUT", address);
    }

    private Look present(long at, boolean near, String address, double chance) {
        if (!near && item.site().vantageBlock() != VantageBlock.NONE) {
            String reason = item.site().vantageBlock() == VantageBlock.ALWAYS ? "BLOCKED_US" : "FORBIDDEN";
            return new Look(at, false, Verdict.RESTRICTED, reason, address);
        }
        if (chance > 1 - WRONG_ABSENCE) {
            return new Look(at, near, Verdict.ABSENT, "EMPTY", address);
        }
        if (near && chance > 1 - WRONG_ABSENCE - BY_HAND) {
            return new Look(at, true, Verdict.AVAILABLE, "MANUAL", address);
        }
        boolean changed = at >= item.fate().changedFrom();
        return new Look(at, near, Verdict.AVAILABLE, changed ? item.fate().changedReason() : "SAME", address);
    }

    private Look ended(long at, boolean near, String address) {
        Fate fate = item.fate();
        if (!near && item.site().vantageBlock() == VantageBlock.ALWAYS) {
            return new Look(at, false, Verdict.RESTRICTED, "BLOCKED_US", address);
        }
        return switch (fate.kind()) {
            case REMOVED, HOST_DOWN, GONE_BEFORE_NOTICE -> {
                boolean nameless =
                        fate.reason().equals("NXDOMAIN") || fate.reason().equals("NO_ADDRESS");
                yield new Look(at, near, Verdict.ABSENT, fate.reason(), nameless ? "" : address);
            }
            case INACCESSIBLE -> new Look(at, near, Verdict.RESTRICTED, fate.reason(), address);
            case MOVED ->
                at < fate.offInternetAt()
                        ? new Look(at, near, Verdict.MOVED, fate.reason(), address)
                        : new Look(at, near, Verdict.ABSENT, "GONE_404", address);
            case OPEN -> throw new IllegalStateException("An item that is open has not ended.");
        };
    }

    private String address(long at) {
        return item.site().addressesAt(at).getFirst();
    }
}
