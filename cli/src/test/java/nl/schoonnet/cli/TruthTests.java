// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.population.PopulationReader;
import nl.schoonnet.reporting.population.RankedRole;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.End;
import nl.schoonnet.takedown.episode.Episode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a report says of a synthetic year, against what truly happened in it. */
class TruthTests {
    @TempDir
    static Path folder;

    private static final String BEHIND_PROXY = "unknown:behind_proxy";

    private static final Map<Long, Measured> MEASURED = new HashMap<>();

    /** A year, its truth per item, and the population that the readers make of it. */
    private record Measured(Year year, Map<String, NamedCsvRecord> truth, JsonNode totals, Population population) {
        NamedCsvRecord truth(Item item) {
            NamedCsvRecord row = truth.get(item.notice().item());
            assertThat(row).as("an item without truth").isNotNull();
            return row;
        }
    }

    private static Measured measured(long seed) {
        return MEASURED.computeIfAbsent(seed, s -> {
            Year year = Year.small(s, folder.resolve("year-" + s));
            Map<String, NamedCsvRecord> truth = new HashMap<>();
            Year.rows(year.folder().resolve("truth-items.csv.gz")).forEach(row -> truth.put(row.getField("item"), row));
            ReadingLog log = new ReadingLog();
            Population population = PopulationReader.read(
                    new Selection(
                            List.of(year.notices()),
                            List.of(year.sightings()),
                            Year.files(year.folder().resolve("networks")),
                            List.of(year.folder().resolve("public_suffix_list-2025-01-01.dat")),
                            year.folder().resolve("providers.yaml"),
                            null,
                            null,
                            null,
                            RankedRole.WEB_HOST,
                            new ClusterBy.First(),
                            2),
                    log);
            assertThat(log.rejections()).isEmpty();
            return new Measured(year, truth, Year.json(year.folder().resolve("truth.json")), population);
        });
    }

    private static Instant instant(NamedCsvRecord row, String field) {
        return row.getField(field).isEmpty() ? Instant.MAX : Instant.parse(row.getField(field));
    }

    /** Gone before the notice, but no look before it had surely found so: measured as gone by the first look after it. */
    private static boolean goneBeforeUnseen(NamedCsvRecord truth, Item item) {
        return truth.getField("outcome").equals("gone_before")
                && item.offNetwork().end() instanceof End.Removed end
                && end.left().equals(item.offNetwork().origin());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_item_that_truly_ran_is_timed_from_its_true_clock(long seed) {
        Measured m = measured(seed);
        Set<String> untimed = Set.of("police_hold", "not_notified", "gone_before");
        Set<String> expected = new TreeSet<>();
        m.truth.values().stream()
                .filter(row -> !untimed.contains(row.getField("outcome")))
                .forEach(row -> expected.add(row.getField("item")));
        Set<String> timed = new TreeSet<>();
        int unseen = 0;
        for (Item item : m.population.items()) {
            assertThat(item.offNetwork().origin()).isEqualTo(instant(m.truth(item), "clock_at"));
            if (goneBeforeUnseen(m.truth(item), item)) {
                unseen++;
            } else {
                assertThat(timed.add(item.notice().item())).isTrue();
            }
        }
        assertThat(timed).isEqualTo(expected);
        assertThat(unseen).isLessThanOrEqualTo(2);
        JsonNode funnel = m.totals.get("funnel");
        assertThat(timed).hasSize(funnel.get("timed").asInt());
        Map.of("notices", "notices", "duplicate", "duplicates", "police_hold", "police_hold", "never_notified", "not_notified")
                .forEach((step, truth) -> assertThat(m.population.funnel().count(step))
                        .as(step)
                        .isEqualTo(funnel.get(truth).asLong()));
        assertThat(m.population.funnel().count("gone_before_notice") + unseen)
                .isEqualTo(funnel.get("gone_before").asLong());
        long police = m.population.items().stream()
                .filter(i -> i.channel() == Channel.POLICE)
                .count();
        assertThat(police).isEqualTo(funnel.get("timedByChannel").get("police").asLong());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_item_goes_to_the_provider_that_answers_for_it_unless_a_proxy_hides_it(long seed) {
        Measured m = measured(seed);
        Map<String, Integer> wrong = new TreeMap<>();
        int hidden = 0;
        int merged = 0;
        for (Item item : m.population.items()) {
            NamedCsvRecord truth = m.truth(item);
            List<String> parties =
                    item.holdings().stream().map(Item.Holding::party).toList();
            String provider = truth.getField("provider");
            assertThat(item.holdings().stream().mapToDouble(Item.Holding::part).sum())
                    .isCloseTo(1, within(1e-12));
            if (truth.getField("hidden").equals("true")) {
                hidden++;
                if (!parties.equals(List.of(BEHIND_PROXY))) {
                    wrong.merge("hidden " + provider + " " + parties, 1, Integer::sum);
                }
            } else if (!parties.equals(List.of(provider)) && !parties.equals(List.of(provider, BEHIND_PROXY))) {
                wrong.merge(provider + " " + parties, 1, Integer::sum);
            } else if (!provider.equals(truth.getField("host"))) {
                merged++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(hidden).isPositive();
        assertThat(merged).as("items of a provider that had merged into another").isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_true_end_lies_in_the_interval_that_was_measured_and_the_first_one_unless_it_came_back(long seed) {
        Measured m = measured(seed);
        Map<String, Integer> wrong = new TreeMap<>();
        int later = 0;
        for (Item item : m.population.items()) {
            NamedCsvRecord truth = m.truth(item);
            if (goneBeforeUnseen(truth, item)) {
                continue;
            }
            List<Instant> ends = new ArrayList<>(List.of(instant(truth, "true_end_at")));
            for (String stay : truth.getField("returns").split("\\|", -1)) {
                if (!stay.isEmpty()) {
                    String until = stay.substring(stay.indexOf('/') + 1);
                    ends.add(until.isEmpty() ? Instant.MAX : Instant.parse(until));
                }
            }
            String what = truth.getField("provider") + " " + truth.getField("end_kind");
            if (!holds(item.offNetwork(), ends.getFirst())) {
                later++;
                if (ends.stream().noneMatch(end -> holds(item.offNetwork(), end))) {
                    wrong.merge("network " + what + " " + measured(item.offNetwork()), 1, Integer::sum);
                }
            }
            boolean elsewhere = truth.getField("end_kind").equals("moved");
            List<Instant> gone = elsewhere ? List.of(instant(truth, "off_internet_at")) : ends;
            if (gone.stream().noneMatch(end -> holds(item.offInternet(), end))) {
                wrong.merge("internet " + what + " " + measured(item.offInternet()), 1, Integer::sum);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(later).as("first absence missed between two looks").isLessThanOrEqualTo(5);
    }

    /** Whether an end is in (left, right] as measured. */
    private static boolean holds(Episode episode, Instant end) {
        End measured = episode.end();
        return end.isAfter(measured.left())
                && measured.rightIfEnded().map(right -> !end.isAfter(right)).orElse(true);
    }

    private static String measured(Episode episode) {
        return episode.end().getClass().getSimpleName() + " ("
                + Duration.between(episode.origin(), episode.end().left()) + ", "
                + episode.end()
                        .rightIfEnded()
                        .map(right -> Duration.between(episode.origin(), right).toString())
                        .orElse("-")
                + "]";
    }
}
