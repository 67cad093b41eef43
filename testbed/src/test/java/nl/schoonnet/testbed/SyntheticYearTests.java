// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.schoonnet.testbed.YearFiles.ItemTruth;
import nl.schoonnet.testbed.YearFiles.Seen;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyntheticYearTests {
    private static final Set<String> STATUSES =
            Set.of("delivered", "bounced", "refused", "unreachable", "police_hold", "not_notified", "duplicate");
    private static final Map<String, Set<String>> REASONS = Map.of(
            "AVAILABLE", Set.of("SAME", "CHANGED", "STILL_EMBEDDED", "MANUAL"),
            "ABSENT",
                    Set.of(
                            "GONE_404",
                            "GONE_410",
                            "PLACEHOLDER",
                            "EMPTY",
                            "TO_FRONT_PAGE",
                            "NXDOMAIN",
                            "NO_ADDRESS",
                            "PARKED",
                            "HOST_DOWN"),
            "RESTRICTED", Set.of("FORBIDDEN", "LEGAL_451", "GEO", "LOGIN", "BLOCKED_US"),
            "MOVED", Set.of("OTHER_HOST", "OTHER_NETWORK"),
            "UNKNOWN", Set.of("TIMEOUT", "TLS", "SERVER_ERROR", "RATE_LIMITED", "VANTAGE_DOWN"));
    private static final Instant LAST_LOOK = Instant.parse("2026-01-14T23:00:00Z");
    private static final Duration FAR_BEHIND = Duration.ofMinutes(4);

    @TempDir
    static Path folder;

    private List<YearFiles> years = List.of();

    @BeforeAll
    void generate() {
        years = List.of(
                YearFiles.generate(Settings.demo(20_251), folder.resolve("demo")),
                YearFiles.generate(Settings.small(20_252), folder.resolve("small")));
    }

    Stream<YearFiles> years() {
        return years.stream();
    }

    private YearFiles demo() {
        return years.getFirst();
    }

    @Test
    void the_same_seed_gives_the_same_bytes() {
        Map<String, byte[]> first =
                YearFiles.generate(Settings.small(7), folder.resolve("first")).bytes();
        Map<String, byte[]> again =
                YearFiles.generate(Settings.small(7), folder.resolve("again")).bytes();
        assertThat(again.keySet()).isEqualTo(first.keySet());
        first.forEach((name, bytes) ->
                assertThat(again.get(name)).as(name).isNotNull().isEqualTo(bytes));
    }

    @Test
    void another_seed_gives_another_year() {
        Map<String, byte[]> one =
                YearFiles.generate(Settings.small(8), folder.resolve("one")).bytes();
        Map<String, byte[]> other =
                YearFiles.generate(Settings.small(9), folder.resolve("other")).bytes();
        for (String name : List.of("notices.csv.gz", "sightings.csv.gz", "truth-items.csv.gz", "truth.json")) {
            assertThat(Arrays.equals(one.get(name), other.get(name))).as(name).isFalse();
        }
        assertThat(one.get("providers.yaml")).isEqualTo(other.get("providers.yaml"));
    }

    @Test
    void a_year_of_impossible_size_is_refused() {
        assertThatThrownBy(() -> new Settings(1, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_demo_has_the_size_that_was_asked() {
        assertThat(demo().written().items()).isBetween(11_500, 12_700);
        assertThat(demo().written().sightings()).isBetween(300_000L, 3_000_000L);
        assertThat(demo().looks().values().stream().mapToLong(List::size).sum())
                .isEqualTo(demo().written().sightings());
    }

    @ParameterizedTest
    @MethodSource("years")
    void every_notice_row_parses_and_its_times_are_in_order(YearFiles year) {
        assertThat(year.notices()).hasSize(year.written().notices());
        assertThat(year.notices().stream().map(n -> n.getField("notice_id"))).doesNotHaveDuplicates();
        for (NamedCsvRecord notice : year.notices()) {
            assertThat(STATUSES).contains(notice.getField("status"));
            assertThat(notice.getField("channel")).isIn("hotline", "police", "authority");
            assertThat(notice.getField("source")).isIn("public", "own_search", "foreign_hotline", "police", "crawler");
            assertThat(notice.getField("content_hash")).matches("[0-9a-f]{64}");
            assertThat(notice.getField("inclusion")).isIn("1", "0.25", "");
            assertThat(notice.getField("server_country")).matches("[A-Z]{2}|");
            List<Instant> times = Stream.of(
                            "reported_at", "assessed_at", "attempted_at", "sent_at", "delivered_at", "acknowledged_at")
                    .map(notice::getField)
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse)
                    .toList();
            assertThat(times).isNotEmpty().isSorted();
        }
        assertThat(year.firstNotices().stream().map(n -> n.getField("item")))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(year.truth().keySet());
    }

    @ParameterizedTest
    @MethodSource("years")
    void every_clock_starts_within_the_year_and_is_the_one_that_the_notice_shows(YearFiles year) {
        for (NamedCsvRecord notice : year.firstNotices()) {
            ItemTruth truth = year.truth(notice.getField("item"));
            assertThat(truth.clockAt())
                    .isBetween(Instant.parse("2024-12-31T23:00:00Z"), Instant.parse("2025-12-31T22:59:59Z"));
            String shown = switch (truth.field("outcome")) {
                case "delivered", "released", "gone_before" -> "delivered_at";
                case "sent_only" -> "sent_at";
                case "bounced", "refused", "unreachable" -> "attempted_at";
                default -> "assessed_at";
            };
            assertThat(notice.getField(shown)).isEqualTo(truth.field("clock_at"));
        }
    }

    @ParameterizedTest
    @MethodSource("years")
    void every_look_has_a_known_code_and_follows_the_one_before(YearFiles year) {
        year.looks().forEach((item, looks) -> {
            assertThat(year.truth()).containsKey(item);
            for (Seen look : looks) {
                boolean known = REASONS.getOrDefault(look.verdict(), Set.of()).contains(look.reason());
                if (!known || !look.at().isBefore(LAST_LOOK)) {
                    fail("%s: %s".formatted(item, look));
                }
            }
            assertThat(looks.stream().map(Seen::at)).isSorted();
        });
    }

    @ParameterizedTest
    @MethodSource("years")
    void looks_never_contradict_the_truth(YearFiles year) {
        year.looks().forEach((item, looks) -> {
            ItemTruth truth = year.truth(item);
            for (Seen look : looks) {
                boolean possible = switch (look.verdict()) {
                    case "AVAILABLE" -> truth.present(look.at());
                    case "ABSENT" -> !truth.present(look.at()) || look.reason().equals("EMPTY");
                    case "MOVED" ->
                        !truth.present(look.at()) && truth.field("end_kind").equals("moved");
                    case "RESTRICTED" ->
                        truth.present(look.at())
                                ? look.vantage().equals("zuid")
                                        && !truth.field("blocked_vantage").equals("none")
                                : truth.field("end_kind").equals("inaccessible")
                                        || look.reason().equals("BLOCKED_US");
                    default -> look.verdict().equals("UNKNOWN");
                };
                if (!possible) {
                    fail("%s: %s".formatted(item, look));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("years")
    void a_wrong_absence_is_never_confirmed(YearFiles year) {
        year.looks().forEach((item, looks) -> {
            ItemTruth truth = year.truth(item);
            for (int i = 0; i + 1 < looks.size(); i++) {
                boolean wrong = looks.get(i).verdict().equals("ABSENT")
                        && truth.present(looks.get(i).at());
                boolean both = looks.get(i + 1).verdict().equals("ABSENT")
                        && truth.present(looks.get(i + 1).at());
                if (wrong && both) {
                    fail(item);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("years")
    void two_vantage_points_look_within_minutes_of_each_other(YearFiles year) {
        for (List<Seen> looks : year.looks().values()) {
            assertThat(looks.size() % 2).isZero();
            for (int i = 0; i < looks.size(); i += 2) {
                Seen near = looks.get(i);
                Seen far = looks.get(i + 1);
                boolean paired = near.vantage().equals("noord") && far.vantage().equals("zuid");
                Duration behind = Duration.between(near.at(), far.at());
                if (!paired || behind.isNegative() || behind.compareTo(FAR_BEHIND) > 0) {
                    fail(near + " " + far);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("years")
    void an_item_that_is_there_is_looked_at_on_the_norm_schedule(YearFiles year) {
        int hourly = 0;
        int sixHourly = 0;
        for (Map.Entry<String, List<Seen>> entry : year.looks().entrySet()) {
            ItemTruth truth = year.truth(entry.getKey());
            boolean drawn = truth.field("drawn").equals("true");
            Duration norm = Duration.ofHours(drawn ? 1 : 6);
            Instant before = truth.clockAt();
            for (Seen look : entry.getValue()) {
                boolean watched = look.vantage().equals("noord") && !look.at().isBefore(truth.clockAt());
                boolean early = look.at().isBefore(truth.clockAt().plus(Duration.ofDays(2)));
                if (watched && early && before.isBefore(truth.endAt())) {
                    if (Duration.between(before, look.at()).compareTo(norm) > 0) {
                        fail(entry.getKey() + " " + look);
                    }
                    before = look.at();
                    hourly += drawn ? 1 : 0;
                    sixHourly += drawn ? 0 : 1;
                }
            }
        }
        assertThat(hourly).isPositive();
        assertThat(sixHourly).isPositive();
    }

    @ParameterizedTest
    @MethodSource("years")
    void an_agreed_absence_is_confirmed_after_a_quarter_of_an_hour(YearFiles year) {
        int confirmed = 0;
        for (List<Seen> looks : year.looks().values()) {
            for (int i = 0; i + 3 < looks.size(); i += 2) {
                boolean agreed = Stream.of(looks.get(i), looks.get(i + 1))
                        .allMatch(l -> l.verdict().equals("ABSENT"));
                boolean firstTime =
                        looks.subList(0, i).stream().noneMatch(l -> l.verdict().equals("ABSENT"));
                if (agreed && firstTime) {
                    Duration wait = Duration.between(
                            looks.get(i + 1).at(), looks.get(i + 3).at());
                    assertThat(wait).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(21));
                    confirmed++;
                }
            }
        }
        assertThat(confirmed).isGreaterThan(year.written().items() / 2);
    }

    @ParameterizedTest
    @MethodSource("years")
    void what_was_held_back_or_never_notified_is_not_looked_at(YearFiles year) {
        for (NamedCsvRecord notice : year.firstNotices()) {
            if (Set.of("police_hold", "not_notified").contains(notice.getField("status"))) {
                assertThat(year.looks(notice.getField("item"))).isEmpty();
                assertThat(notice.getField("sent_at")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("years")
    void the_counts_of_the_truth_equal_a_recount_from_its_items(YearFiles year) {
        JsonNode funnel = year.totals().get("funnel");
        assertThat(funnel.get("notices").asInt()).isEqualTo(year.notices().size());
        assertThat(funnel.get("items").asInt()).isEqualTo(year.truth().size());
        assertThat(funnel.get("duplicates").asInt())
                .isEqualTo(year.notices().size() - year.firstNotices().size());
        for (String outcome : List.of("bounced", "refused", "unreachable", "police_hold", "not_notified")) {
            assertThat(funnel.get(outcome).asLong())
                    .as(outcome)
                    .isEqualTo(year.notices().stream()
                            .filter(n -> n.getField("status").equals(outcome))
                            .count());
        }
        recount(year.totals().get("total"), year.truth().values());
        Set<String> names = new TreeSet<>();
        year.totals().get("providers").properties().forEach(entry -> {
            names.add(entry.getKey());
            recount(
                    entry.getValue(),
                    year.truth().values().stream()
                            .filter(t -> t.field("provider").equals(entry.getKey()))
                            .toList());
        });
        assertThat(names)
                .isEqualTo(year.truth().values().stream()
                        .map(t -> t.field("provider"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static void recount(JsonNode figures, Collection<ItemTruth> items) {
        assertThat(figures.get("items").asInt()).isEqualTo(items.size());
        List<ItemTruth> timed = items.stream()
                .filter(t ->
                        !Set.of("police_hold", "not_notified", "gone_before").contains(t.field("outcome")))
                .toList();
        assertThat(figures.get("timed").asInt()).isEqualTo(timed.size());
        Map<String, Set<String>> yardsticks = Map.of(
                "removed", Set.of("removed", "host_down"),
                "removedOrInaccessible", Set.of("removed", "host_down", "inaccessible"),
                "offNetwork", Set.of("removed", "host_down", "inaccessible", "moved"));
        yardsticks.forEach((name, kinds) -> {
            JsonNode counts = figures.get(name).get("count");
            counts.properties().forEach(hours -> {
                Duration within = Duration.ofHours(Long.parseLong(hours.getKey()));
                long count = timed.stream()
                        .filter(t -> kinds.contains(t.field("end_kind")))
                        .filter(t -> !t.endAt().isAfter(t.clockAt().plus(within)))
                        .count();
                assertThat(hours.getValue().asLong()).as("%s %s", name, hours).isEqualTo(count);
            });
        });
    }

    @Test
    void providers_are_fast_or_slow_with_hardly_a_middle() {
        Map<String, List<ItemTruth>> byProvider = demo().truth().values().stream()
                .filter(t -> Set.of("delivered", "bounced", "refused", "unreachable", "released", "sent_only")
                        .contains(t.field("outcome")))
                .collect(Collectors.groupingBy(t -> t.field("provider")));
        int between = 0;
        int ranked = 0;
        for (List<ItemTruth> items : byProvider.values()) {
            if (items.size() >= 60) {
                double share = items.stream()
                                .filter(t -> !t.endAt().isAfter(t.clockAt().plus(Duration.ofDays(1))))
                                .count()
                        / (double) items.size();
                ranked++;
                between += share > 0.35 && share < 0.75 ? 1 : 0;
            }
        }
        // Two providers answer to a letter in the middle of the year.
        assertThat(ranked).isGreaterThanOrEqualTo(15);
        assertThat(between).isLessThanOrEqualTo(4);
        assertThat(demo().truth().values().stream().map(t -> Double.parseDouble(t.field("generating_24h"))))
                .allMatch(share -> share <= 0.25 || share >= 0.85);
    }

    @Test
    void the_realised_share_is_near_the_generating_one() {
        JsonNode total = demo().totals().get("total");
        double generating = total.get("generating").get("24").asDouble();
        double realised = total.get("offNetwork").get("share").get("24").asDouble();
        // The clusters are large: 3,000 of 12,000 items.
        assertThat(realised).isBetween(generating - 0.04, generating + 0.04);
    }

    @Test
    void one_image_host_has_four_tenths_and_most_providers_are_tiny() {
        JsonNode providers = demo().totals().get("providers");
        List<Integer> sizes = new ArrayList<>();
        providers.forEach(p -> sizes.add(p.get("items").asInt()));
        assertThat(sizes).hasSizeBetween(25, 40);
        assertThat(sizes.stream().mapToInt(i -> i).max().orElse(0)
                        / (double) demo().written().items())
                .isBetween(0.37, 0.45);
        assertThat(sizes.stream().filter(n -> n <= 25).count()).isGreaterThanOrEqualTo(10);
        assertThat(providers.get("stilhoek").get("items").asInt()).isEqualTo(3);
        assertThat(providers.get("stilhoek").get("openAtLastLook").asInt()).isEqualTo(3);
    }

    @Test
    void pages_hold_one_to_two_hundred_items() {
        Map<String, Long> pages = demo().firstNotices().stream()
                .collect(Collectors.groupingBy(n -> n.getField("page"), Collectors.counting()));
        assertThat(pages.values()).allMatch(n -> n >= 1 && n <= 200).contains(1L);
        assertThat(pages.values().stream().mapToLong(n -> n).max().orElse(0)).isGreaterThan(100);
    }

    @Test
    void items_of_a_cluster_mostly_end_together() {
        Map<String, List<ItemTruth>> clusters = demo().firstNotices().stream()
                .collect(Collectors.groupingBy(
                        n -> n.getField("cluster"),
                        Collectors.mapping(n -> demo().truth(n.getField("item")), Collectors.toList())));
        List<ItemTruth[]> pairs = clusters.values().stream()
                .filter(items -> items.size() > 1
                        && items.stream().allMatch(t -> !t.endAt().equals(Instant.MAX)))
                .map(items -> new ItemTruth[] {items.get(0), items.get(1)})
                .toList();
        long together =
                pairs.stream().filter(p -> p[0].endAt().equals(p[1].endAt())).count();
        // Both share the cluster's time with chance 0.75 x 0.75, and more where something else ends all at once.
        assertThat(together / (double) pairs.size()).isBetween(0.50, 0.68);
    }

    @ParameterizedTest
    @MethodSource("years")
    void every_promised_kind_of_event_occurs(YearFiles year) {
        Set<String> codes = year.looks().values().stream()
                .flatMap(List::stream)
                .map(Seen::code)
                .collect(Collectors.toSet());
        assertThat(codes)
                .contains(
                        "ABSENT GONE_404",
                        "ABSENT GONE_410",
                        "ABSENT PLACEHOLDER",
                        "ABSENT TO_FRONT_PAGE",
                        "ABSENT NXDOMAIN",
                        "ABSENT HOST_DOWN",
                        "AVAILABLE SAME",
                        "AVAILABLE CHANGED",
                        "AVAILABLE STILL_EMBEDDED",
                        "AVAILABLE MANUAL",
                        "MOVED OTHER_NETWORK",
                        "RESTRICTED FORBIDDEN",
                        "RESTRICTED BLOCKED_US",
                        "UNKNOWN TIMEOUT",
                        "UNKNOWN VANTAGE_DOWN");
        Set<String> kinds =
                year.truth().values().stream().map(t -> t.field("end_kind")).collect(Collectors.toSet());
        assertThat(kinds).contains("removed", "host_down", "inaccessible", "moved", "gone_before_notice", "open");
        assertThat(year.notices().stream().map(n -> n.getField("status"))).containsAll(STATUSES);
        assertThat(year.truth().values().stream().map(t -> t.field("outcome"))).contains("released", "sent_only");
        assertThat(year.notices().stream().map(n -> n.getField("channel"))).contains("hotline", "police", "authority");
        assertThat(year.notices().stream().map(n -> n.getField("server_country")))
                .contains("NL", "LU", "DE", "");
    }

    @ParameterizedTest
    @MethodSource("years")
    void what_was_gone_before_the_notice_had_been_seen_gone_twice(YearFiles year) {
        List<ItemTruth> gone = year.truth().values().stream()
                .filter(t -> t.field("outcome").equals("gone_before"))
                .toList();
        assertThat(gone).isNotEmpty();
        int foundOut = 0;
        for (ItemTruth truth : gone) {
            long absences = year.looks(truth.field("item")).stream()
                    .filter(l -> l.at().isBefore(truth.clockAt()) && l.verdict().equals("ABSENT"))
                    .count();
            foundOut += absences >= 4 ? 1 : 0;
        }
        // A look may fail, or the far vantage point be blocked.
        assertThat(foundOut).isGreaterThanOrEqualTo(gone.size() * 9 / 10);
    }

    @ParameterizedTest
    @MethodSource("years")
    void what_comes_back_within_a_week_flaps_and_later_is_notified_again(YearFiles year) {
        int flaps = 0;
        int relapses = 0;
        Map<String, Set<String>> itemsOfUrl = new HashMap<>();
        Map<String, Set<String>> hashesOfUrl = new HashMap<>();
        for (NamedCsvRecord notice : year.firstNotices()) {
            itemsOfUrl
                    .computeIfAbsent(notice.getField("url"), u -> new HashSet<>())
                    .add(notice.getField("item"));
            hashesOfUrl
                    .computeIfAbsent(notice.getField("url"), u -> new HashSet<>())
                    .add(notice.getField("content_hash"));
            ItemTruth truth = year.truth(notice.getField("item"));
            for (YearFiles.Stay stay : truth.returns()) {
                Duration away = Duration.between(truth.endAt(), stay.from());
                boolean seen = year.looks(notice.getField("item")).stream()
                        .anyMatch(l -> l.verdict().equals("AVAILABLE") && !l.at().isBefore(truth.endAt()));
                if (away.compareTo(Duration.ofDays(7)) < 0) {
                    flaps += seen ? 1 : 0;
                } else {
                    relapses += seen ? 1 : 0;
                }
            }
        }
        assertThat(flaps).isPositive();
        assertThat(relapses).isPositive();
        assertThat(itemsOfUrl.values().stream().filter(items -> items.size() > 1))
                .isNotEmpty();
        assertThat(hashesOfUrl.values()).allMatch(hashes -> hashes.size() == 1);
    }

    @ParameterizedTest
    @MethodSource("years")
    void the_same_content_comes_back_at_the_same_provider_under_another_address(YearFiles year) {
        Map<String, Set<String>> urls = new HashMap<>();
        for (NamedCsvRecord notice : year.firstNotices()) {
            String key = notice.getField("content_hash")
                    + year.truth(notice.getField("item")).field("host");
            urls.computeIfAbsent(key, k -> new HashSet<>()).add(notice.getField("url"));
        }
        assertThat(urls.values().stream().filter(u -> u.size() > 1)).isNotEmpty();
    }

    @Test
    void a_customer_that_is_cut_off_is_seen_at_its_new_provider() {
        List<Seen> moved = demo().looks().values().stream()
                .flatMap(List::stream)
                .filter(l -> l.code().equals("MOVED OTHER_NETWORK"))
                .toList();
        assertThat(moved).isNotEmpty().allMatch(l -> holder(l.address()).equals("achterdeur"));
        Set<String> movedItems = demo().truth().values().stream()
                .filter(t -> t.field("end_reason").equals("OTHER_NETWORK"))
                .map(t -> t.field("item"))
                .collect(Collectors.toSet());
        assertThat(movedItems).hasSizeGreaterThan(10);
        assertThat(movedItems).allMatch(i -> demo().truth(i).field("host").equals("klompnet"));
    }

    @ParameterizedTest
    @MethodSource("years")
    void an_address_belongs_to_the_host_or_to_the_proxy_before_it(YearFiles year) {
        int proxied = 0;
        int disclosed = 0;
        for (NamedCsvRecord notice : year.firstNotices()) {
            ItemTruth truth = year.truth(notice.getField("item"));
            List<String> holders = Arrays.stream(notice.getField("address").split("\\|", -1))
                    .map(this::holder)
                    .distinct()
                    .toList();
            if (holders.getFirst().matches("schermweb|voorpost")) {
                proxied++;
                disclosed += holders.size() > 1 ? 1 : 0;
                assertThat(truth.field("hidden")).isEqualTo(String.valueOf(holders.size() == 1));
                assertThat(holders.size() == 1 || holders.get(1).equals(truth.field("host")))
                        .isTrue();
            } else {
                assertThat(holders).containsExactly(truth.field("host"));
            }
        }
        assertThat(proxied).isGreaterThan(disclosed);
        assertThat(disclosed).isPositive();
    }

    /** The provider that a registry names for an address: from the extract, not from the generator. */
    private String holder(String address) {
        if (inetnums.isEmpty()) {
            readRegistry();
        }
        if (address.contains(":")) {
            return inetnums.getOrDefault(address.substring(0, address.indexOf("::")), "");
        }
        int dot = address.lastIndexOf('.');
        int last = Integer.parseInt(address.substring(dot + 1));
        for (Map.Entry<String, String> range : inetnums.entrySet()) {
            String[] ends = range.getKey().split(" - ", -1);
            boolean block = ends.length == 2 && ends[0].startsWith(address.substring(0, dot + 1));
            if (block
                    && last >= Integer.parseInt(ends[0].substring(dot + 1))
                    && last <= Integer.parseInt(ends[1].substring(dot + 1))) {
                return range.getValue();
            }
        }
        return "";
    }

    private final Map<String, String> inetnums = new HashMap<>();

    private void readRegistry() {
        String range = "";
        for (String line :
                demo().text("networks/ripe.db-2025-01-01.txt").lines().toList()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("inetnum:")) {
                range = value;
            } else if (line.startsWith("inet6num:")) {
                range = value.substring(0, value.indexOf("::"));
            } else if (line.startsWith("mnt-by:")) {
                inetnums.put(range, value.substring(0, value.indexOf("-MNT")).toLowerCase(java.util.Locale.ROOT));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("years")
    void every_name_address_and_number_is_reserved(YearFiles year) {
        List<String> texts = new ArrayList<>();
        for (String file : year.bytes().keySet()) {
            if (!file.endsWith(".gz")) {
                texts.add(year.text(file));
            }
        }
        for (NamedCsvRecord notice : year.notices()) {
            texts.add(notice.getField("address"));
            assertThat(notice.getField("url")).matches("https://[a-z0-9.]+\\.(example|test)/[0-9a-f]{4}/[0-9a-f]{12}");
            assertThat(notice.getField("recipient")).matches("(abuse@[a-z]+\\.example)?");
        }
        year.looks().values().forEach(looks -> looks.forEach(l -> texts.add(l.address())));
        Pattern ipv4 = Pattern.compile("\\b[0-9]{1,3}(\\.[0-9]{1,3}){3}\\b");
        Pattern ipv6 = Pattern.compile("[0-9a-f]+(:[0-9a-f]+)*::[0-9a-f]*");
        for (String text : new HashSet<>(texts)) {
            matches(ipv4, text)
                    .forEach(a -> assertThat(a).matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.[0-9]+"));
            matches(ipv6, text).forEach(a -> assertThat(a).startsWith("2001:db8:"));
        }
        Set<Integer> systems = matches(
                        Pattern.compile("(?m)^[0-9]+(?=\t)|(?<=as: )[0-9]+|(?<=\\|asn\\|)[0-9]+"),
                        String.join("\n", texts))
                .stream()
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        assertThat(systems).hasSize(32).allMatch(n -> (n >= 64_496 && n <= 64_511) || (n >= 65_536 && n <= 65_551));
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    @Test
    void no_two_prefixes_overlap() {
        List<int[]> ranges =
                matches(Pattern.compile("[0-9.]+/[0-9]+"), demo().text("networks/riswhoisdump-2025-01-01.txt")).stream()
                        .map(SyntheticYearTests::range)
                        .sorted((a, b) -> Integer.compareUnsigned(a[0], b[0]))
                        .toList();
        assertThat(ranges).hasSizeGreaterThan(40);
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(Integer.compareUnsigned(ranges.get(i - 1)[1], ranges.get(i)[0]))
                    .isNegative();
        }
    }

    private static int[] range(String prefix) {
        String[] parts = prefix.split("[./]", -1);
        int first = 0;
        for (int i = 0; i < 4; i++) {
            first = first << 8 | Integer.parseInt(parts[i]);
        }
        int size = 1 << (32 - Integer.parseInt(parts[4]));
        assertThat(first & (size - 1)).as("alignment").isZero();
        return new int[] {first, first + size - 1};
    }

    @Test
    void a_crawler_joins_in_the_eighth_month() {
        Map<Boolean, List<NamedCsvRecord>> late = demo().firstNotices().stream()
                .collect(Collectors.partitioningBy(n ->
                        !demo().truth(n.getField("item")).clockAt().isBefore(Instant.parse("2025-07-31T22:00:00Z"))));
        assertThat(late.getOrDefault(false, List.of())).noneMatch(SyntheticYearTests::crawled);
        List<NamedCsvRecord> after = late.getOrDefault(true, List.of());
        assertThat(after.stream().filter(SyntheticYearTests::crawled).count() / (double) after.size())
                .isBetween(0.25, 0.65);
    }

    private static boolean crawled(NamedCsvRecord notice) {
        return notice.getField("source").equals("crawler");
    }

    @Test
    void a_letter_makes_one_provider_fast() {
        Instant letter = Instant.parse("2025-08-31T22:00:00Z");
        assertThat(share("klompnet", Instant.MIN, letter)).isLessThan(0.35);
        assertThat(share("klompnet", letter, Instant.MAX)).isGreaterThan(0.65);
    }

    private double share(String provider, Instant from, Instant until) {
        List<ItemTruth> items = demo().truth().values().stream()
                .filter(t -> t.field("provider").equals(provider))
                .filter(t -> !t.clockAt().isBefore(from) && t.clockAt().isBefore(until))
                .toList();
        return items.stream()
                        .filter(t -> !t.endAt().isAfter(t.clockAt().plus(Duration.ofDays(1))))
                        .count()
                / (double) items.size();
    }

    @Test
    void a_merger_moves_the_answer_from_its_date_on() {
        Instant merger = Instant.parse("2025-04-30T22:00:00Z");
        List<ItemTruth> small = demo().truth().values().stream()
                .filter(t -> t.field("host").equals("kleinhost"))
                .toList();
        assertThat(small)
                .allMatch(t -> t.field("provider").equals(t.clockAt().isBefore(merger) ? "kleinhost" : "noordhost"));
        assertThat(small.stream().map(t -> t.field("provider"))).contains("kleinhost", "noordhost");
        assertThat(demo().text("providers.yaml")).contains("{from: kleinhost, into: noordhost, on: 2025-05-01");
    }

    @Test
    void one_provider_moves_abroad_and_its_registration_follows_later() {
        Instant leaves = Instant.parse("2025-03-14T23:00:00Z");
        for (NamedCsvRecord notice : demo().firstNotices()) {
            ItemTruth truth = demo().truth(notice.getField("item"));
            if (truth.field("host").equals("trekvogel")) {
                assertThat(notice.getField("server_country"))
                        .isEqualTo(truth.clockAt().isBefore(leaves) ? "NL" : "LU");
            }
        }
        assertThat(demo().text("networks/delegated-extended-2025-01-01.txt")).doesNotContain("|LU|");
        assertThat(demo().text("networks/delegated-extended-2025-07-01.txt")).contains("|LU|ipv4|", "|LU|asn|");
    }

    @Test
    void nearly_all_of_one_provider_goes_via_the_police_and_one_can_hardly_be_reached() {
        List<NamedCsvRecord> viaPolice = at("blauwpost");
        assertThat(viaPolice.stream()
                                .filter(n -> n.getField("channel").equals("police"))
                                .count()
                        / (double) viaPolice.size())
                .isGreaterThan(0.8);
        List<NamedCsvRecord> deaf = at("dovemansnet");
        assertThat(deaf.stream()
                                .filter(n -> Set.of("bounced", "refused", "unreachable")
                                        .contains(n.getField("status")))
                                .count()
                        / (double) deaf.size())
                .isGreaterThan(0.6);
    }

    private List<NamedCsvRecord> at(String host) {
        return demo().firstNotices().stream()
                .filter(n -> demo().truth(n.getField("item")).field("host").equals(host))
                .toList();
    }

    @Test
    void a_quarter_of_the_image_host_is_drawn_and_says_so() {
        List<NamedCsvRecord> images = at("polderbeeld");
        assertThat(images)
                .allMatch(n -> n.getField("inclusion")
                        .equals(demo().truth(n.getField("item")).field("drawn").equals("true") ? "0.25" : ""));
        double drawn =
                images.stream().filter(n -> !n.getField("inclusion").isEmpty()).count() / (double) images.size();
        // 5,000 draws: five standard deviations are 0.03.
        assertThat(drawn).isBetween(0.22, 0.28);
    }

    @Test
    void the_shares_of_an_earlier_round_add_up() {
        Map<String, Double> shares = new HashMap<>();
        for (String line : demo().text("archive.csv").lines().skip(1).toList()) {
            String[] fields = line.replaceAll("\"[^\"]*\"", "method").split(",", -1);
            if (!fields[4].equals("top_4")) {
                shares.merge(fields[0], Double.parseDouble(fields[5]), Double::sum);
            }
        }
        assertThat(shares).isEqualTo(Map.of("2021", 100.0, "2022", 100.0));
    }
}
