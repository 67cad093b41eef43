// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/** Looks at all items and writes what was seen, item by item in the order of time. */
final class SightingFile {
    private SightingFile() {}

    /** Writes the file and returns its number of rows. */
    static long write(World world, Path file) throws IOException {
        long[] rows = {0};
        try (Writer writer = Gzip.writer(file);
                CsvWriter csv = Gzip.csv(writer)) {
            csv.writeRecord("item", "url", "observed_at", "vantage", "verdict", "reason", "address");
            for (Item item : world.items()) {
                Looker.look(item, world.streams(), look -> {
                    csv.writeRecord(
                            item.id(),
                            item.url(),
                            Times.text(look.second()),
                            look.near() ? Story.NEAR : Story.FAR,
                            look.verdict().name(),
                            look.reason(),
                            look.address());
                    rows[0]++;
                });
            }
        }
        return rows[0];
    }
}
