// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A load on the hash check of a server on this machine; every answer is held against the one that it must be. Run by
 * {@code benchmarks/checks.sh}.
 *
 * <p>{@code list FILE COUNT} writes a made-up list. {@code KIND PORT KEY-FILE LISTED SECONDS CONNECTIONS [RATE]} asks, with RATE
 * requests a second at most; prints checks a second, errors, and times per request. The first fifth of the time isn't counted.
 * Exit status 1 if an answer was wrong.
 */
final class CheckLoad {
    private static final int VARIETY = 64;
    private static final int MANY = 4_000;

    private CheckLoad() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("list")) {
            MadeUp.list(Path.of(arguments[1]), Long.parseLong(arguments[2]));
            return;
        }
        Questions.Kind kind = Questions.Kind.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int port = Integer.parseInt(arguments[1]);
        String key = Files.readString(Path.of(arguments[2])).strip();
        long listed = Long.parseLong(arguments[3]);
        double seconds = Double.parseDouble(arguments[4]);
        int connections = Integer.parseInt(arguments[5]);
        double rate = arguments.length > 6 ? Double.parseDouble(arguments[6]) : 0;
        boolean one = kind == Questions.Kind.SINGLE || kind == Questions.Kind.DIALECT;
        Questions questions = Questions.of(kind, key, listed, one ? MANY : VARIETY, 7);
        System.exit(run(kind, questions, port, seconds, connections, rate) ? 0 : 1);
    }

    private static boolean run(
            Questions.Kind kind, Questions questions, int port, double seconds, int connections, double rate)
            throws Exception {
        long begin = System.nanoTime();
        long counted = begin + (long) (seconds / 5 * 1e9);
        long end = counted + (long) (seconds * 1e9);
        List<Callable<Asked>> askers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int first = i;
            askers.add(() -> ask(questions, port, counted, end, first, rate == 0 ? 0 : connections / rate));
        }
        List<Asked> all = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (Future<Asked> one : threads.invokeAll(askers)) {
                all.add(one.get());
            }
        }
        long[] times = all.stream()
                .flatMapToLong(asked -> Arrays.stream(asked.times, 0, asked.count))
                .sorted()
                .toArray();
        int wrong = all.stream().mapToInt(asked -> asked.wrong).sum();
        System.out.printf(
                Locale.ROOT,
                "%s: %,.0f checks/s in %,d requests over %.0f s, %d connections, %d wrong or failed;"
                        + " per request p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
                kind,
                (double) times.length * questions.checks() / seconds,
                times.length,
                seconds,
                connections,
                wrong,
                millis(times, 0.5),
                millis(times, 0.99),
                millis(times, 1));
        return wrong == 0 && times.length > 0;
    }

    private static double millis(long[] times, double share) {
        return times.length == 0 ? Double.NaN : times[(int) Math.min(times.length - 1.0, share * times.length)] / 1e6;
    }

    private static final class Asked {
        private long[] times = new long[1 << 12];
        private int count;
        private int wrong;
        private boolean told;

        void add(long nanos) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = nanos;
        }

        void wrong(String what) {
            wrong++;
            if (!told) {
                told = true;
                System.out.println(what);
            }
        }
    }

    private static Asked ask(Questions questions, int port, long counted, long end, int first, double secondsApart)
            throws IOException, InterruptedException {
        Asked asked = new Asked();
        int size = questions.requests().size();
        long due = System.nanoTime() + (long) (secondsApart * 1e9 * Math.random());
        try (Connection connection = new Connection(port)) {
            for (int i = first * 17; ; i++) {
                if (secondsApart > 0) {
                    due += (long) (secondsApart * 1e9);
                    long wait = due - System.nanoTime();
                    if (wait > 0) {
                        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                    }
                }
                // With a rate, from when it was due: a server that is late makes all that come after wait.
                long began = secondsApart > 0 ? due : System.nanoTime();
                if (began > end) {
                    return asked;
                }
                byte[] answer = connection.ask(questions.requests().get(i % size));
                if (began >= counted) {
                    asked.add(System.nanoTime() - began);
                }
                if (connection.status() != 200
                        || !Arrays.equals(answer, questions.answers().get(i % size))) {
                    asked.wrong("an answer of status " + connection.status() + " isn't the right one");
                }
            }
        } catch (IOException e) {
            asked.wrong("a connection broke: " + e.getMessage());
            return asked;
        }
    }
}
