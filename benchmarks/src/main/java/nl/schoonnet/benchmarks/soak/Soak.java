// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets faults loose on a running installation, and prints what was lost, doubled or stuck. Run by {@code soak.sh}, which says
 * how; docs/soak.md says what each fault is. Exit status 0: no harm; 1: harm; 2: wrong use.
 */
final class Soak {
    private static final Set<String> FAULTS =
            new TreeSet<>(Set.of("observer", "server", "postgres", "all", "away", "names", "blind", "disk"));

    /** No fault, but a proof that the soak notices harm: only if it is asked for. */
    private static final String HARM = "harm";

    private final Path root;
    private final Path folder;
    private final int times;
    private final int items;
    private final long seed;
    private final Duration away;
    private final Set<String> wanted;
    private final List<Stage> stages = new ArrayList<>();

    private Soak(Map<String, String> options) throws IOException {
        this.root = Path.of(System.getProperty("schoonnet.root", "."));
        this.folder = Files.createTempDirectory("schoonnet-soak");
        this.times = Integer.parseInt(options.getOrDefault("times", "3"));
        this.items = Integer.parseInt(options.getOrDefault("items", "1500"));
        this.seed = Long.parseLong(options.getOrDefault("seed", "1"));
        this.away = Duration.ofSeconds(Long.parseLong(options.getOrDefault("away", "60")));
        this.wanted = options.containsKey("only") ? Set.of(options.get("only").split(",", -1)) : FAULTS;
        if (!wanted.stream().allMatch(one -> FAULTS.contains(one) || one.equals(HARM))
                || times < 1
                || items < 10
                || !options.keySet().stream().allMatch(Set.of("times", "items", "seed", "away", "only")::contains)) {
            throw new IllegalArgumentException();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Soak soak;
        try {
            Map<String, String> options = new HashMap<>();
            for (int i = 0; i < arguments.length; i += 2) {
                options.put(arguments[i].substring(2), arguments[i + 1]);
            }
            soak = new Soak(options);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            System.err.println("Usage: soak.sh [--times 3] [--items 1500] [--seed 1] [--away 60] [--only "
                    + String.join(",", FAULTS) + "]");
            System.exit(2);
            return;
        }
        System.exit(soak.run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        System.out.println("Seed " + seed + ", " + items + " items, " + times + " times each; logs in " + folder);
        boolean ended = true;
        if (wanted.stream().anyMatch(fault -> !fault.equals("disk"))) {
            ended = trial(folder.resolve("main"), folder.resolve("main/data"), this::faults);
        }
        if (ended && wanted.contains("disk")) {
            ended = FullDisk.on(
                    folder.resolve("disk"),
                    disk -> trial(folder.resolve("disk"), disk.folder(), trial -> disk.fill(trial)));
        }
        System.out.println();
        System.out.print(Stage.head());
        stages.forEach(stage -> System.out.print(stage.row()));
        return ended && stages.stream().allMatch(Stage::isClean);
    }

    /** What is done to a trial. */
    interface Plan {
        void on(Trial trial) throws Exception;
    }

    /** Whether it came to its end. */
    private boolean trial(Path own, Path data, Plan plan) throws Exception {
        Trial trial = new Trial(root, own, data, seed, items);
        // Ctrl-C leaves no process behind.
        Thread ending = new Thread(() -> {
            try {
                trial.end();
            } catch (Exception e) {
                System.out.println("Processes may be left: " + e.getMessage());
            }
        });
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            trial.begin();
            plan.on(trial);
            trial.finish();
            return true;
        } catch (SoakException e) {
            System.out.println("Broken off: " + e.getMessage());
            return false;
        } finally {
            stages.addAll(trial.stages());
            Runtime.getRuntime().removeShutdownHook(ending);
            trial.end();
        }
    }

    private void faults(Trial trial) throws Exception {
        Installation installation = trial.installation();
        if (wanted.contains("observer")) {
            trial.stage("kill -9 of an observer", times, () -> {
                Instant at = Instant.now();
                trial.noord().kill();
                trial.noord().start();
                return at;
            });
        }
        if (wanted.contains("server")) {
            trial.stage("kill -9 of the server", times, () -> {
                Instant at = Instant.now();
                installation.killServer();
                installation.start();
                return at;
            });
        }
        if (wanted.contains("postgres")) {
            trial.stage("kill -9 of PostgreSQL", times, () -> {
                Instant at = Instant.now();
                installation.killPostgres();
                return at;
            });
        }
        if (wanted.contains("all")) {
            trial.stage("kill -9 of all at once", times, () -> {
                Instant at = Instant.now();
                trial.noord().kill();
                installation.killPostgres();
                installation.killServer();
                trial.zuid().kill();
                installation.start();
                trial.noord().start();
                trial.zuid().start();
                return at;
            });
        }
        if (wanted.contains("away")) {
            away(trial);
        }
        if (wanted.contains("names")) {
            names(trial);
        }
        if (wanted.contains("blind")) {
            blind(trial);
        }
        if (wanted.contains(HARM)) {
            harm(trial);
            throw new SoakException("harm was done on purpose, so there is no last reckoning.");
        }
    }

    /** Takes a notice and a look out of the database and leases an item for a day: two must be lost, and one stuck. */
    private static void harm(Trial trial) throws Exception {
        trial.stage("harm done on purpose", 1, () -> {
            try (Connection connection = trial.installation().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("""
                        WITH gone AS (DELETE FROM notice_by_source WHERE row_digest =
                            (SELECT min(row_digest) FROM notice_by_source) RETURNING item_id, notice_id)
                        DELETE FROM notice n USING gone g WHERE n.item_id = g.item_id AND n.notice_id = g.notice_id""");
                statement.execute("""
                        DELETE FROM observation WHERE vantage = 'noord' AND (item_id, at) =
                            (SELECT item_id, min(at) FROM observation WHERE vantage = 'noord' GROUP BY item_id LIMIT 1)""");
                statement.execute("""
                        UPDATE look_plan SET lease_until = now() + interval '1 day', lease_token = 'nobody'
                        WHERE vantage = 'zuid' AND item_id = (SELECT min(item_id) FROM look_plan WHERE vantage = 'zuid')""");
            }
            return Instant.now();
        });
    }

    private void away(Trial trial) throws Exception {
        Said said = new Said();
        Stage stage = trial.stage("database away for " + away.toSeconds() + " s", 1, () -> {
            trial.installation().freezePostgres(true);
            said.during(trial.installation(), away);
            trial.installation().freezePostgres(false);
            return Instant.now();
        });
        said.tell(stage);
    }

    /** The name server of one vantage point says nothing: looks say nothing either, and nothing is taken for gone. */
    private static void names(Trial trial) throws Exception {
        Duration length = Duration.ofSeconds(40);
        Instant[] span = new Instant[2];
        Stage stage = trial.stage("name server silent for " + length.toSeconds() + " s", 1, () -> {
            span[0] = Instant.now();
            trial.internet().silenceNames("noord", true);
            Thread.sleep(length);
            trial.internet().silenceNames("noord", false);
            span[1] = Instant.now();
            return span[1];
        });
        String during = " FROM observation WHERE vantage = 'noord' AND at > ? AND at < ?";
        // Those that had begun before had their answer; the last ones still got one.
        Timestamp from = Timestamp.from(span[0].plusSeconds(2));
        Timestamp until = Timestamp.from(span[1].minusSeconds(5));
        long looks = trial.reckoning().number("SELECT count(*)" + during, from, until);
        long seen = trial.reckoning()
                .number(
                        "SELECT count(*)" + during + " AND reason IN ('SAME', 'CHANGED', 'STILL_EMBEDDED')",
                        from,
                        until);
        stage.remark(looks + " looks meanwhile, " + seen + " of them said that something is there or gone.");
        stage.wrong += seen;
    }

    private static void blind(Trial trial) throws Exception {
        Instant[] told = new Instant[2];
        Stage stage = trial.stage("one vantage point blind for 40 s", 1, () -> {
            Instant begun = Instant.now();
            trial.internet().silenceNames("zuid", true);
            while (trial.reckoning()
                            .number("SELECT count(*) FROM vantage_blind WHERE vantage = 'zuid' AND until IS NULL")
                    == 0) {
                if (Duration.between(begun, Instant.now()).toSeconds() > 90) {
                    throw new SoakException("Nobody noticed that zuid is blind.");
                }
                Thread.sleep(200);
            }
            told[0] = Instant.now();
            Thread.sleep(Duration.ofSeconds(40));
            told[1] = Instant.now();
            trial.internet().silenceNames("zuid", false);
            return told[1];
        });
        // Looks under way when it was told could still end.
        Timestamp from = Timestamp.from(told[0].plusSeconds(10));
        Timestamp until = Timestamp.from(told[1]);
        String made = "SELECT count(*) FROM observation WHERE vantage = ? AND at > ? AND at < ?";
        long byBlind = trial.reckoning().number(made, "zuid", from, until);
        long byOther = trial.reckoning().number(made, "noord", from, until);
        long believed = trial.reckoning().number("""
                SELECT count(*) FROM observation_believed o JOIN vantage_blind b ON b.vantage = o.vantage
                WHERE o.at >= b.since AND o.at < b.until AND o.reason IS DISTINCT FROM 'VANTAGE_DOWN'""");
        long marked = trial.reckoning().number("""
                SELECT count(*) FROM observation_believed WHERE vantage = 'zuid' AND reason = 'VANTAGE_DOWN'""");
        stage.remark("While it was blind it made " + byBlind + " looks and the other one " + byOther + "; " + marked
                + " looks from before it was noticed are marked, " + believed + " of that time are believed.");
        stage.wrong += byBlind + believed + (byOther == 0 ? 1 : 0);
    }

    /** What the health page said during a fault. */
    static final class Said {
        private double after = -1;
        private Installation.Health health = new Installation.Health(0, "");

        void during(Installation installation, Duration time) throws InterruptedException {
            Instant begun = Instant.now();
            while (Duration.between(begun, Instant.now()).compareTo(time) < 0) {
                Installation.Health now = installation.health();
                if (now.status() != 200 && after < 0) {
                    after = Duration.between(begun, Instant.now()).toMillis() / 1_000.0;
                    health = now;
                }
                Thread.sleep(250);
            }
        }

        void tell(Stage stage) {
            if (after < 0) {
                stage.wrong++;
                stage.remark("The health page said nothing of it.");
            } else {
                stage.remark(String.format(
                        Locale.ROOT,
                        "The health page said so after %.1f s: %d %s",
                        after,
                        health.status(),
                        health.body()));
            }
        }
    }
}
