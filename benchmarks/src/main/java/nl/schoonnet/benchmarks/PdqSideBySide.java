// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.match.PdqMatcher;
import nl.schoonnet.hashing.pdq.PdqHash;

/**
 * Our half of {@code pdq-side-by-side.sh}: writes the hashes and questions of {@link PdqData} to a folder for the other half,
 * and says how many questions a second this one answers. Also how long a saved list takes to answer again.
 *
 * <p>Run: {@code PdqSideBySide FOLDER HASHES QUESTIONS SECONDS}.
 */
final class PdqSideBySide {
    private PdqSideBySide() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int size = Integer.parseInt(arguments[1]);
        List<PdqHash> questions = new PdqData(size).questions(Integer.parseInt(arguments[2]));
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[3]));
        PdqData data = new PdqData(size);
        write(folder.resolve("questions"), questions.size(), questions::get);
        write(folder.resolve("hashes"), size, data::hash);
        for (PdqMatcher.Layout layout : List.of(PdqMatcher.Layout.FAST, PdqMatcher.Layout.SCAN)) {
            PdqMatcher matcher = data.matcher(layout);
            System.out.printf(
                    "ours, %s: %,.0f questions/s, %.1f bytes a hash; %s%n",
                    layout,
                    rate(matcher, questions, time),
                    (double) matcher.bytes() / size,
                    PdqData.found(matcher, questions));
        }
        restart(folder.resolve("pdq.segment"), data, questions);
    }

    private static void restart(Path file, PdqData data, List<PdqHash> questions) {
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        data.matcher(PdqMatcher.Layout.SCAN).save(file, key);
        long begun = System.nanoTime();
        PdqMatcher matcher = PdqMatcher.open(file, key, PdqMatcher.Layout.FAST);
        matcher.find(questions.getFirst(), PdqData.RADIUS, new PdqHits());
        System.out.printf(
                "ours, FAST, opened from a file of %,d bytes to the first answer: %.2f s%n",
                file.toFile().length(), (System.nanoTime() - begun) / 1e9);
    }

    /** Warms up for half the time, then measures. */
    private static double rate(PdqMatcher matcher, List<PdqHash> questions, Duration time) {
        PdqHits hits = new PdqHits();
        double rate = 0;
        for (long nanos : new long[] {time.toNanos() / 2, time.toNanos()}) {
            long begun = System.nanoTime();
            long passed = 0;
            long asked = 0;
            while (passed < nanos) {
                for (int i = 0; i < 16; i++) {
                    matcher.find(questions.get((int) (asked++ % questions.size())), PdqData.RADIUS, hits);
                }
                passed = System.nanoTime() - begun;
            }
            rate = asked * 1e9 / passed;
        }
        return rate;
    }

    private static void write(Path file, int count, java.util.function.IntFunction<PdqHash> hashes) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            ByteBuffer some = ByteBuffer.allocate(32 << 10);
            for (int i = 0; i < count; i++) {
                PdqHash hash = hashes.apply(i);
                some.putLong(hash.bits255to192())
                        .putLong(hash.bits191to128())
                        .putLong(hash.bits127to64())
                        .putLong(hash.bits63to0());
                if (!some.hasRemaining() || i == count - 1) {
                    out.write(some.array(), 0, some.position());
                    some.clear();
                }
            }
        }
    }
}
