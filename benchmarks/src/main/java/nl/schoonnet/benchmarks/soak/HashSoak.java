// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.schoonnet.benchmarks.checks.MadeUp;
import org.jspecify.annotations.Nullable;

/**
 * Kills the server at random moments while hash lists come in, are withdrawn and are asked about, and holds what it answers
 * afterwards against what it had acknowledged. Run by {@code soak.sh hashes}; docs/soak.md. Exit status 0: no harm; 1: harm;
 * 2: wrong use.
 */
final class HashSoak {
    private static final int FIRST = 200_000;
    private static final int NEW = 4_000;
    private static final int WITHDRAWN = 600;
    private static final int RELISTED = 200;
    private static final int ASKED = 1_000;
    private static final int VERIFIED = 50_000;

    /** docs/hashcheck.md: a kill loses a second of counts at most. */
    private static final long COUNTED_LATE = 1_000_000_000L;

    private static final Pattern ALL_SOURCES = Pattern.compile("\"source\":null[^}]*?\"checks\":(\\d+)");

    private final Installation installation;
    private final SplittableRandom random;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String curator;
    private final String checker;

    /** What was acknowledged; a number is of a hash. */
    private final List<Long> listed = new ArrayList<>();

    private final List<Long> withdrawn = new ArrayList<>();
    private long next;

    /** The list that isn't acknowledged yet: what is in it may match or not. */
    private @Nullable Change pending;

    private final Deque<Counted> acknowledged = new ArrayDeque<>();
    private long acknowledgedChecks;
    private long knownLost;
    private long imports;
    private long checks;
    private volatile boolean running = true;

    /** Nothing is asked between a kill and the count of what was counted before it. */
    private volatile boolean quiet;

    private record Change(List<Long> list, List<Long> withdraw) {}

    private record Counted(long at, long sum) {}

    private HashSoak(Path root, Path folder, long seed) throws IOException, InterruptedException {
        random = new SplittableRandom(seed);
        installation = new Installation(root, folder.resolve("data"), folder.resolve("server.log"), "hold-hashes");
        Files.writeString(folder.resolve("data/schoonnet.yaml"), """
                schoonnet:
                  hashcheck:
                    digests-per-second: 1000000000
                """);
        installation.start();
        curator = installation.key("soak", "curator");
        checker = installation.key("soak", "checker");
    }

    public static void main(String[] arguments) throws Exception {
        int times;
        long seed;
        try {
            times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
            seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        } catch (NumberFormatException e) {
            System.err.println("Usage: soak.sh hashes [TIMES 5] [SEED 1]");
            System.exit(2);
            return;
        }
        Path folder = Files.createTempDirectory("schoonnet-hash-soak");
        System.out.println("Seed " + seed + ", " + times + " kills; logs in " + folder);
        HashSoak soak = new HashSoak(Path.of(System.getProperty("schoonnet.root", ".")), folder, seed);
        Thread ending = new Thread(soak.installation::close);
        Runtime.getRuntime().addShutdownHook(ending);
        boolean clean = soak.run(times);
        System.exit(clean ? 0 : 1);
    }

