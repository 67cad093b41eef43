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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Facts;
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
            return Objects.requireNonNull(truth.get(item.notice().item()), "an item without truth");
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
                            new Facts.InFiles(List.of(year.notices()), List.of(year.sightings())),
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
        Map.of(
                        "notices",
                        "notices",
                        "duplicate",
                        "duplicates",
                        "police_hold",
                        "police_hold",
                        "never_notified",
                        "not_notified")
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
        assertThat(merged)
                .as("items of a provider that had merged into another")
                .isPositive();
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void an_end_of_another_kind_is_told_apart(long seed) {
        Measured m = measured(seed);
        Map<String, Integer> kinds = new TreeMap<>();
        for (Item item : m.population.items()) {
            NamedCsvRecord truth = m.truth(item);
            String kind = truth.getField("end_kind");
            String network = item.offNetwork().end().getClass().getSimpleName();
            kinds.merge(kind + " is " + network, 1, Integer::sum);
            if (kind.equals("moved") && item.offInternet().end() instanceof End.Ended end) {
                assertThat(end.right()).isAfterOrEqualTo(instant(truth, "off_internet_at"));
            }
        }
        assertThat(kinds.keySet())
                .isSubsetOf(
                        "removed is Removed",
                        "removed is StillThere",
                        "host_down is Removed",
                        "inaccessible is MadeInaccessible",
                        "inaccessible is StillThere",
                        "moved is Moved",
                        "moved is StillThere",
                        // Moved and removed there between two looks a week apart.
                        "moved is Removed",
                        // Removed, and then its site moved, between two looks a week apart.
                        "removed is Moved",
                        "open is StillThere",
                        "gone_before_notice is Removed");
        assertThat(kinds).containsKeys("removed is Removed", "moved is Moved", "inaccessible is MadeInaccessible");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_the_report_is_sure_of_is_true_of_each_provider_and_of_all(long seed) {
        Measured m = measured(seed);
        Path out = folder.resolve("report-" + seed);
        Terminal.run(m.year.words("--min-n", 2, "--out", out)).ended(ExitStatus.DONE);
        JsonNode figures = Year.json(out.resolve("figures.json"));
        Map<String, Double> withinByParty = new TreeMap<>();
        Map<String, Double> missedByParty = new TreeMap<>();
        double[] within = new double[2];
        double[] missed = new double[2];
        for (Item item : m.population.items()) {
            NamedCsvRecord truth = m.truth(item);
            Instant limit = item.offNetwork().origin().plus(Duration.ofDays(1));
            String kind = truth.getField("end_kind");
            Instant end = instant(truth, "true_end_at");
            boolean removed =
                    Set.of("removed", "host_down", "gone_before_notice").contains(kind);
            boolean moved = kind.equals("moved");
            // A customer that leaves or is cut off ends the provider's part, not the internet's.
            boolean network = (removed || moved) && !end.isAfter(limit);
            boolean internet = moved ? !instant(truth, "off_internet_at").isAfter(limit) : network;
            boolean unnoticed = network && !item.offNetwork().end().left().isBefore(limit);
            within[0] += network ? item.weight() : 0;
            within[1] += internet ? item.weight() : 0;
            missed[0] += unnoticed ? item.weight() : 0;
            missed[1] += unnoticed ? item.weight() : 0;
            for (Item.Holding holding : item.holdings()) {
                String name = m.population.names().getOrDefault(holding.party(), holding.party());
                withinByParty.merge(name, network ? item.weight() * holding.part() : 0, Double::sum);
                missedByParty.merge(name, unnoticed ? item.weight() * holding.part() : 0, Double::sum);
            }
        }
        assertThat(missed[0] / m.population.items().size())
                .as("gone and back between two looks")
                .isLessThan(0.005);
        JsonNode headline = figures.get("headline");
        bounds("all, off this network", headline.get("offNetworkWithinNorm"), within[0], missed[0]);
        bounds("all, off the internet", headline.get("offInternetWithinNorm"), within[1], missed[1]);
        int providers = 0;
        for (JsonNode row : figures.get("league").get("rows")) {
            String party = row.get("party").asText();
            assertThat(withinByParty).containsKey(party);
            bounds(
                    party,
                    row.get("withinNorm"),
                    withinByParty.getOrDefault(party, -1.0),
                    missedByParty.getOrDefault(party, 0.0));
            providers++;
        }
        assertThat(providers).isGreaterThan(20);
    }

    /** Sure is at most the truth, and the truth is at most what is possible: an end that no look could see may be missed. */
    private static void bounds(String whose, JsonNode share, double truth, double missed) {
        double sure = share.get("sure").asDouble();
        double possible = sure + share.get("undecided").asDouble();
        assertThat(sure).as(whose).isLessThanOrEqualTo(truth + 1e-6);
        assertThat(truth).as(whose).isLessThanOrEqualTo(possible + missed + 1e-6);
        assertThat(possible).isLessThanOrEqualTo(share.get("n").asDouble() * 4 + 1e-6);
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
