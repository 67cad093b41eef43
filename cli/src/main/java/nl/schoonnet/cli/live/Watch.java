// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import nl.schoonnet.observing.look.Deferred;
import nl.schoonnet.observing.look.Look;
import nl.schoonnet.observing.look.LookResult;
import nl.schoonnet.observing.look.Order;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.server.observation.LookSchedule;
import nl.schoonnet.server.observation.LookSchedule.Standing;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;
import nl.schoonnet.testbed.alive.Item;
import nl.schoonnet.testbed.alive.LivingInternet;
import nl.schoonnet.testbed.alive.Scene;
import nl.schoonnet.testbed.alive.SteppingClock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all items of a town by the schedule, from each vantage point. Time moves in steps: to the next whole step at which
 * looks are due, and on only when all of them are done; so a look takes no simulated time, and the truth that it is held
 * against is that of its own instant. Not for use by several threads.
 */
final class Watch implements AutoCloseable {
    /** Looks that are due within it are made together: 1/288 of a norm of a day. */
    static final Duration STEP = Duration.ofMinutes(5);

    /** More at once would take longer than a look waits. */
    private static final int TOGETHER = 32;

    private static final Duration CONFIRM_WITHIN = Duration.ofDays(2);

    private final LivingInternet internet;
    private final SteppingClock clock;
    private final Level level;
    private final LookSchedule schedule;
    private final List<Vantage> vantages;
    private final Consumer<Sighting> log;
    private final PriorityQueue<Followed> due =
            new PriorityQueue<>(Comparator.comparing((Followed one) -> one.due).thenComparingLong(one -> one.seed));
    private final Semaphore places = new Semaphore(TOGETHER);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** An item as one vantage point follows it. */
    private static final class Followed {
        private final Item item;
        private final Vantage vantage;
        private final long seed;
        private Instant due;
        private @Nullable Instant absentSince;
        private boolean confirmed;
        private Optional<Expected> expected = Optional.empty();
        private boolean original;
        private boolean ledAway;

        Followed(Item item, Vantage vantage, long seed, Instant due) {
            this.item = item;
            this.vantage = vantage;
            this.seed = seed;
            this.due = due;
        }
    }

    /**
     * A watch over all items of the internet's town.
     *
     * @param level how deep looks go
     * @param log gets every look that was made, in the order of time
     */
    Watch(
            LivingInternet internet,
            SteppingClock clock,
            List<Vantage> vantages,
            Level level,
            Duration norm,
            Consumer<Sighting> log) {
        this.internet = internet;
        this.clock = clock;
        this.level = level;
        this.schedule = new LookSchedule(norm);
        this.vantages = vantages;
        this.log = log;
        for (Item item : internet.town().items()) {
            for (Vantage vantage : vantages) {
                // The same for all vantage points: only looks at about the same moment can agree.
                long seed = item.id().hashCode() * 0x9E3779B97F4A7C15L;
                schedule.next(item.origin(), item.origin(), Standing.OPEN, Optional.empty(), phase(seed), 1)
                        .ifPresent(first -> due.add(new Followed(item, vantage, seed, first)));
            }
        }
    }

    /** Makes all looks that are due before an instant, and leaves the clock there. */
    void until(Instant end) {
        while (!due.isEmpty()) {
            Instant now = later(stepAfter(due.peek().due), clock.instant());
            if (!now.isBefore(end)) {
                break;
            }
            clock.moveTo(now);
            round(now);
        }
        clock.moveTo(later(end, clock.instant()));
    }

    /** Looks at everything at one instant, and at what politeness puts off a little later. */
    void visit(Instant at) {
        List<Followed> all = new ArrayList<>(due);
        due.clear();
        all.forEach(one -> one.due = at);
        due.addAll(all);
        until(at.plus(STEP.multipliedBy(2)));
    }