    private boolean run(int times) throws Exception {
        if (post(URI.create("/api/v1/hashes/sources"), "application/json", BodyPublishers.ofString("""
                {"name": "made", "owner": "nobody", "licence": "none", "scheme": "none"}"""), curator)
                        .statusCode()
                != 200) {
            throw new SoakException("No source could be opened.");
        }
        if (!send(change(FIRST))) {
            throw new SoakException("The first list wasn't taken in.");
        }
        Thread importer = Thread.ofPlatform().start(this::imports);
        Thread asker = Thread.ofPlatform().start(this::asks);
        long harm = 0;
        int duringImport = 0;
        double longestLost = 0;
        for (int i = 1; i <= times; i++) {
            Thread.sleep(random.nextLong(300, 3_500));
            long killed;
            installation.killServer();
            quiet = true;
            synchronized (this) {
                killed = System.nanoTime();
                duringImport += pending == null ? 0 : 1;
            }
            long begun = System.nanoTime();
            installation.start();
            long counted;
            List<Long> thenListed;
            List<Long> thenWithdrawn;
            Set<Long> unsure = new HashSet<>();
            // Nothing comes in nor is asked while it is verified.
            synchronized (this) {
                counted = counted();
                if (pending != null) {
                    unsure.addAll(pending.list);
                    unsure.addAll(pending.withdraw);
                }
                thenListed = listed.stream().filter(n -> !unsure.contains(n)).toList();
                thenWithdrawn =
                        withdrawn.stream().filter(n -> !unsure.contains(n)).toList();
                long lost = acknowledgedChecks - counted - knownLost;
                double seconds = lostSeconds(lost, killed);
                longestLost = Math.max(longestLost, seconds);
                // Asked and counted, but the answer didn't arrive: at most one batch.
                boolean countsWrong = seconds * 1e9 > COUNTED_LATE || lost < -ASKED;
                knownLost += lost;
                awaitLists();
                long missing = wrong(thenListed, true);
                long back = wrong(thenWithdrawn, false);
                harm += missing + back + (countsWrong ? 1 : 0);
                quiet = false;
                System.out.printf(
                        Locale.ROOT,
                        "%d of %d: answers after %.1f s; %,d listed, %d of them missing; %,d withdrawn, %d of them back;"
                                + " checks not counted: %,d, which is %.2f s%n",
                        i,
                        times,
                        (System.nanoTime() - begun) / 1e9,
                        thenListed.size(),
                        missing,
                        thenWithdrawn.size(),
                        back,
                        lost,
                        seconds);
            }
        }
        running = false;
        importer.join();
        asker.join();
        long missing = wrong(listed, true);
        long back = wrong(withdrawn, false);
        boolean audit = installation.auditIsWhole();
        System.out.printf(
                Locale.ROOT,
                "In the end: %,d lists and %,d checks acknowledged; %,d listed, %d missing; %,d withdrawn, %d back; %d of %d kills"
                        + " during an import; at most %.2f s of counts lost; audit log %s%n",
                imports,
                checks,
                listed.size(),
                missing,
                withdrawn.size(),
                back,
                duringImport,
                times,
                longestLost,
                audit ? "whole" : "NOT WHOLE");
        return harm + missing + back == 0 && audit;
    }

    // ---- the load ----

    private void imports() {
        while (running) {
            Change change;
            synchronized (this) {
                change = pending != null ? pending : change(NEW);
                pending = change;
            }
            send(change);
        }
        // What wasn't acknowledged is sent until it is.
        while (true) {
            Change change = pending;
            if (change == null || send(change)) {
                return;
            }
        }
    }

    private synchronized Change change(int fresh) {
        List<Long> list = new ArrayList<>();
        for (int i = 0; i < fresh; i++) {
            list.add(next++);
        }
        List<Long> withdraw = new ArrayList<>(some(listed, WITHDRAWN));
        list.addAll(some(withdrawn, RELISTED));
        return new Change(list, withdraw);
    }

    private Set<Long> some(List<Long> of, int count) {
        Set<Long> some = new HashSet<>();
        for (int i = 0; i < count && !of.isEmpty(); i++) {
            some.add(of.get(random.nextInt(of.size())));
        }
        return some;
    }

    /** Sends a list; whether it was acknowledged, which is noted. */
    private boolean send(Change change) {
        StringBuilder page = new StringBuilder("{\"hasMoreRecords\":false,\"hashRecords\":[");
        String before = "";
        for (long number : change.list) {
            page.append(before).append(record(number, "Active"));
            before = ",";
        }
        for (long number : change.withdraw) {
            page.append(before).append(record(number, "Withdrawn"));
            before = ",";
        }
        page.append("]}");
        try {
            HttpResponse<byte[]> answer = post(
                    URI.create("/api/v1/hashes/sources/made/imports?format=stopncii"),
                    "application/json",
                    BodyPublishers.ofString(page.toString()),
                    curator);
            if (answer.statusCode() != 200) {
                pause();
                return false;
            }
            synchronized (this) {
                imports++;
                listed.removeAll(new HashSet<>(change.withdraw));
                withdrawn.removeAll(new HashSet<>(change.list));
                listed.addAll(change.list);
                withdrawn.addAll(change.withdraw);
                pending = null;
            }
            return true;
        } catch (IOException e) {
            pause();
            return false;
        }
    }

