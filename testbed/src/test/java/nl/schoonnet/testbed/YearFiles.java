// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A generated year, read back from its files without the generator's code. */
record YearFiles(
        SyntheticYear.Written written,
        List<NamedCsvRecord> notices,
        Map<String, List<Seen>> looks,
        Map<String, ItemTruth> truth,
        JsonNode totals) {

    record Seen(Instant at, String vantage, String verdict, String reason, String address) {
        String code() {
            return verdict + " " + reason;
        }
    }

    record Stay(Instant from, Instant until) {}

    record ItemTruth(NamedCsvRecord row, Instant clockAt, Instant endAt, List<Stay> returns) {
        String field(String name) {
            return row.getField(name);
        }

        boolean present(Instant at) {
            return at.isBefore(endAt)
                    || returns.stream().anyMatch(s -> !at.isBefore(s.from()) && at.isBefore(s.until()));
        }
    }

    static YearFiles generate(Settings settings, Path folder) {
        SyntheticYear.Written written = SyntheticYear.generate(settings, folder);
        Map<String, List<Seen>> looks = new LinkedHashMap<>();
        for (NamedCsvRecord row : rows(written.sightingFile())) {
            looks.computeIfAbsent(row.getField("item"), item -> new ArrayList<>())
                    .add(new Seen(
                            Instant.parse(row.getField("observed_at")),
                            row.getField("vantage"),
                            row.getField("verdict"),
                            row.getField("reason"),
                            row.getField("address")));
        }
        Map<String, ItemTruth> truth = rows(folder.resolve("truth-items.csv.gz")).stream()
                .map(YearFiles::truth)
                .collect(Collectors.toMap(t -> t.field("item"), Function.identity(), (a, b) -> a, LinkedHashMap::new));
        try {
            JsonNode totals =
                    new ObjectMapper().readTree(folder.resolve("truth.json").toFile());
            return new YearFiles(written, rows(written.noticeFile()), looks, truth, totals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ItemTruth truth(NamedCsvRecord row) {
        String end = row.getField("true_end_at");
        List<Stay> returns = Stream.of(row.getField("returns").split("\\|", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> text.split("/", -1))
                .map(ends -> new Stay(Instant.parse(ends[0]), ends[1].isEmpty() ? Instant.MAX : Instant.parse(ends[1])))
                .toList();
        return new ItemTruth(
                row,
                Instant.parse(row.getField("clock_at")),
                end.isEmpty() ? Instant.MAX : Instant.parse(end),
                returns);
    }

    ItemTruth truth(String item) {
        ItemTruth one = truth.get(item);
        if (one == null) {
            throw new AssertionError("An item without a truth: " + item);
        }
        return one;
    }

    List<Seen> looks(String item) {
        return looks.getOrDefault(item, List.of());
    }

    /** Notices that are the first of their item. */
    List<NamedCsvRecord> firstNotices() {
        return notices.stream()
                .filter(n -> !n.getField("status").equals("duplicate"))
                .toList();
    }

    static List<NamedCsvRecord> rows(Path file) {
        try (InputStream in = Files.newInputStream(file);
                GZIPInputStream text = new GZIPInputStream(in);
                BufferedReader reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of all files, by path. */
    Map<String, byte[]> bytes() {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(written.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(written.folder().relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    String text(String path) {
        try {
            return Files.readString(written.folder().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the folder: the year is an argument of tests, and its contents would be printed. */
    @Override
    public String toString() {
        return String.valueOf(written.folder().getFileName());
    }
}
