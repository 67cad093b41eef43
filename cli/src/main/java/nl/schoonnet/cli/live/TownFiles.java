// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.RankedRole;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.testbed.alive.Hoster;
import nl.schoonnet.testbed.alive.Item;
import nl.schoonnet.testbed.alive.LivingInternet;
import nl.schoonnet.testbed.alive.Town;

/** A town's notices, looks and registry as files, in the formats that a report reads. */
final class TownFiles {
    private static final LocalDate SINCE = LocalDate.of(2020, 1, 1);

    private final Path folder;

    TownFiles(Path folder) {
        this.folder = folder;
    }

    Path notices() {
        return folder.resolve("notices.csv");
    }

    Path sightings() {
        return folder.resolve("sightings.csv");
    }

    Path registry() {
        return folder.resolve("providers.yaml");
    }

    Path proxies() {
        return folder.resolve("cdn-" + SINCE + ".json");
    }

    /** Notices and looks, from here. */
    Facts facts() {
        return new Facts.InFiles(List.of(notices()), List.of(sightings()));
    }

    /** What a report reads, with the registry of this folder, in its standard form. */
    Selection selection(Facts facts, Instant cutoff) {
        return new Selection(
                facts,
                List.of(proxies()),
                List.of(),
                registry(),
                null,
                null,
                cutoff,
                RankedRole.WEB_HOST,
                new ClusterBy.First(),
                Runtime.getRuntime().availableProcessors());
    }

    /** Writes the registry of providers, and beside it what is true. */
    void writeRegistry(Town town) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("truth.csv"), truth(town));
            Files.writeString(registry(), registry(town));
            Files.writeString(proxies(), "{\"cdn\": {\"front\": [\"" + LivingInternet.FRONT_ADDRESSES + "\"]}}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the notices that were delivered before an instant. */
    void writeNotices(LivingInternet internet, Instant before) {
        try {
            Files.writeString(
                    notices(),
                    notices(
                            internet,
                            internet.town().items().stream()
                                    .filter(item -> item.origin().isBefore(before))
                                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notices of items, as a register hands them over. */
    static String notices(LivingInternet internet, List<Item> items) {
        StringBuilder csv = new StringBuilder("notice_id,item,url,delivered_at,channel,status,cluster,address\n");
        for (Item item : items) {
            csv.append(String.join(
                            ",",
                            "n" + item.id(),
                            item.id(),
                            internet.url(item),
                            item.origin().toString(),
                            "hotline",
                            "delivered",
                            item.cluster(),
                            LivingInternet.knownAddresses(item)))
                    .append('\n');
        }
        return csv.toString();
    }

    /** Writes the looks that said something. */
    void writeSightings(LivingInternet internet, List<Sighting> looks) {
        try (BufferedWriter out = Files.newBufferedWriter(sightings())) {
            out.write("item,url,observed_at,vantage,verdict,reason,address\n");
            for (Sighting look : looks) {
                if (look.reason().isPresent()) {
                    Reason reason = look.reason().get();
                    out.write(String.join(
                                    ",",
                                    look.item().id(),
                                    internet.url(look.item()),
                                    look.at().toString(),
                                    look.vantage(),
                                    reason.verdict().name(),
                                    reason.name(),
                                    look.address().orElse(""))
                            + "\n");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String truth(Town town) {
        StringBuilder csv = new StringBuilder("item,kind,ended_at\n");
        for (Item item : town.items()) {
            String end = item.kind() == Item.Kind.STAYS ? "" : item.end().toString();
            csv.append(item.id())
                    .append(',')
                    .append(item.kind())
                    .append(',')
                    .append(end)
                    .append('\n');
        }
        return csv.toString();
    }

    private static String registry(Town town) {
        List<String> lines = new ArrayList<>(List.of("providers:"));
        for (Hoster hoster : town.hosters()) {
            lines.add("  - id: " + hoster.id());
            lines.add("    name: \"" + hoster.name() + "\"");
            lines.add("    seat: \"NL\"");
            lines.add("    parts:");
            lines.add("      - {prefix: \"" + hoster.prefix() + "\", from: " + SINCE + ", evidence: \"testbed\"}");
        }
        lines.add("  - id: front");
        lines.add("    name: \"Front Inc.\"");
        lines.add("    seat: \"US\"");
        lines.add("    proxy: true");
        lines.add("    parts:");
        lines.add("      - {prefix: \"" + LivingInternet.FRONT_ADDRESSES + "\", from: " + SINCE
                + ", evidence: \"testbed\"}");
        return String.join("\n", lines) + "\n";
    }
}
