// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import nl.schoonnet.testbed.alive.LivingInternet;
import nl.schoonnet.testbed.alive.Scene;
import nl.schoonnet.testbed.alive.TownPlan;

/**
 * An installation under load, on which faults are let loose: two vantage points look at a town where everything stays, and
 * notices come in without end. {@code noord} connects directly and has no control sites, {@code zuid} has its own name server,
 * a proxy and control sites. Not for several threads.
 */
final class Trial {
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(4);
    private static final int CONTROLS = 4;

    private final Installation installation;
    private final LivingInternet internet;
    private final Reckoning reckoning;
    private final SplittableRandom random;
    private final List<Stage> stages = new ArrayList<>();
    private final Observer noord;
    private final Observer zuid;
    private final NoticeLoad load;
    private final Set<String> reckoned = new HashSet<>();
    private Reckoning.Looks looksBefore = new Reckoning.Looks(0, 0, 0);
    private long doubledBefore;
    private int wrongBefore;
    private long acknowledgedLooksBefore;

    /** What a fault does, from its beginning to the moment at which it is over. */
    interface Fault {
        /** Returns the moment at which it was over, after which recovery is counted. */
        Instant strike() throws Exception;
    }

    /** Makes what is needed; the keys are handed out, so the server runs already when this returns. */
    Trial(Path root, Path folder, Path data, long seed, int items) throws Exception {
        Files.createDirectories(folder);
        this.random = new SplittableRandom(seed);
        this.internet =
                new LivingInternet(town(seed, items + CONTROLS), InstantSource.system(), List.of("noord", "zuid"));
        this.installation = new Installation(root, data, folder.resolve("server.log"), "observe");
        this.reckoning = new Reckoning(installation);
        List<String> urls = internet.town().items().stream()
                .map(internet::url)
                .filter(url -> url.startsWith("http://"))
                .toList();
        try {
            installation.start();
        } catch (SoakException | IOException e) {
            installation.close();
            internet.close();
            throw e;
        }
        this.noord = observer("noord", List.of(), folder);
        this.zuid = observer("zuid", urls.subList(0, CONTROLS), folder);
        this.load = new NoticeLoad(
                installation.url(), installation.key("soak", "analyst"), urls.subList(CONTROLS, urls.size()), seed);
    }

    /** Begins the load, and waits until notices and looks are acknowledged. */
    void begin() throws Exception {
        Instant begun = Instant.now();
        load.start();
        noord.start();
        zuid.start();
        awaitRecovery(begun);
    }

    private Observer observer(String vantage, List<String> controls, Path folder) throws Exception {
        return new Observer(vantage, installation, installation.key(vantage, "observer"), internet, controls, folder);
    }

    /** Everything is there, and stays for longer than any soak. */
    private static nl.schoonnet.testbed.alive.Town town(long seed, int items) {
        return new TownPlan(
                        seed,
                        seed,
                        Instant.now().plus(Duration.ofDays(365)),
                        Duration.ofDays(1),
                        30,
                        items,
                        items,
                        Map.of(Scene.NOT_FOUND, 1.0),
                        0,
                        0,
                        0,
                        0,
                        0,
                        Optional.empty())
                .build();
    }

    Installation installation() {
        return installation;
    }

    LivingInternet internet() {
        return internet;
    }

    Reckoning reckoning() {
        return reckoning;
    }

    Observer noord() {
        return noord;
    }

    Observer zuid() {
        return zuid;
    }

    List<Stage> stages() {
        return stages;
    }

    private List<Observer> observers() {
        return List.of(noord, zuid);
    }

    /** Lets a fault strike so many times at random moments, waits each time until all goes on, and reckons. */
    Stage stage(String name, int times, Fault fault) throws Exception {
        Stage stage = new Stage(name);
        stages.add(stage);
        System.out.println(Instant.now() + " " + name);
        for (int i = 0; i < times; i++) {
            Thread.sleep(random.nextLong(500, 4_000));
            Instant over = fault.strike();
            double seconds = awaitRecovery(over);
            stage.struck(seconds);
            System.out.printf(java.util.Locale.ROOT, "  %d of %d: %.1f s%n", i + 1, times, seconds);
        }
        stage.end(Instant.now());
        reckon(stage);
        judgeEarlier();
        return stage;
    }

