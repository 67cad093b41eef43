// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.LineReader;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.party.RegistryReader.RawProvider;
import nl.schoonnet.internet.party.RegistryReader.RawRegistry;
import nl.schoonnet.internet.party.RegistryReader.Row;

/**
 * Takes a CSV registry apart: one row per part or merger, {@code id,name,seat,proxy,kind,value,from,until,evidence}. Kinds:
 * {@code as}, {@code prefix}, {@code handle}, {@code domain}; {@code addresses} and {@code domains} give a size, with
 * {@code from} as its date; {@code merger} says that {@code id} went on in {@code value} on {@code from}; an empty kind
 * only names the provider. Name, seat and proxy count where they are first filled.
 */
final class RegistryCsv {
    private static final Set<String> COLUMNS =
            Set.of("id", "name", "seat", "proxy", "kind", "value", "from", "until", "evidence");
    private static final Set<String> PART_KINDS = Set.of("as", "prefix", "handle", "domain");

    private static final class Gathered {
        final long line;
        final Map<String, String> provider = new LinkedHashMap<>();
        final Map<String, String> sizes = new LinkedHashMap<>();
        final List<Row> parts = new ArrayList<>();

        Gathered(long line) {
            this.line = line;
        }
    }

    private static final String HEADER = "id,name,seat,proxy,kind,value,from,until,evidence";

    private RegistryCsv() {}

    static RawRegistry read(Path path, Consumer<Rejection> rejections) {
        Map<String, Gathered> providers = new LinkedHashMap<>();
        List<Row> mergers = new ArrayList<>();
        try (LineReader reader = LineReader.open(path, rejections)) {
            List<String> header = null;
            for (String line = reader.next(); line != null; line = reader.next()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                List<String> cells = cells(reader, line);
                if (header == null) {
                    header = header(reader, cells);
                } else if (!cells.isEmpty()) {
                    take(reader, values(header, cells), providers, mergers);
                }
            }
            if (header == null) {
                throw new InputException(
                        "empty_registry",
                        reader.name(),
                        0,
                        reader.name() + " is empty; a provider registry begins with the header " + HEADER + ".");
            }
        }
        return new RawRegistry(
                providers.values().stream()
                        .map(each -> new RawProvider(
                                new Row(each.line, each.provider), new Row(each.line, each.sizes), each.parts))
                        .toList(),
                mergers);
    }

    private static List<String> cells(LineReader reader, String line) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(line)) {
            return csv.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
        } catch (CsvParseException | IOException e) {
            reader.reject("", "bad_csv");
            return List.of();
        }
    }

    private static List<String> header(LineReader reader, List<String> cells) {
        List<String> header = cells.stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!header.contains("id") || !header.contains("kind") || !header.contains("value")) {
            throw new InputException(
                    "not_a_registry",
                    reader.name(),
                    reader.lineNumber(),
                    reader.name() + " is no provider registry; its header should be " + HEADER + ".");
        }
        for (String column : header) {
            if (!COLUMNS.contains(column)) {
                reader.reject("", "unknown_column");
            }
        }
        return header;
    }

    private static Map<String, String> values(List<String> header, List<String> cells) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 0; index < header.size() && index < cells.size(); index++) {
            values.put(header.get(index), cells.get(index).strip());
        }
        return values;
    }

    private static void take(
            LineReader reader, Map<String, String> values, Map<String, Gathered> providers, List<Row> mergers) {
        long line = reader.lineNumber();
        String id = values.getOrDefault("id", "");
        if (id.isEmpty()) {
            reader.reject("id", "missing_field");
            return;
        }
        String kind = values.getOrDefault("kind", "").toLowerCase(Locale.ROOT);
        String value = values.getOrDefault("value", "");
        String from = values.getOrDefault("from", "");
        String evidence = values.getOrDefault("evidence", "");
        if (kind.equals("merger")) {
            mergers.add(new Row(line, Map.of("from", id, "into", value, "on", from, "evidence", evidence)));
            return;
        }
        Gathered provider = providers.computeIfAbsent(id, key -> new Gathered(line));
        provider.provider.put("id", id);
        for (String field : List.of("name", "seat", "proxy")) {
            String text = values.getOrDefault(field, "");
            if (!text.isEmpty()) {
                provider.provider.putIfAbsent(field, text);
            }
        }
        if (PART_KINDS.contains(kind)) {
            provider.parts.add(new Row(
                    line,
                    Map.of(
                            kind,
                            value,
                            "from",
                            from,
                            "until",
                            values.getOrDefault("until", ""),
                            "evidence",
                            evidence)));
        } else if (kind.equals("addresses") || kind.equals("domains")) {
            provider.sizes.put(kind, value);
            provider.sizes.put("as_of", from);
        } else if (!kind.isEmpty()) {
            reader.reject("kind", "unknown_kind");
        }
    }
}
