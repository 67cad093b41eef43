// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import nl.schoonnet.observing.look.Deferred;
import nl.schoonnet.observing.look.Look;
import nl.schoonnet.observing.look.LookResult;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.request.StopSwitch;
import nl.schoonnet.observing.verdict.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is due, from one vantage point, each look on a virtual thread of its own. The same for the server's own
 * vantage point and for one on another machine; they differ in their {@link Leases}.
 *
 * <p>{@link #run} goes on until {@link #stop}: one thread leases, one reports in batches, one gives signs of life; control
 * sites are looked at beside these. A look that couldn't be reported is kept, tried again, and not made again; while many
 * wait for that, no further items are leased.
 * {@link #round} makes one round instead, for clocks that are moved by hand. One of the two, by one thread.
 */
public final class Worker implements AutoCloseable {
    private static final int MOST_LEASED = 500;
    private static final int MOST_REPORTED = 1_000;
    private static final int MOST_UNREPORTED = 10_000;
    private static final int GATHERED = 250;
    private static final Duration GATHER = Duration.ofMillis(100);

    /**
     * Looks that begin at one moment; then a pause for a breath. Hundreds at once would wait for a processor, and their wait
     * would count as the host's.
     */
    private static final int BEGUN_AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

    private static final Duration BREATH = Duration.ofNanos(500_000);
    private static final Duration MAX_LATE = Duration.ofMillis(100);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration PULSE = Duration.ofSeconds(2);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    /** A look that politeness puts off is waited for as long as its lease lasts, less this. */
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private static final Duration SLICE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAULT = Duration.ofMinutes(5);

    /** After being told to stop, looks under way have so long to end by themselves. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration LAST_REPORTS = Duration.ofSeconds(10);

    private final Leases leases;
    private final Looker looker;
    private final StopSwitch stop;
    private final Eyesight eyesight;
    private final InstantSource clock;
    private final Pauses pauses;
    private final int together;
    private final Consumer<WorkerEvent> events;
    private final Semaphore places;
    private final LinkedBlockingQueue<Done> unreported = new LinkedBlockingQueue<>();

    /** Leases that weren't answered for yet. */
    private final AtomicInteger owed = new AtomicInteger();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable LeasesRefusedException> refused = new AtomicReference<>();

    /** Whether the control sites are being looked at, beside all else. */
    private final AtomicBoolean looking = new AtomicBoolean();

    private final LastingFault fault = new LastingFault();

    /** Begins the looks that were leased last. */
    private Thread beginning = Thread.ofVirtual().start(() -> {});

    private volatile Permission permission = Permission.GRANTED;

    /** Whether the permission is what leases said. */
    private volatile boolean answered;

    private volatile boolean stopping;
    private volatile boolean giveUp;
    private volatile boolean away;

    /**
     * A worker.
     *
     * @param stop the switch of the looker's fetcher; the worker engages and releases it
     * @param together looks under way at once, at most; 1 or more
     * @param events is told what an operator may want to know, by any thread
     */
    public Worker(
            Leases leases,
            Looker looker,
            StopSwitch stop,
            Eyesight eyesight,
            InstantSource clock,
            Pauses pauses,
            int together,
            Consumer<WorkerEvent> events) {
        if (together < 1) {
            throw new IllegalArgumentException("At least one look at once.");
        }
        this.leases = leases;
        this.looker = looker;
        this.stop = stop;
        this.eyesight = eyesight;
        this.clock = clock;
        this.pauses = pauses;
        this.together = together;
        this.events = events;
        this.places = new Semaphore(together);
    }

    /**
     * Makes the looks that are due, as many at once as are allowed, and reports them.
     *
     * @return how many looks were made and kept
     */
    public int round() throws InterruptedException {
        alive();
        if (mayLookAtControls() && looksAtControls()) {
            alive();
        }
        if (!mayLook()) {
            return 0;
        }
        try {
            Grant grant = leases.lease(together);
            permit(grant.permission());
            List<Done> done = new ArrayList<>();
            for (Future<Done> look : grant.tasks().stream()
                    .map(task -> threads.submit(() -> done(task, false)))
                    .toList()) {
                done.add(look.get());
            }
            List<Receipt> receipts = done.isEmpty() ? List.of() : leases.report(done);
            int kept = 0;
            for (int i = 0; i < receipts.size(); i++) {
                kept += receipts.get(i) == Receipt.KEPT && done.get(i).outcome() instanceof Outcome.Looked ? 1 : 0;
            }
            return kept;
        } catch (LeasesAwayException e) {
            isAway();
            return 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A look threw what it may not throw.", e.getCause());
        }
    }

    /**
     * Looks until it is stopped.
     *
     * @throws LeasesRefusedException if it isn't let in
     */
    public void run() throws InterruptedException {
        pulse();
        Thread reporter = Thread.ofPlatform().name("look-reports").start(this::reportAll);
        Thread pulse = Thread.ofVirtual().name("look-pulse").start(this::beat);
        try {
            while (!stopping) {
                leaseSome();
            }
            wind();
        } finally {
            stopping = true;
            pulse.interrupt();
            beginning.join();
            giveUp = true;
            reporter.join();
        }
        LeasesRefusedException no = refused.get();
        if (no != null) {
            throw no;
        }
    }

    /** Ends {@link #run}: looks under way end or are given back, what was seen is reported. Returns at once. */
    public void stop() {
        stopping = true;
    }

    private void leaseSome() throws InterruptedException {
        if (!mayLook() || owed.get() > together + MOST_UNREPORTED) {
            pauses.pause(IDLE);
            return;
        }
        int chunk = Math.clamp(together / 16, 1, MOST_LEASED / 2);
        if (!places.tryAcquire(chunk, SLICE.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
        }
        int wanted = chunk;
        while (wanted < MOST_LEASED && places.tryAcquire()) {
            wanted++;
        }
        int given = 0;
        try {
            Grant grant = leases.lease(wanted);
            isBack();
            permit(grant.permission());
            beginning.join();
            given = grant.tasks().size();
            owed.addAndGet(given);
            beginning = Thread.ofVirtual().name("look-begin").start(() -> begin(grant.tasks()));
        } catch (LeasesAwayException e) {
            isAway();
            pauses.pause(FIRST_RETRY);
        } catch (LeasesRefusedException e) {
            refuse(e);
        } catch (RuntimeException e) {
            tellFault();
            pauses.pause(FIRST_RETRY);
        } finally {
            places.release(wanted - given);
        }
        if (given < wanted && !stopping) {
            pauses.pause(IDLE);
        }
    }

    /** Begins looks while the next ones are being leased. */
    private void begin(List<Task> tasks) {
        int begun = 0;
        for (Task task : tasks) {
            threads.execute(() -> work(task));
            if (++begun % BEGUN_AT_ONCE == 0) {
                breathe();
            }
        }
    }

    /** A breath, and longer where the processors were late to go on: they have looks waiting. */
    private static void breathe() {
        long end = System.nanoTime() + BREATH.toNanos();
        LockSupport.parkNanos(BREATH.toNanos());
        LockSupport.parkNanos(Math.min(MAX_LATE.toNanos(), (System.nanoTime() - end) / 2));
    }

    /** A fault that lasts would otherwise be told once a second. */
    private void tellFault() {
        if (fault.isToTell(clock.instant())) {
            events.accept(WorkerEvent.FAULT);
        }
    }

    private boolean mayLook() {
        return permission == Permission.GRANTED && eyesight.sees();
    }

    /** Never before it was first allowed to look; also while it is blind, to notice that it sees again. */
    private boolean mayLookAtControls() {
        return answered && !stop.isEngaged();
    }

    private void work(Task task) {
        try {
            unreported.add(done(task, true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    /** Looks; where politeness asks for a later moment that the lease still covers, waits for it. */
    private Done done(Task task, boolean wait) throws InterruptedException {
        try {
            while (true) {
                if (stopping || !mayLook()) {
                    return putOff(task, task.due());
                }
                LookResult result = looker.look(task.aim().order(task.url()));
                switch (result) {
                    case Look look -> {
                        boolean stopped = look.judgement() instanceof Judgement.Undecided undecided
                                && undecided.cause() == Judgement.Cause.STOPPED;
                        return stopped || stop.isEngaged()
                                ? putOff(task, task.due())
                                : new Done(task.item(), task.token(), new Outcome.Looked(Seen.of(look, task.aim())));
                    }
                    case Deferred later -> {
                        if (!wait || later.notBefore().isAfter(task.until().minus(MARGIN))) {
                            return putOff(task, later.notBefore());
                        }
                        await(later.notBefore());
                    }
                }
            }
        } catch (RuntimeException e) {
            events.accept(WorkerEvent.LOOK_FAILED);
            return putOff(task, clock.instant().plus(AFTER_FAULT));
        }
    }

    private void await(Instant moment) throws InterruptedException {
        Duration left = Duration.between(clock.instant(), moment);
        // Those that wait for the same host don't all come back at the same moment.
        left = left.plusMillis(ThreadLocalRandom.current().nextLong(200));
        pauses.pause(left.compareTo(SLICE) > 0 ? SLICE : left.isPositive() ? left : Duration.ofMillis(1));
    }

    private static Done putOff(Task task, Instant until) {
        return new Done(task.item(), task.token(), new Outcome.PutOff(until));
    }

    private void beat() {
        try {
            while (!stopping) {
                pauses.pause(PULSE);
                pulse();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LeasesRefusedException e) {
            refuse(e);
        }
    }

    /** A sign of life; then looks at the control sites beside it, so that an order to stop never waits for them. */
    private void pulse() {
        try {
            alive();
            if (mayLookAtControls() && !stopping && looking.compareAndSet(false, true)) {
                threads.execute(() -> {
                    try {
                        looksAtControls();
                    } finally {
                        looking.set(false);
                    }
                });
            }
        } catch (LeasesRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            tellFault();
        }
    }

    /** Looks at the control sites, if it is time to; whether that changed what it knows. */
    private boolean looksAtControls() {
        boolean wasBlind = eyesight.isBlind();
        try {
            eyesight.check();
        } catch (RuntimeException e) {
            events.accept(WorkerEvent.LOOK_FAILED);
        }
        boolean changed = wasBlind != eyesight.isBlind();
        if (changed) {
            events.accept(wasBlind ? WorkerEvent.SEES_AGAIN : WorkerEvent.BLIND);
        }
        return changed;
    }

    private void alive() {
        try {
            List<BlindSpan> spans = eyesight.untold();
            permit(leases.alive(spans));
            eyesight.told(spans);
            isBack();
        } catch (LeasesAwayException e) {
            isAway();
        }
    }

    private synchronized void permit(Permission now) {
        Permission before = permission;
        permission = now;
        if (now.endsLooks()) {
            stop.engage();
        } else if (!stopping) {
            stop.release();
        }
        answered = true;
        if (before == now) {
            return;
        }
        switch (now) {
            case STOPPED -> events.accept(WorkerEvent.STOPPED);
            case NO_BASIS -> events.accept(WorkerEvent.NO_BASIS);
            case GRANTED, BLIND -> {
                if (before.endsLooks()) {
                    events.accept(WorkerEvent.RESUMED);
                }
            }
        }
    }

    private void refuse(LeasesRefusedException e) {
        refused.compareAndSet(null, e);
        stopping = true;
    }

    private synchronized void isAway() {
        if (!away) {
            away = true;
            events.accept(WorkerEvent.AWAY);
        }
    }

    private synchronized void isBack() {
        if (away) {
            away = false;
            events.accept(WorkerEvent.BACK);
        }
    }

    /** Lets looks under way end, then ends them; waits until all that was seen is reported, but not for ever. */
    private void wind() throws InterruptedException {
        if (!places.tryAcquire(together, GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            stop.engage();
            places.tryAcquire(together, GRACE.toMillis(), TimeUnit.MILLISECONDS);
        }
        long end = System.nanoTime() + LAST_REPORTS.toNanos();
        while (owed.get() > 0 && System.nanoTime() < end) {
            Thread.sleep(GATHER);
        }
    }

    private void reportAll() {
        List<Done> batch = new ArrayList<>(MOST_REPORTED);
        try {
            while (!giveUp || !unreported.isEmpty()) {
                Done first = unreported.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                unreported.drainTo(batch, MOST_REPORTED - 1);
                if (batch.size() < GATHERED) {
                    Thread.sleep(GATHER);
                    unreported.drainTo(batch, MOST_REPORTED - batch.size());
                }
                if (!report(batch)) {
                    return;
                }
                owed.addAndGet(-batch.size());
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LeasesRefusedException e) {
            refuse(e);
        }
    }

    /** Reports until it is kept; false if there is no more time. What no report takes by a fault of ours is put aside. */
    private boolean report(List<Done> batch) throws InterruptedException {
        Duration retry = FIRST_RETRY;
        while (true) {
            try {
                if (leases.report(batch).contains(Receipt.STALE)) {
                    events.accept(WorkerEvent.LEASE_LOST);
                }
                isBack();
                return true;
            } catch (LeasesAwayException e) {
                isAway();
                if (giveUp) {
                    return false;
                }
                Duration waited = Duration.ZERO;
                while (!giveUp && waited.compareTo(retry) < 0) {
                    pauses.pause(IDLE);
                    waited = waited.plus(IDLE);
                }
                retry = retry.multipliedBy(2).compareTo(LAST_RETRY) > 0 ? LAST_RETRY : retry.multipliedBy(2);
            } catch (LeasesRefusedException e) {
                throw e;
            } catch (RuntimeException e) {
                if (batch.size() == 1) {
                    events.accept(WorkerEvent.PUT_ASIDE);
                    return true;
                }
                tellFault();
                pauses.pause(FIRST_RETRY);
                return reportEach(batch);
            }
        }
    }

    private boolean reportEach(List<Done> batch) throws InterruptedException {
        for (Done one : batch) {
            if (!report(List.of(one))) {
                return false;
            }
        }
        return true;
    }

    /** Ends the threads of looks. */
    @Override
    public void close() {
        stop.engage();
        threads.close();
    }
}
