// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import nl.schoonnet.testbed.Networks.Prefix;

/** Writes the tables of networks and names as their sources publish them, each with its date in its name. */
final class NetworkFiles {
    private static final LocalDate REGISTERED = LocalDate.of(2020, 1, 1);

    private final World world;
    private final Path folder;

    NetworkFiles(World world, Path folder) {
        this.world = world;
        this.folder = folder;
    }

    void write() throws IOException {
        Path networks = Files.createDirectories(folder.resolve("networks"));
        for (LocalDate day : List.of(Story.FIRST_DAY, Story.SECOND_TABLES)) {
            Files.writeString(networks.resolve("riswhoisdump-" + day + ".txt"), routes(day));
            Files.writeString(networks.resolve("asorg-" + day + ".csv"), organisations(day));
            Files.writeString(networks.resolve("delegated-extended-" + day + ".txt"), delegations(day));
            Files.writeString(networks.resolve("ripe.db-" + day + ".txt"), objects(day));
        }
        Files.writeString(networks.resolve("cdn-" + Story.FIRST_DAY + ".json"), proxies());
        Files.writeString(folder.resolve("public_suffix_list-" + Story.FIRST_DAY + ".dat"), suffixes());
    }

    /** The form of RIPE RIS: origin, prefix and number of peers that see it, with tabs between. */
    private String routes(LocalDate day) {
        List<String> lines =
                new ArrayList<>(List.of("% Made for tests from documentation numbers; not a real table.", ""));
        for (Prefix prefix : world.networks().prefixes()) {
            lines.add(prefix.origin(day) + "\t" + prefix.text() + "\t" + 300);
        }
        return text(lines);
    }

    private String organisations(LocalDate day) {
        List<String> lines = new ArrayList<>(List.of("asn,org,country"));
        for (Provider provider : world.cast().providers()) {
            for (int system : world.networks().systems(provider)) {
                lines.add(system + "," + provider.name() + "," + Story.registration(provider, day));
            }
        }
        return text(lines);
    }

    /** The statistics exchange format of the regional registries, version 2, extended. */
    private String delegations(LocalDate day) {
        List<String> systems = new ArrayList<>();
        List<String> ipv4 = new ArrayList<>();
        List<String> ipv6 = new ArrayList<>();
        for (Provider provider : world.cast().providers()) {
            String start = "ripencc|" + Story.registration(provider, day) + "|";
            String end = "|" + compact(REGISTERED) + "|allocated|" + provider.id() + "\n";
            for (int system : world.networks().systems(provider)) {
                systems.add(start + "asn|" + system + "|1" + end.strip());
            }
            for (Prefix prefix : world.networks().prefixes(provider)) {
                String value = prefix.ipv6() ? "48" : String.valueOf(prefix.size());
                String kind = prefix.ipv6() ? "ipv6|" : "ipv4|";
                (prefix.ipv6() ? ipv6 : ipv4).add(start + kind + prefix.firstAddress() + "|" + value + end.strip());
            }
        }
        int records = systems.size() + ipv4.size() + ipv6.size();
        List<String> lines = new ArrayList<>();
        lines.add("2|ripencc|" + compact(day) + "|" + records + "|" + compact(REGISTERED) + "|" + compact(day)
                + "|+0100");
        lines.add("ripencc|*|asn|*|" + systems.size() + "|summary");
        lines.add("ripencc|*|ipv4|*|" + ipv4.size() + "|summary");
        lines.add("ripencc|*|ipv6|*|" + ipv6.size() + "|summary");
        lines.addAll(systems);
        lines.addAll(ipv4);
        lines.addAll(ipv6);
        return text(lines);
    }

    /** RPSL objects, RFC 2622 in the dialect of the RIPE database. */
    private String objects(LocalDate day) {
        List<String> lines = new ArrayList<>(List.of("% Made for tests from documentation numbers.", ""));
        for (Provider provider : world.cast().providers()) {
            int number = 0;
            for (Prefix prefix : world.networks().prefixes(provider)) {
                number++;
                lines.add(attribute(prefix.ipv6() ? "inet6num" : "inetnum", prefix.range()));
                lines.add(attribute("netname", provider.id().toUpperCase(Locale.ROOT) + "-" + number));
                lines.add(attribute("country", Story.registration(provider, day)));
                lines.add(attribute("org", handle(world.cast(), provider)));
                lines.add(attribute("status", prefix.ipv6() ? "ASSIGNED" : "ASSIGNED PA"));
                lines.add(attribute("mnt-by", provider.id().toUpperCase(Locale.ROOT) + "-MNT"));
                lines.add(attribute("source", "RIPE"));
                lines.add("");
            }
        }
        for (Provider provider : world.cast().providers()) {
            lines.add(attribute("organisation", handle(world.cast(), provider)));
            lines.add(attribute("org-name", provider.name()));
            lines.add(attribute("country", provider.seat()));
            lines.add(attribute("org-type", provider.systems() > 0 ? "LIR" : "OTHER"));
            lines.add(attribute("abuse-mailbox", provider.mailbox()));
            lines.add(attribute("source", "RIPE"));
            lines.add("");
        }
        return text(lines);
    }

    /** The registry handle of a provider's organisation. */
    static String handle(Cast cast, Provider provider) {
        String initials = provider.id().substring(0, 2).toUpperCase(Locale.ROOT);
        return "ORG-" + initials + (cast.providers().indexOf(provider) + 1) + "-RIPE";
    }

    private String proxies() throws IOException {
        Map<String, List<String>> ranges = new TreeMap<>();
        for (Provider provider : world.cast().providers()) {
            if (provider.proxy()) {
                ranges.put(
                        provider.id(),
                        world.networks().prefixes(provider).stream()
                                .map(Prefix::text)
                                .toList());
            }
        }
        return Json.text(Map.of("cdn", ranges));
    }

    private String suffixes() {
        List<String> lines = new ArrayList<>(List.of(
                "// Made for tests: reserved names only.",
                "// VERSION: " + Story.FIRST_DAY + "_00-00-00_UTC",
                "// ===BEGIN ICANN DOMAINS===",
                "example",
                "test",
                "// ===END ICANN DOMAINS===",
                "// ===BEGIN PRIVATE DOMAINS==="));
        lines.addAll(new TreeMap<>(Sites.PLATFORMS).values());
        lines.add("// ===END PRIVATE DOMAINS===");
        return text(lines);
    }

    private static String attribute(String name, String value) {
        return String.format(Locale.ROOT, "%-16s%s", name + ":", value);
    }

    private static String compact(LocalDate day) {
        return day.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
