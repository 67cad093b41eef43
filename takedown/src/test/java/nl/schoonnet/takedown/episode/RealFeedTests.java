// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import nl.schoonnet.takedown.episode.SnapshotFeed.Listing;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The half year of a public phishing feed in {@code ../shared/data/takedown-phish}: the counts that its README gives. Runs
 * where the folder is there; elsewhere it is reported as skipped.
 */
class RealFeedTests {
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private static final List<Snapshot> SNAPSHOTS = new ArrayList<>();
    private static final List<Episode> EPISODES = new ArrayList<>();
    private static FeedOutages feed = FeedOutages.among(List.of());
    private static int returned;

    @BeforeAll
    static void read() throws IOException {
        Path folder = Path.of(System.getProperty("schoonnet.root", ".")).resolve("../shared/data/takedown-phish");
        assumeTrue(
                Files.isDirectory(folder), "../shared/data/takedown-phish is not there, so the real feed isn't tried");
        Map<Snapshot, Set<String>> listed = new HashMap<>();
        for (String line : lines(folder.resolve("snapshots.csv"))) {
            String[] fields = line.split(",", -1);
            Set<String> urls = new HashSet<>(lines(folder.resolve(fields[1]), 0));
            Snapshot snapshot = new Snapshot(
                    Instant.parse(fields[0]), urls.size(), OptionalLong.of(Long.parseLong(fields[2])), true);
            SNAPSHOTS.add(snapshot);
            listed.put(snapshot, urls);
        }
        feed = FeedOutages.among(SNAPSHOTS);
        Map<String, Listing> listings = new HashMap<>();
        for (Snapshot snapshot : feed.usable()) {
            for (String url : listed.getOrDefault(snapshot, Set.of())) {
                Instant at = snapshot.takenAt();
                listings.merge(
                        url,
                        new Listing(at, at, 1),
                        (known, now) -> new Listing(known.first(), now.last(), known.times() + 1));
            }
        }
        List<Instant> usable = feed.usable().stream().map(Snapshot::takenAt).toList();
        SnapshotFeed snapshotFeed = SnapshotFeed.of(usable, usable.getLast());
        for (String line : lines(folder.resolve("notices.csv.gz"))) {
            String[] fields = line.split(",", -1);
            Instant notified = Instant.parse(fields[3]);
            Listing listing = listings.get(fields[1]);
            if (listing == null || !notified.isAfter(usable.getFirst())) {
                continue;
            }
            returned += snapshotFeed.returned(listing) ? 1 : 0;
            if (snapshotFeed.outcome(new NoticeClock(ClockOrigin.SENT, notified), listing) instanceof Episode episode) {
                EPISODES.add(episode);
            }
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return lines(file, 1);
    }

    private static List<String> lines(Path file, int header) throws IOException {
        try (var raw = Files.newInputStream(file);
                var in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().skip(header).toList();
        }
    }

    @Test
    void the_empty_snapshot_is_the_only_outage() {
        assertThat(feed.usable()).hasSize(145);
        assertThat(feed.outages())
                .singleElement()
                .extracting(FeedOutages.Outage::cause)
                .isEqualTo(FeedOutages.Cause.EMPTY);
    }

    @Test
    void the_items_the_censored_and_the_returned_are_those_of_the_readme() {
        assertThat(EPISODES).hasSize(41_221);
        assertThat(EPISODES)
                .filteredOn(episode -> episode.end() instanceof End.StillThere)
                .hasSize(5_231);
        assertThat(returned).isEqualTo(1_047);
    }

    @Test
    void what_is_sure_at_24_and_48_hours_is_that_of_the_readme() {
        NormClasses classes = NormClasses.of(EPISODES, Counting.REMOVED);
        assertThat(classes.at(DAY).sureWithin().items()).isZero();
        assertThat(classes.at(TWO_DAYS).sureWithin().items()).isEqualTo(8_816);
        assertThat(classes.at(DAY).sureBeyond().items()).isEqualTo(32_294);
        assertThat(classes.at(TWO_DAYS).sureBeyond().items()).isEqualTo(27_342);
    }

    @Test
    void the_conventions_say_what_the_readme_says_they_say() {
        assertThat(percentages(Conventions.lastSeen(EPISODES, DAY, TWO_DAYS)))
                .usingElementComparator(RealFeedTests::toTwoDecimals)
                .containsExactly(21.66, 12.01, 66.33);
        assertThat(percentages(Conventions.firstAbsent(EPISODES, DAY, TWO_DAYS)))
                .usingElementComparator(RealFeedTests::toTwoDecimals)
                .containsExactly(0.00, 21.39, 78.61);
    }

    @Test
    void the_items_first_seen_within_two_hours_are_those_of_the_readme() {
        List<Episode> fresh = EPISODES.stream()
                .filter(episode ->
                        Duration.between(episode.origin(), episode.entry()).compareTo(Duration.ofHours(2)) <= 0)
                .toList();
        assertThat(fresh).hasSize(1_682);
    }

    private static List<Double> percentages(List<Tally> classes) {
        return classes.stream()
                .map(tally -> 100 * tally.shareOf(new Tally(EPISODES.size(), EPISODES.size())))
                .toList();
    }

    private static int toTwoDecimals(double a, double b) {
        return Math.abs(a - b) <= 0.005 ? 0 : Double.compare(a, b);
    }
}
