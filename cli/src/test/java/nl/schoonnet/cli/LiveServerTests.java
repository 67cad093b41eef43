// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.schoonnet.cli.live.ConfusionMatrix;
import nl.schoonnet.cli.live.LiveRun;
import nl.schoonnet.cli.live.Measured;
import nl.schoonnet.cli.live.ServedRun;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.testbed.alive.Scene;
import nl.schoonnet.testbed.alive.TownPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop through the product: one run, and what must be true after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveServerTests {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir
    private static Path folder;

    private final List<Measured> days = new ArrayList<>();

    private ServedRun.@Nullable Outcome outcome;

    @BeforeAll
    void live() throws Exception {
        TownPlan town = new TownPlan(
                3,
                4,
                START,
                Duration.ofHours(25),
                30,
                100,
                40,
                Map.of(Scene.NOT_FOUND, 4.0, Scene.GONE, 1.0, Scene.FRONT_PAGE, 1.0, Scene.NAME_GONE, 1.0),
                0,
                0,
                0,
                0,
                0.004,
                Optional.empty());
        LiveRun plan = new LiveRun("served", town, Level.HEADERS, List.of("noord", "zuid"), Duration.ofHours(25), 0);
        outcome = new ServedRun(plan, folder, Duration.ofMinutes(15))
                .run(LiveDemo::desk, (day, soFar) -> days.add(soFar), (now, measured, registry, proxies) -> {});
    }

    private ServedRun.Outcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("It is run before all tests.");
        }
        return outcome;
    }

    @Test
    void the_worker_s_looks_say_what_is_true() {
        ConfusionMatrix matrix = outcome().run().matrix();
        assertThat(matrix.missed()).as(matrix.text()).isEmpty();
        assertThat(outcome().run().looks()).isGreaterThan(500);
    }

    @Test
    void the_report_from_the_database_says_what_is_true_of_all_items() {
        Measured measured = outcome().run().measured();
        assertThat(measured.items()).isBetween(40L, 42L);
        assertThat(measured.rangeHolds()).as(measured.toString()).isTrue();
        // One item in forty is 2.5 points: a look apart at the norm may cost one.
        assertThat(Math.abs(measured.bias())).as(measured.toString()).isLessThan(1.01 / 40);
    }

    @Test
    void the_report_from_the_database_equals_the_one_from_files() {
        assertThat(outcome().run().measured()).isEqualTo(outcome().fromFiles());
    }

    @Test
    void the_figures_grow_with_the_days() {
        assertThat(days).hasSize(2);
        assertThat(days.getFirst().items()).isLessThan(days.getLast().items());
    }

    /** Must show 6 of the issue on watching: nothing that the testbed used stands in the database or the logs in clear. */
    @Test
    void no_address_domain_or_key_is_left_in_any_file_of_the_server() throws IOException {
        List<String> traces = new ArrayList<>(List.of(outcome().key()));
        for (String url : outcome().addresses()) {
            traces.add(url.substring(url.indexOf("//") + 2));
            traces.add(URI.create(url).getHost());
            traces.add(URI.create(url).getPath());
        }
        Path keyFile = folder.resolve("server/keys/vault.keys");
        String keys = Files.readString(keyFile);
        for (String line : keys.split("[\"\\s,:]+", -1)) {
            if (line.length() >= 40) {
                traces.add(line);
            }
        }
        assertThat(traces).hasSizeGreaterThan(3 * 40 + 1);
        int read = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("server"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> !path.equals(keyFile))
                    .toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String trace : traces) {
                    if (bytes.contains(trace)) {
                        throw new AssertionError(
                                "A trace of length " + trace.length() + " stands in " + folder.relativize(file));
                    }
                }
                read++;
            }
        }
        assertThat(read).isGreaterThan(100);
    }
}
