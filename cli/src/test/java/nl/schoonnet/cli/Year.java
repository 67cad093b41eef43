// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import nl.schoonnet.testbed.Settings;
import nl.schoonnet.testbed.SyntheticYear;

/** A small synthetic year on disk, and the words that ask for a report on it. */
record Year(Path folder, SyntheticYear.Written written) {
    static Year small(long seed, Path folder) {
        return new Year(folder, SyntheticYear.generate(Settings.small(seed), folder));
    }

    Path notices() {
        return written.noticeFile();
    }

    Path sightings() {
        return written.sightingFile();
    }

    /** Everything that the year has, without bootstrap. */
    List<Object> words(Object... more) {
        List<Object> words = new ArrayList<>(List.of("report", "--notices", notices(), "--sightings", sightings()));
        words.add("--networks");
        words.addAll(files(folder.resolve("networks")));
        words.addAll(List.of(
                "--suffixes",
                folder.resolve("public_suffix_list-2025-01-01.dat"),
                "--providers",
                folder.resolve("providers.yaml"),
                "--interventions",
                folder.resolve("interventions.csv"),
                "--archive",
                folder.resolve("archive.csv"),
                "--bootstrap",
                "0",
                "--locale",
                "en"));
        words.addAll(List.of(more));
        return words;
    }

    /** Only notices and looks: the shortest report. */
    List<Object> bare(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "report", "--notices", notices(), "--sightings", sightings(), "--bootstrap", "0", "--locale", "en"));
        words.addAll(List.of(more));
        return words;
    }

    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of all files in a folder, by path within it. */
    static Map<String, byte[]> bytes(Path folder) {
        Map<String, byte[]> bytes = new TreeMap<>();
        for (Path file : files(folder)) {
            try {
                bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return bytes;
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<NamedCsvRecord> rows(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                Reader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
