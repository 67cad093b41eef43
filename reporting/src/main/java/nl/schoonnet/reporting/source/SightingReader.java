// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.takedown.episode.CodeReading;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/** Reads the rows of sighting logs. */
final class SightingReader {
    private static final String COLUMNS = "item, url, observed_at, vantage, verdict, reason and address";
    private static final int MAX_VANTAGES = 1_000;
    private static final int MAX_VANTAGE_LENGTH = 100;

    private final ItemLookup lookup;
    private final long latest;
    private final ReadingLog log;
    private final SightingCollector looks;
    private long unmatched;

    SightingReader(int items, ItemLookup lookup, long latest, ReadingLog log) {
        this.latest = latest;
        this.looks = new SightingCollector(items);
        this.lookup = lookup;
        this.log = log;
    }

    /** Takes each good row. */
    private interface Sink {
        void look(String item, String url, long nanos, int vantage, Reason reason, int address);
    }

    void read(Path file) {
        try (CsvRows rows = CsvRows.open(file, true, log)) {
            long before = unmatched;
            read(rows, (name, where, nanos, from, why, seenAt) -> {
                int index = lookup.index(name, where);
                if (index < 0) {
                    unmatched++;
                } else {
                    add(index, nanos, why, from, seenAt, rows);
                }
            });
            if (unmatched > before) {
                log.note(rows.file(), "item", "unknown_item", unmatched - before);
            }
        }
    }

    static void each(String name, InputStream in, ReadingLog log, Consumer<Sighting> sink) {
        try (CsvRows rows = CsvRows.open(name, in, true, log)) {
            SightingReader reader = new SightingReader(0, (item, url) -> -1, Long.MAX_VALUE, log);
            reader.read(
                    rows,
                    (item, url, nanos, vantage, reason, address) -> sink.accept(new Sighting(
                            item,
                            url,
                            Timestamps.toInstant(nanos),
                            reader.looks.vantageName(vantage),
                            reason,
                            reader.looks.addressValue(address),
                            rows.file(),
                            rows.line())));
        }
    }

    private void read(CsvRows rows, Sink sink) {
        rows.demand(COLUMNS, "item", "url", "observed_at", "vantage", "verdict", "reason", "address");
        int item = rows.required("item", COLUMNS);
        int url = rows.required("url", COLUMNS);
        int observedAt = rows.required("observed_at", COLUMNS);
        int vantage = rows.required("vantage", COLUMNS);
        int verdict = rows.required("verdict", COLUMNS);
        int reason = rows.required("reason", COLUMNS);
        int address = rows.required("address", COLUMNS);
        while (rows.next()) {
            Row row = new Row(rows);
            String name = row.line(item);
            String where = name.isEmpty() ? row.text(url) : row.line(url);
            long nanos = row.time(observedAt);
            if (nanos > latest) {
                row.fault(observedAt, "in_the_future");
            }
            int from = vantageIndex(row, vantage);
            Reason why = reason(row, verdict, reason);
            int seenAt = addressIndex(row, address);
            if (row.isGood() && why != null) {
                sink.look(name, where, nanos, from, why, seenAt);
            }
        }
    }

    private int vantageIndex(Row row, int column) {
        String name = row.line(column);
        if (looks.knowsVantage(name)) {
            return looks.vantage(name);
        }
        if (looks.vantages() == MAX_VANTAGES) {
            row.fault(column, "too_many_vantage_points");
        } else if (name.length() > MAX_VANTAGE_LENGTH) {
            row.fault(column, "too_long");
        }
        return row.isGood() ? looks.vantage(name) : 0;
    }

    private static @Nullable Reason reason(Row row, int verdictColumn, int reasonColumn) {
        String verdict = row.text(verdictColumn);
        String reason = row.text(reasonColumn);
        CodeReading reading = Reason.read(verdict, reason);
        if (reading instanceof CodeReading.Unknown unknown) {
            row.fault(unknown.field().equals("verdict") ? verdictColumn : reasonColumn, unknown.code());
        }
        return reading instanceof CodeReading.Known known ? known.reason() : null;
    }

    private int addressIndex(Row row, int column) {
        int address = looks.address(row.line(column));
        if (address < -1) {
            row.fault(column, "not_an_address");
            return -1;
        }
        return address;
    }

    private void add(int item, long nanos, Reason reason, int vantage, int address, CsvRows rows) {
        if (!looks.add(item, nanos, reason, vantage, address)) {
            throw new InputException(
                    "too_many_lines",
                    rows.file(),
                    rows.line(),
                    rows.file() + " brings the looks to more than " + SightingCollector.MAX_LOOKS / 1_000_000
                            + " million; give a shorter period.");
        }
    }

    /** Orders what was read; the reader is of no use afterwards. */
    Sightings sightings() {
        return looks.sightings(unmatched);
    }
}
