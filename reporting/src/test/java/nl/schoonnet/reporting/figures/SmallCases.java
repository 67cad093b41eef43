// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.population.PopulationReader;
import nl.schoonnet.reporting.population.RankedRole;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.source.Intervention;
import nl.schoonnet.reporting.source.ReadingLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A few notices and looks, written row by row, two providers, and the figures of them. */
abstract class SmallCases {
    static final String A = "192.0.2.1";
    static final String B = "198.51.100.1";
    static final String NOBODY = "203.0.113.1";

    @TempDir
    Path folder;

    @Nullable
    Instant from;

    ClusterBy cluster = new ClusterBy.ByItem();
    int minN = 20;
    int bootstrap = 0;
    FigureSettings.@Nullable Compared compare;

    private final StringBuilder notices = new StringBuilder(
            "notice_id,item,url,reported_at,delivered_at,channel,status,address,content_hash,inclusion\n");
    private final StringBuilder sightings = new StringBuilder("item,url,observed_at,vantage,verdict,reason,address\n");

    void notice(String item, String path, String at, String address, String hash, String inclusion) {
        notices.append("n-%s,%s,https://a.example/%s,,%s,hotline,delivered,%s,%s,%s\n"
                .formatted(item, item, path, at, address, hash, inclusion));
    }

    /** Held by the police: notified to nobody yet. */
    void held(String item, String path, String at, String address) {
        notices.append(
                "n-%s,%s,https://a.example/%s,%s,,police,police_hold,%s,,1\n".formatted(item, item, path, at, address));
    }

    void look(String item, String path, String at, String verdict, String reason) {
        sightings.append("%s,https://a.example/%s,%s,v,%s,%s,\n".formatted(item, path, at, verdict, reason));
    }

    void there(String item, String path, String at) {
        look(item, path, at, "AVAILABLE", "SAME");
    }

    void gone(String item, String path, String day) {
        look(item, path, day + "T12:00:00Z", "ABSENT", "GONE_404");
        look(item, path, day + "T13:00:00Z", "ABSENT", "GONE_404");
    }

    Population population() throws IOException {
        Path registry = folder.resolve("providers.yaml");
        Files.writeString(registry, """
                providers:
                  - id: a
                    name: A
                    seat: NL
                    parts:
                      - {prefix: 192.0.2.0/24, from: 2020-01-01, evidence: "made up"}
                  - id: b
                    name: B
                    seat: DE
                    sizes: {addresses: 10000, domains: 10000, as_of: 2025-01-01}
                    parts:
                      - {prefix: 198.51.100.0/24, from: 2020-01-01, evidence: "made up"}
                """);
        ReadingLog log = new ReadingLog();
        Population population = PopulationReader.read(
                new Selection(
                        new Facts.InFiles(
                                List.of(Files.writeString(folder.resolve("notices.csv"), notices)),
                                List.of(Files.writeString(folder.resolve("sightings.csv"), sightings))),
                        List.of(),
                        List.of(),
                        registry,
                        from,
                        null,
                        null,
                        RankedRole.WEB_HOST,
                        cluster,
                        1),
                log);
        assertThat(log.rejections()).isEmpty();
        return population;
    }

    FigureSettings settings() {
        return new FigureSettings(
                Duration.ofDays(1),
                minN,
                10,
                bootstrap,
                1,
                compare,
                "all",
                "",
                "",
                new TreeMap<>(),
                "internal",
                from == null ? null : from.toString(),
                null,
                false);
    }

    Figures figures(List<Intervention> interventions) throws IOException {
        return FigureRun.of(population(), settings(), new TreeMap<>(), interventions, List.of(), part -> {});
    }
}
