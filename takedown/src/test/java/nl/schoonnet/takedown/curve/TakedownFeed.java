// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Half a year of a public phishing feed, benign and real, which lies beside the project and is no part of it: tests that
 * read it run only where it is there.
 */
final class TakedownFeed {
    private static final Path FOLDER = Path.of(System.getProperty("schoonnet.root", "."))
            .toAbsolutePath()
            .normalize()
            .resolveSibling("shared/data/takedown-phish");

    private TakedownFeed() {}

    static Path folder() {
        return FOLDER;
    }

    /**
     * Items notified after the first snapshot: entered at the first sighting, gone in (last sighting, next snapshot that
     * isn't empty], right-censored if in the last one.
     */
    static CensoredSample sample() {
        List<Instant> looks = new ArrayList<>();
        Map<String, int[]> sightings = new LinkedHashMap<>();
        for (String line : lines("snapshots.csv")) {
            String[] field = line.split(",", -1);
            if (!field[2].equals("0")) {
                int look = looks.size();
                looks.add(Instant.parse(field[0]));
                for (String url : gzipLines(field[1])) {
                    sightings.computeIfAbsent(url, seen -> new int[] {look, look})[1] = look;
                }
            }
        }
        List<double[]> items = new ArrayList<>();
        for (String line : gzipLines("notices.csv.gz")) {
            String[] field = line.split(",", -1);
            int[] seen = sightings.get(field[1]);
            if (seen != null && !field[3].equals("notified_at")) {
                Instant notified = Instant.parse(field[3]);
                if (notified.isAfter(looks.getFirst())) {
                    boolean gone = seen[1] + 1 < looks.size();
                    items.add(new double[] {
                        hours(notified, looks.get(seen[0])),
                        hours(notified, looks.get(seen[1])),
                        gone ? hours(notified, looks.get(seen[1] + 1)) : Double.POSITIVE_INFINITY
                    });
                }
            }
        }
        return NpmleSamples.items(items.toArray(double[][]::new));
    }

    private static double hours(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 3_600_000.0;
    }

    private static List<String> lines(String file) {
        try {
            List<String> lines = Files.readAllLines(FOLDER.resolve(file));
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> gzipLines(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FOLDER.resolve(file))), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