    private static String record(long number, String status) {
        return "{\"signalType\":\"ImageMD5\",\"hashValue\":\"" + MadeUp.hex(true, number) + "\",\"hashStatus\":\""
                + status + "\"}";
    }

    private void asks() {
        SplittableRandom own = new SplittableRandom(5);
        while (running) {
            if (quiet) {
                pause();
                continue;
            }
            ByteBuffer digests = ByteBuffer.allocate(ASKED * MadeUp.LENGTH);
            for (int i = 0; i < ASKED; i++) {
                MadeUp.put(digests, true, own.nextLong(1_000_000));
            }
            try {
                check(digests.array());
            } catch (IOException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The bitmap of a batch; empty if it wasn't answered. */
    private byte[] check(byte[] digests) throws IOException {
        HttpResponse<byte[]> answer = post(
                URI.create("/api/v1/checks/md5"),
                "application/octet-stream",
                BodyPublishers.ofByteArray(digests),
                checker);
        if (answer.statusCode() != 200) {
            pause();
            return new byte[0];
        }
        synchronized (acknowledged) {
            acknowledgedChecks += digests.length / MadeUp.LENGTH;
            checks += digests.length / MadeUp.LENGTH;
            acknowledged.addLast(new Counted(System.nanoTime(), acknowledgedChecks));
            while (acknowledged.size() > 200_000) {
                acknowledged.removeFirst();
            }
        }
        return answer.body();
    }

    private HttpResponse<byte[]> post(URI path, String type, BodyPublisher body, String key) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(installation.url().resolve(path))
                            .timeout(Duration.ofSeconds(60))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", type)
                            .POST(body)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    // ---- held against the books ----

    private void awaitLists() throws IOException {
        long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (check(new byte[MadeUp.LENGTH]).length == 0) {
            if (System.nanoTime() - limit > 0) {
                throw new SoakException("The lists weren't read within two minutes.");
            }
        }
    }

    /** How many of these don't get the answer that they should. */
    private long wrong(List<Long> numbers, boolean match) throws IOException {
        long wrong = 0;
        for (int from = 0; from < numbers.size(); from += VERIFIED) {
            List<Long> some = numbers.subList(from, Math.min(numbers.size(), from + VERIFIED));
            ByteBuffer digests = ByteBuffer.allocate(some.size() * MadeUp.LENGTH);
            some.forEach(number -> MadeUp.put(digests, true, number));
            byte[] bitmap = check(digests.array());
            if (bitmap.length == 0) {
                throw new SoakException("Checks aren't answered.");
            }
            for (int i = 0; i < some.size(); i++) {
                boolean matched = (bitmap[i / 8] >> i % 8 & 1) == 1;
                wrong += matched == match ? 0 : 1;
            }
        }
        return wrong;
    }

    /** Checks that the server has counted. */
    private long counted() throws IOException, InterruptedException {
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Europe/Amsterdam"));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(installation
                                .url()
                                .resolve("/api/v1/hashes/statistics?from=" + today.minusDays(8) + "&to="
                                        + today.plusDays(1)))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer " + curator)
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() != 200) {
            throw new SoakException("The statistics can't be read: " + answer.statusCode());
        }
        long sum = 0;
        Matcher all = ALL_SOURCES.matcher(answer.body());
        while (all.find()) {
            sum += Long.parseLong(all.group(1));
        }
        return sum;
    }

    /** How long before the kill the first of the checks was answered that weren't counted. */
    private double lostSeconds(long lost, long killed) {
        if (lost <= 0) {
            return 0;
        }
        synchronized (acknowledged) {
            for (Counted one : acknowledged) {
                if (one.sum > acknowledgedChecks - lost) {
                    return (killed - one.at) / 1e9;
                }
            }
            return Double.POSITIVE_INFINITY;
        }
    }
}