    private double awaitRecovery(Instant since) throws Exception {
        long limit = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (true) {
            for (Observer observer : observers()) {
                observer.read();
                if (!observer.lives()) {
                    throw new SoakException("The observer " + observer.vantage() + " ended by itself.");
                }
            }
            if (!installation.serverLives()) {
                throw new SoakException("The server ended by itself.");
            }
            if (load.newest().isAfter(since)
                    && noord.newest().isAfter(since)
                    && zuid.newest().isAfter(since)) {
                return Duration.between(since, Instant.now()).toMillis() / 1_000.0;
            }
            if (System.nanoTime() - limit > 0) {
                throw new SoakException("It didn't go on within " + LONGEST_RECOVERY.toMinutes() + " minutes.");
            }
            Thread.sleep(50);
        }
    }

    /** Holds the database against the books, and notes what is new since the stage before. */
    private void reckon(Stage stage) throws Exception {
        List<NoticeLoad.Notice> fresh = load.acknowledged().stream()
                .filter(notice -> reckoned.add(notice.id()))
                .toList();
        stage.notices += fresh.size();
        NoticeLoad.Answer answer = load.again(fresh);
        // What wasn't there any more is there again now; it was lost all the same.
        stage.lost += answer.added();
        stage.wrong += answer.changed() + answer.rejected() + (answer.added() + answer.known() == fresh.size() ? 0 : 1);
        long doubled = reckoning.doubledNotices();
        stage.doubled += doubled - doubledBefore;
        doubledBefore = doubled;
        Reckoning.Looks looks = reckoning.looks(observers());
        stage.lost += looks.lost() - looksBefore.lost();
        stage.doubled += looks.doubled() - looksBefore.doubled();
        stage.wrong += looks.wrong() - looksBefore.wrong();
        looksBefore = looks;
        long acknowledged =
                (long) noord.acknowledged().size() + zuid.acknowledged().size();
        stage.looks += acknowledged - acknowledgedLooksBefore;
        acknowledgedLooksBefore = acknowledged;
        int wrong = load.wrong();
        stage.wrong += wrong - wrongBefore;
        wrongBefore = wrong;
        stage.stuck += reckoning.endlessLeases();
    }

    private void judgeEarlier() throws InterruptedException {
        for (Stage stage : stages) {
            Instant ripe = stage.end().isBefore(Instant.MAX)
                    ? stage.end().plus(Reckoning.LEASE).plusSeconds(90)
                    : Instant.MAX;
            if (!stage.judged() && Instant.now().isAfter(ripe)) {
                stage.judge(reckoning.stuckSince(stage.end()));
            }
        }
    }

    /** No notices any more; waits until every item that was due was looked at, and makes the last reckoning. */
    Stage finish() throws Exception {
        Stage stage = new Stage("in the end");
        System.out.println(Instant.now() + " the last reckoning");
        load.end();
        Instant end = Instant.now();
        long left = reckoning.dueSince(end);
        long limit = System.nanoTime() + Reckoning.LEASE.plusSeconds(120).toNanos();
        while (left > 0 && System.nanoTime() - limit < 0) {
            Thread.sleep(1_000);
            left = reckoning.dueSince(end);
        }
        stage.judge(left);
        judgeEarlier();
        for (Stage earlier : stages) {
            if (!earlier.judged()) {
                earlier.judge(left);
            }
        }
        stages.add(stage);
        reckon(stage);
        for (Observer observer : observers()) {
            long unplanned = reckoning.unplanned(observer.vantage());
            stage.stuck += unplanned;
        }
        // With what was never acknowledged sent again too, exactly what was sent is there.
        List<NoticeLoad.Notice> sent = load.sent();
        load.again(sent);
        long there = reckoning.notices();
        if (there != sent.size()) {
            stage.wrong += Math.abs(there - sent.size());
            stage.remark(there + " notices are there, and " + sent.size() + " were sent.");
        }
        if (!installation.auditIsWhole()) {
            stage.wrong++;
            stage.remark("The audit log isn't whole.");
        }
        return stage;
    }

    /** Ends all of it. */
    void end() throws Exception {
        noord.kill();
        zuid.kill();
        load.end();
        installation.close();
        internet.close();
    }
}
