// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import nl.schoonnet.testbed.Fate.Kind;
import nl.schoonnet.testbed.Filing.Outcome;

/** Writes what was true, without having looked: per item, per provider and in all. */
final class TruthFiles {
    private static final List<Integer> HOURS = List.of(1, 6, 12, 24, 48, 72, 168, 720);
    private static final MathContext DIGITS = new MathContext(10);

    private final World world;
    private final Settings settings;

    TruthFiles(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
    }

    void write(Path folder, int notices) throws IOException {
        writeItems(folder.resolve("truth-items.csv.gz"));
        Files.writeString(folder.resolve("truth.json"), Json.text(truth(notices)));
    }

    /** The provider that answers for an item: mergers at its clock resolved. */
    private Provider responsible(Item item) {
        return Story.responsible(world.cast(), item.host(), item.clockAt());
    }

    private void writeItems(Path file) throws IOException {
        try (Writer writer = Gzip.writer(file);
                CsvWriter csv = Gzip.csv(writer)) {
            csv.writeRecord(
                    "item",
                    "true_end_at",
                    "end_kind",
                    "provider",
                    "clock_at",
                    "outcome",
                    "host",
                    "end_reason",
                    "off_internet_at",
                    "returns",
                    "generating_24h",
                    "generating_48h",
                    "drawn",
                    "hidden",
                    "blocked_vantage");
            for (Item item : world.items()) {
                Fate fate = item.fate();
                Speed speed = Fates.speed(item.cluster());
                csv.writeRecord(
                        item.id(),
                        Times.text(fate.endAt()),
                        lower(fate.kind()),
                        responsible(item).id(),
                        Times.text(item.clockAt()),
                        lower(item.filing().outcome()),
                        item.host().id(),
                        fate.reason(),
                        Times.text(fate.offInternetAt()),
                        fate.returns().stream()
                                .map(s -> Times.text(s.from()) + "/" + Times.text(s.until()))
                                .collect(Collectors.joining("|")),
                        rounded(speed.shareWithin(24)).toString(),
                        rounded(speed.shareWithin(48)).toString(),
                        String.valueOf(item.drawn()),
                        String.valueOf(item.site().hidden()
                                && item.clockAt() < item.site().cutOff()),
                        lower(item.site().vantageBlock()));
            }
        }
    }

    private Map<String, Object> truth(int notices) {
        Map<String, List<Item>> byProvider = new TreeMap<>();
        for (Item item : world.items()) {
            byProvider
                    .computeIfAbsent(responsible(item).id(), id -> new ArrayList<>())
                    .add(item);
        }
        Map<String, Object> providers = new TreeMap<>();
        byProvider.forEach((id, items) -> {
            Map<String, Object> figures = figures(items);
            Provider provider = world.cast().named(id);
            figures.put("group", lower(provider.group()));
            figures.put("parameter24h", provider.speed().within24Hours());
            providers.put(id, figures);
        });
        Map<String, Object> truth = new TreeMap<>();
        truth.put("seed", settings.seed());
        truth.put("settings", Map.of("items", settings.items()));
        truth.put(
                "period",
                Map.of(
                        "from", Times.text(Story.YEAR.from()),
                        "to", Times.text(Story.YEAR.until()),
                        "lookedUntil", Times.text(Story.LAST_LOOK)));
        truth.put("funnel", funnel(notices));
        truth.put("total", figures(world.items()));
        truth.put("providers", providers);
        return truth;
    }

    private Map<String, Object> funnel(int notices) {
        Map<String, Object> funnel = new TreeMap<>();
        funnel.put("notices", notices);
        funnel.put("duplicates", world.doubles().size());
        funnel.put("items", world.items().size());
        funnel.put("timed", count(world.items(), TruthFiles::timed));
        for (Outcome outcome : Outcome.values()) {
            funnel.put(lower(outcome), count(world.items(), i -> i.filing().outcome() == outcome));
        }
        Map<String, Object> channels = new TreeMap<>();
        for (Filing.Channel channel : Filing.Channel.values()) {
            channels.put(
                    lower(channel),
                    count(world.items(), i -> timed(i) && i.filing().channel() == channel));
        }
        funnel.put("timedByChannel", channels);
        funnel.put("drawn", count(world.items(), i -> timed(i) && i.drawn()));
        return funnel;
    }

    private static Map<String, Object> figures(List<Item> items) {
        List<Item> timed = items.stream().filter(TruthFiles::timed).toList();
        Map<String, Object> figures = new TreeMap<>();
        figures.put("items", items.size());
        figures.put("timed", timed.size());
        Map<String, Object> kinds = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(lower(kind), count(timed, i -> i.fate().kind() == kind));
        }
        figures.put("ends", kinds);
        figures.put("openAtLastLook", count(timed, i -> i.fate().endAt() >= Story.LAST_LOOK));
        figures.put("generating", Map.of("24", generating(timed, 24), "48", generating(timed, 48)));
        figures.put("removed", within(timed, i -> removed(i) ? i.fate().endAt() : Fate.NEVER));
        figures.put(
                "removedOrInaccessible",
                within(
                        timed,
                        i -> removed(i) || i.fate().kind() == Kind.INACCESSIBLE
                                ? i.fate().endAt()
                                : Fate.NEVER));
        figures.put("offNetwork", within(timed, i -> i.fate().endAt()));
        figures.put("offInternet", within(timed, i -> i.fate().offInternetAt()));
        return figures;
    }

    private static boolean timed(Item item) {
        return item.filing().outcome().timed();
    }

    /** A host that is down for more than 72 hours counts as removal (MEASUREMENT.md section 1). */
    private static boolean removed(Item item) {
        return item.fate().kind() == Kind.REMOVED || item.fate().kind() == Kind.HOST_DOWN;
    }

    private static BigDecimal generating(List<Item> timed, double hours) {
        return rounded(timed.stream()
                .mapToDouble(i -> Fates.speed(i.cluster()).shareWithin(hours))
                .average()
                .orElse(0));
    }

    private static Map<String, Object> within(List<Item> timed, ToLongFunction<Item> end) {
        Map<String, Object> counts = new TreeMap<>();
        Map<String, Object> shares = new TreeMap<>();
        for (int hours : HOURS) {
            long count = count(timed, i -> end.applyAsLong(i) <= i.clockAt() + hours * 3_600L);
            counts.put(String.valueOf(hours), count);
            if (!timed.isEmpty()) {
                shares.put(String.valueOf(hours), rounded((double) count / timed.size()));
            }
        }
        return Map.of("count", counts, "share", shares);
    }

    private static long count(List<Item> items, Predicate<Item> condition) {
        return items.stream().filter(condition).count();
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    }

    private static String lower(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
