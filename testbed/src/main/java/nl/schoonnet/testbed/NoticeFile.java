// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes the notices in the order in which they were reported, duplicates among them. */
final class NoticeFile {
    private static final int HOUR = 3_600;

    private NoticeFile() {}

    private record Entry(Item item, boolean duplicate, long reportedAt) {}

    /** Writes the file and returns its number of rows. */
    static int write(World world, Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        world.items().forEach(i -> entries.add(new Entry(i, false, i.filing().reportedAt())));
        for (Item item : world.doubles()) {
            SplittableRandom random = world.streams().of("double", item.key());
            long later = item.filing().reportedAt() + random.nextLong(HOUR, 480L * HOUR);
            entries.add(new Entry(item, true, later));
        }
        entries.sort(Comparator.comparingLong(Entry::reportedAt)
                .thenComparing(e -> e.item().id())
                .thenComparing(Entry::duplicate));
        try (Writer writer = Gzip.writer(file);
                CsvWriter csv = Gzip.csv(writer)) {
            csv.writeRecord(
                    "notice_id",
                    "item",
                    "url",
                    "reported_at",
                    "assessed_at",
                    "attempted_at",
                    "sent_at",
                    "delivered_at",
                    "acknowledged_at",
                    "channel",
                    "status",
                    "recipient",
                    "batch",
                    "page",
                    "cluster",
                    "address",
                    "source",
                    "content_hash",
                    "server_country",
                    "registrar",
                    "inclusion");
            int number = 0;
            for (Entry entry : entries) {
                csv.writeRecord(row(entry, ++number));
            }
        }
        return entries.size();
    }

    private static List<String> row(Entry entry, int number) {
        Item item = entry.item();
        Filing filing = item.filing();
        boolean first = !entry.duplicate();
        boolean written = first && !item.filing().outcome().equals(Filing.Outcome.NOT_NOTIFIED);
        return List.of(
                String.format(Locale.ROOT, "n%07d", number),
                item.id(),
                item.url(),
                Times.text(entry.reportedAt()),
                first ? Times.text(filing.assessedAt()) : "",
                first ? Times.text(filing.attemptedAt()) : "",
                first ? Times.text(filing.sentAt()) : "",
                first ? Times.text(filing.deliveredAt()) : "",
                first ? Times.text(filing.acknowledgedAt()) : "",
                lower(filing.channel()),
                first ? filing.outcome().status() : "duplicate",
                written ? item.site().addresseeAt(item.clockAt()).mailbox() : "",
                first ? batch(item.cluster()) : "",
                cluster(item.cluster()) + "-" + (item.page() + 1),
                cluster(item.cluster()),
                String.join("|", item.site().knownAddressesAt(item.clockAt())),
                lower(filing.source()),
                item.contentHash(),
                item.site().hidden() ? "" : Story.servers(item.host(), item.clockAt()),
                item.site().registrar(),
                inclusion(item));
    }

    /** The probability for those that were drawn; nothing for those that were not. */
    private static String inclusion(Item item) {
        if (!item.drawn()) {
            return "";
        }
        return item.inclusion() == 1 ? "1" : Double.toString(item.inclusion());
    }

    private static String batch(Cluster cluster) {
        return cluster.batch() < 0
                ? String.format(Locale.ROOT, "r%05d", -cluster.batch())
                : String.format(Locale.ROOT, "b%05d", cluster.batch());
    }

    private static String cluster(Cluster cluster) {
        return cluster.number() >= Comebacks.RELAPSE
                ? "r" + (cluster.number() - Comebacks.RELAPSE)
                : "c" + cluster.number();
    }

    private static String lower(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
