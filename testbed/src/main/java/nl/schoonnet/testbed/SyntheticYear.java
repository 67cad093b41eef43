// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A synthetic year of notices and looks with known truth, as files in the formats that the report reads. */
public final class SyntheticYear {
    private SyntheticYear() {}

    /**
     * What was written.
     *
     * @param folder where
     * @param notices rows of {@code notices.csv.gz}, duplicates included
     * @param items notified addresses, relapses counted anew
     * @param sightings rows of {@code sightings.csv.gz}
     */
    public record Written(Path folder, int notices, int items, long sightings) {
        /** The notices. */
        public Path noticeFile() {
            return folder.resolve("notices.csv.gz");
        }

        /** The log of looks. */
        public Path sightingFile() {
            return folder.resolve("sightings.csv.gz");
        }
    }

    /** The ids of the year's providers that host, the largest first; the same in every year. */
    public static List<String> providers() {
        return Cast.standard().providers().stream()
                .filter(p -> !p.proxy())
                .map(Provider::id)
                .toList();
    }

    /**
     * Generates a year into a folder, which is made if it isn't there; files of the same name are overwritten. The same
     * settings give the same bytes.
     *
     * @throws UncheckedIOException if the folder can't be written to
     */
    public static Written generate(Settings settings, Path folder) {
        World world = World.of(settings);
        try {
            Files.createDirectories(folder);
            int notices = NoticeFile.write(world, folder.resolve("notices.csv.gz"));
            long sightings = SightingFile.write(world, folder.resolve("sightings.csv.gz"));
            new NetworkFiles(world, folder).write();
            new RegistryFiles(world, folder).write();
            new TruthFiles(world, settings).write(folder, notices);
            return new Written(folder, notices, world.items().size(), sightings);
        } catch (IOException e) {
            throw new UncheckedIOException("The synthetic year could not be written.", e);
        }
    }
}