    private static Instant stepAfter(Instant instant) {
        long step = STEP.toMillis();
        return Instant.ofEpochMilli(Math.ceilDiv(instant.toEpochMilli(), step) * step);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    private record Started(Followed one, Future<LookResult> look) {}

    private void round(Instant now) {
        List<Started> started = new ArrayList<>();
        while (!due.isEmpty() && !due.peek().due.isAfter(now)) {
            Followed one = due.poll();
            started.add(new Started(one, threads.submit(() -> look(one))));
        }
        for (Started each : started) {
            Optional<Instant> next = switch (result(each.look)) {
                case Deferred deferred -> Optional.of(later(deferred.notBefore(), now.plusMillis(1)));
                case Look look -> seen(each.one, look);
            };
            next.ifPresent(instant -> {
                each.one.due = instant;
                due.add(each.one);
            });
        }
    }

    private LookResult look(Followed one) throws InterruptedException {
        places.acquire();
        try {
            return one.vantage.look(order(one));
        } finally {
            places.release();
        }
    }

    private static LookResult result(Future<LookResult> look) {
        try {
            return look.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A look failed.", e);
        }
    }

    private Order order(Followed one) {
        Order order = Order.of(internet.url(one.item), level)
                .expecting(one.expected.orElse(Expected.nothing()))
                .withNameServers();
        return internet.town().scene(one.item, clock.instant(), one.vantage.name()) == Scene.THERE_EMBEDDED
                ? order.embedding(LivingInternet.embedded(one.item))
                : order;
    }

    /** Notes what was seen; gives the next look. */
    private Optional<Instant> seen(Followed one, Look look) {
        Scene scene = internet.town().scene(one.item, look.at(), one.vantage.name());
        log.accept(new Sighting(
                one.item,
                look.at(),
                one.vantage.name(),
                look.judgement(),
                look.addressUsed().map(Object::toString),
                scene,
                told(one, scene)));
        Verdict verdict = look.judgement().observed().map(Reason::verdict).orElse(Verdict.UNKNOWN);
        if (verdict == Verdict.AVAILABLE && one.expected.isEmpty()) {
            one.expected = Optional.of(look.asExpected());
            one.original = scene != Scene.THERE_CHANGED;
            one.ledAway = scene == Scene.ELSEWHERE;
        }
        Standing standing = standing(one, verdict, look.at());
        return schedule.next(
                one.item.origin(), look.at(), standing, Optional.ofNullable(one.absentSince), phase(one.seed), 1);
    }

    private static int phase(long seed) {
        return new SplittableRandom(seed).nextInt(1 << 20);
    }

    /** Same, changed and moved are told apart by those who saw what was notified, where it was, before that. */
    private Optional<Reason> told(Followed one, Scene scene) {
        boolean compared = one.expected.isPresent();
        boolean changed = scene == Scene.THERE_CHANGED;
        boolean there = scene.truth() == Reason.SAME;
        boolean moved = scene == Scene.ELSEWHERE;
        boolean hidden = (changed && !(compared && one.original))
                || (there && compared && !one.original)
                || (moved && !(compared && !one.ledAway));
        return hidden ? Optional.empty() : scene.visible(level == Level.BODY);
    }

    /** The run of absences after a look, as the server keeps it. */
    private static Standing standing(Followed one, Verdict verdict, Instant at) {
        Instant since = one.absentSince;
        boolean waits = since != null && Duration.between(since, at).compareTo(CONFIRM_WITHIN) <= 0;
        switch (verdict) {
            case AVAILABLE, MOVED -> {
                one.absentSince = null;
                one.confirmed = false;
            }
            case ABSENT -> {
                if (since == null || (!waits && !one.confirmed)) {
                    one.absentSince = at;
                } else {
                    boolean longEnough = Duration.between(since, at).compareTo(LookSchedule.CONFIRM_AFTER) >= 0;
                    one.confirmed = one.confirmed || longEnough;
                }
            }
            case RESTRICTED, UNKNOWN -> {
                if (!one.confirmed && !waits) {
                    one.absentSince = null;
                }
            }
        }
        if (one.confirmed) {
            return Standing.GONE;
        }
        return one.absentSince == null ? Standing.OPEN : Standing.TO_CONFIRM;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        vantages.forEach(Vantage::close);
    }
}
