// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Readers of the small files that people keep by hand. */
final class SmallTables {
    private static final String INTERVENTION_COLUMNS = "provider, date or at, kind and note";
    private static final String ARCHIVE_COLUMNS = "period, source, method, subject, class, share_percent, count, total,"
            + " bound, sample_size, providers, domains and note";
    private static final String MAY_NAME_COLUMNS = "name, basis and from";

    private SmallTables() {}

    static List<Intervention> interventions(Path file, Function<String, Optional<String>> providers, ReadingLog log) {
        try (CsvRows rows = CsvRows.open(file, true, log)) {
            rows.demand(INTERVENTION_COLUMNS, "provider", "kind");
            int provider = rows.required("provider", INTERVENTION_COLUMNS);
            int kind = rows.required("kind", INTERVENTION_COLUMNS);
            int date = rows.column("date");
            int at = date < 0 ? rows.required("at", INTERVENTION_COLUMNS) : rows.column("at");
            int note = rows.column("note");
            List<Intervention> result = new ArrayList<>();
            while (rows.next()) {
                Row row = new Row(rows);
                String name = row.text(provider);
                InterventionKind what = row.code(kind, InterventionKind.class);
                boolean byDate = rows.isBlank(at);
                if (!byDate && !rows.isBlank(date)) {
                    row.fault(date, "two_times");
                }
                long nanos = row.dateOrTime(byDate ? date : at, byDate ? "date" : "at");
                String id = providers.apply(name).orElse("");
                if (row.isGood() && id.isEmpty()) {
                    row.fault(provider, "unknown_provider");
                }
                if (row.isGood() && what != null) {
                    result.add(new Intervention(id, Timestamps.toInstant(nanos), what, rows.get(note)));
                }
            }
            return List.copyOf(result);
        }
    }

    static List<MayName> mayName(Path file, ReadingLog log) {
        try (CsvRows rows = CsvRows.open(file, true, log)) {
            rows.demand(MAY_NAME_COLUMNS, "name", "basis", "from");
            int name = rows.required("name", MAY_NAME_COLUMNS);
            int basis = rows.required("basis", MAY_NAME_COLUMNS);
            int from = rows.required("from", MAY_NAME_COLUMNS);
            List<MayName> result = new ArrayList<>();
            Set<String> names = new HashSet<>();
            while (rows.next()) {
                Row row = new Row(rows);
                String who = row.text(name);
                String why = row.text(basis);
                LocalDate day = row.date(from);
                if (row.isGood() && !names.add(who)) {
                    row.fault(name, "duplicate_id");
                }
                if (row.isGood() && day != null) {
                    result.add(new MayName(who, why, day));
                }
            }
            return List.copyOf(result);
        }
    }

    static List<PrintedFigure> archive(Path file, ReadingLog log) {
        try (CsvRows rows = CsvRows.open(file, true, log)) {
            rows.demand(ARCHIVE_COLUMNS, "period", "source", "method", "class", "share_percent", "count");
            int period = rows.required("period", ARCHIVE_COLUMNS);
            int source = rows.required("source", ARCHIVE_COLUMNS);
            int method = rows.required("method", ARCHIVE_COLUMNS);
            int figure = rows.required("class", ARCHIVE_COLUMNS);
            int share = rows.required("share_percent", ARCHIVE_COLUMNS);
            int count = rows.required("count", ARCHIVE_COLUMNS);
            int subject = rows.column("subject");
            int total = rows.column("total");
            int bound = rows.column("bound");
            int sampleSize = rows.column("sample_size");
            int providers = rows.column("providers");
            int domains = rows.column("domains");
            int note = rows.column("note");
            List<PrintedFigure> result = new ArrayList<>();
            while (rows.next()) {
                Row row = new Row(rows);
                String when = row.text(period);
                String where = row.text(source);
                String how = row.text(method);
                PrintedClass what = row.code(figure, PrintedClass.class);
                BigDecimal percent = row.percent(share);
                Long number = row.count(count);
                Long base = row.count(total);
                PrintedBound exactness = rows.isBlank(bound) ? PrintedBound.EXACT : row.code(bound, PrintedBound.class);
                Long size = row.count(sampleSize);
                Long parties = row.count(providers);
                Long names = row.count(domains);
                if (row.isGood() && percent == null && number == null) {
                    row.fault(share, "missing_value");
                }
                if (row.isGood() && what != null && exactness != null) {
                    result.add(new PrintedFigure(
                            when,
                            where,
                            how,
                            rows.get(subject),
                            what,
                            percent,
                            number,
                            base,
                            exactness,
                            size,
                            parties,
                            names,
                            rows.get(note)));
                }
            }
            return List.copyOf(result);
        }
    }
}
