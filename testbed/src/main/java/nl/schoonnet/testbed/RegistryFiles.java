// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.testbed.Networks.Prefix;

/** Writes what people keep by hand: the registry of providers, interventions, earlier rounds, names that may be printed. */
final class RegistryFiles {
    private static final LocalDate SINCE = LocalDate.of(2020, 1, 1);

    private final World world;
    private final Path folder;

    RegistryFiles(World world, Path folder) {
        this.world = world;
        this.folder = folder;
    }

    void write() throws IOException {
        Files.writeString(folder.resolve("providers.yaml"), providers());
        Files.writeString(folder.resolve("interventions.csv"), interventions());
        Files.writeString(folder.resolve("archive.csv"), ARCHIVE);
        Files.writeString(folder.resolve("may-name.csv"), mayName());
    }

    private String providers() {
        List<String> lines = new ArrayList<>(List.of("# Invented providers with documentation numbers.", "providers:"));
        for (Provider provider : world.cast().providers()) {
            lines.add("  - id: " + provider.id());
            lines.add("    name: \"" + provider.name() + "\"");
            lines.add("    seat: \"" + provider.seat() + "\"");
            lines.add("    proxy: " + provider.proxy());
            lines.add("    sizes: {addresses: " + provider.addresses() + ", domains: " + provider.domains()
                    + ", as_of: " + Story.FIRST_DAY + "}");
            lines.add("    parts:");
            parts(provider).forEach(part -> lines.add("      - {" + part + "}"));
        }
        lines.add("mergers:");
        lines.add("  - {from: " + Cast.ACQUIRED + ", into: " + Cast.ACQUIRER + ", on: " + Story.MERGER
                + ", evidence: \"trade register, deed of merger\"}");
        return String.join("\n", lines) + "\n";
    }

    /** AS numbers where it has its own, prefixes where another one carries it; handle and domains for all. */
    private List<String> parts(Provider provider) {
        List<String> parts = new ArrayList<>();
        List<Integer> systems = world.networks().systems(provider);
        for (int system : systems) {
            parts.add("as: " + system + ", from: " + SINCE + until(provider, system)
                    + ", evidence: \"registry, aut-num\"");
        }
        if (systems.isEmpty()) {
            for (Prefix prefix : world.networks().prefixes(provider)) {
                parts.add("prefix: \"" + prefix.text() + "\", from: " + SINCE + ", evidence: \"registry, inetnum\"");
            }
        }
        parts.add("handle: " + NetworkFiles.handle(world.cast(), provider) + ", from: " + SINCE
                + ", evidence: \"registry, organisation\"");
        parts.add("domain: " + provider.domain() + ", from: " + SINCE + ", evidence: \"own site\"");
        String platform = Sites.PLATFORMS.get(provider.id());
        if (platform != null) {
            parts.add("domain: " + platform + ", from: " + SINCE + ", evidence: \"terms of the platform\"");
        }
        return parts;
    }

    /** The AS whose prefix was announced by another one from the second tables on has gone by then. */
    private String until(Provider provider, int system) {
        boolean gone = world.networks().prefixes(provider).stream()
                        .anyMatch(p -> p.origin() == system && p.laterOrigin() != system)
                && world.networks().prefixes(provider).stream().noneMatch(p -> p.laterOrigin() == system);
        return gone ? ", until: " + Story.SECOND_TABLES : "";
    }

    private static String interventions() {
        return """
                provider,date,kind,note
                %s,%s,letter,warning letter
                %s,%s,letter,warning letter
                %s,%s,hash_check_joined,checks uploads
                turfnet,2025-07-01,in_monitor_since,
                %s,2025-10-07,customers_left,one customer cut off
                %s,%s,letter,warning letter
                %s,%s,publication,named in a report
                %s,2025-11-20,meeting,
                %s,2025-12-01,instruction,to take down within 12 hours
                """.formatted(
                        Cast.CUTS_OFF,
                        Story.LETTERS,
                        Cast.UNMOVED,
                        Story.LETTERS,
                        Cast.IMAGE_HOST,
                        Story.HASH_CHECK_JOINED,
                        Cast.CUTS_OFF,
                        Cast.IMPROVES_LATE,
                        Story.LATE_LETTER,
                        Cast.UNMOVED,
                        Story.PUBLICATION,
                        Cast.FRONTED,
                        Cast.UNREACHABLE);
    }

    private String mayName() {
        return """
                name,basis,from
                %s,consent of the provider,2025-06-01
                %s,decision to publish,2025-11-10
                %s,decision to publish,2027-01-01
                """.formatted(
                        world.cast().named(Cast.ACQUIRER).name(),
                        world.cast().named(Cast.UNMOVED).name(),
                        world.cast().named(Cast.MOVES_ABROAD).name());
    }

    /** The figures of two earlier rounds as government letters and reports of the same research printed them. */
    private static final String ARCHIVE = """
            period,source,method,subject,class,share_percent,count,total,bound,sample_size,providers,domains,note
            2021,letter,"by hand, December 2021 and January 2022",,within_24h,87,,,,6268,33,70,
            2021,letter,"by hand, December 2021 and January 2022",,from_24h_to_48h,3,,,,6268,33,70,
            2021,letter,"by hand, December 2021 and January 2022",,beyond_48h,10,,,,6268,33,70,longer than 48 h
            2021,letter,"by hand, December 2021 and January 2022",,top_4,95.97,,,,6268,33,70,
            2022,letter,"another way of measuring, November and December 2022",,within_24h,40,,,,2971,39,188,
            2022,letter,"another way of measuring, November and December 2022",,from_24h_to_48h,4,,,derived,2971,39,188,
            2022,letter,"another way of measuring, November and December 2022",,beyond_48h,56,,,,2971,39,188,48 h or longer
            """;
}
