// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.internet.input.SpreadsheetText;
import nl.schoonnet.server.hashcheck.Connected.Mode;
import nl.schoonnet.server.hashcheck.ConnectionRegister.Rejected;
import nl.schoonnet.server.hashcheck.ConnectionRegister.RejectedException;
import nl.schoonnet.server.hashcheck.ConnectionRegister.Row;
import org.jspecify.annotations.Nullable;

/** Reads a table of connections: {@code organisation, customer, domain, mode, obliged, hotline, from, until}. */
final class ConnectionTable {
    private static final Set<String> NEEDED = Set.of("organisation", "mode", "obliged", "from");
    private static final Set<String> KNOWN =
            Set.of("organisation", "customer", "domain", "mode", "obliged", "hotline", "from", "until");

    private static final int LONGEST_HEADER = 1_000;

    private final List<Rejected> rejections = new ArrayList<>();

    private ConnectionTable() {}

    /**
     * All rows.
     *
     * @throws RejectedException if any can't be read
     */
    static List<Row> read(InputStream table) throws IOException {
        ConnectionTable reading = new ConnectionTable();
        List<Row> rows = reading.rows(table);
        if (!reading.rejections.isEmpty()) {
            throw new RejectedException(reading.rejections);
        }
        return rows;
    }

    private List<Row> rows(InputStream table) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (Reader text = text(table);
                CsvReader<NamedCsvRecord> records = CsvReader.builder()
                        .fieldSeparator(separator(text))
                        .missingFieldStrategy(FieldMismatchStrategy.STRICT)
                        .extraFieldStrategy(FieldMismatchStrategy.STRICT)
                        .ofNamedCsvRecord(text)) {
            boolean first = true;
            for (NamedCsvRecord csv : records) {
                if (first && !columns(Set.copyOf(csv.getHeader()))) {
                    return rows;
                }
                first = false;
                row(csv).ifPresent(rows::add);
            }
        } catch (CsvParseException e) {
            rejections.add(new Rejected(0, "", "not_a_table"));
        } catch (CharacterCodingException e) {
            rejections.add(new Rejected(1, "", "not_utf_8"));
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof CharacterCodingException)) {
                throw e.getCause();
            }
            rejections.add(new Rejected(0, "", "not_utf_8"));
        }
        return rows;
    }

    /** As UTF-8, without the mark with which spreadsheets begin. */
    private static Reader text(InputStream table) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    /** What stands between the columns: a comma, or where spreadsheets write one a semicolon or tab. */
    private static char separator(Reader text) throws IOException {
        text.mark(LONGEST_HEADER);
        char separator = ',';
        for (int i = 0; i < LONGEST_HEADER; i++) {
            int next = text.read();
            if (next == ',' || next == ';' || next == '\t') {
                separator = (char) next;
            }
            if (next < 0 || next == '\n' || next == separator) {
                break;
            }
        }
        text.reset();
        return separator;
    }

    private boolean columns(Set<String> header) {
        for (String needed : NEEDED.stream().sorted().toList()) {
            if (!header.contains(needed)) {
                rejections.add(new Rejected(1, needed, "missing_column"));
            }
        }
        if (!KNOWN.containsAll(header)) {
            rejections.add(new Rejected(1, "", "unknown_column"));
        }
        return rejections.isEmpty();
    }

    private Optional<Row> row(NamedCsvRecord csv) {
        long line = csv.getStartingLineNumber();
        int before = rejections.size();
        String mode = field(csv, "mode");
        if (Mode.of(mode).isEmpty()) {
            rejections.add(new Rejected(line, "mode", "not_a_mode"));
        }
        boolean obliged = yes(csv, "obliged");
        boolean hotline = yes(csv, "hotline");
        LocalDate from = day(csv, "from");
        LocalDate until = field(csv, "until").isEmpty() ? null : day(csv, "until");
        if (rejections.size() > before || from == null) {
            return Optional.empty();
        }
        return Optional.of(new Row(
                line,
                new Connected(
                        field(csv, "organisation"),
                        field(csv, "customer"),
                        field(csv, "domain").toLowerCase(Locale.ROOT),
                        Mode.of(mode).orElseThrow(),
                        obliged,
                        hotline,
                        from,
                        until)));
    }

    private static String field(NamedCsvRecord csv, String name) {
        return SpreadsheetText.original(csv.findField(name).map(String::strip).orElse(""));
    }

    private boolean yes(NamedCsvRecord csv, String name) {
        String text = field(csv, name);
        if (!Set.of("yes", "no").contains(text) && !(text.isEmpty() && name.equals("hotline"))) {
            rejections.add(new Rejected(csv.getStartingLineNumber(), name, "not_yes_or_no"));
        }
        return text.equals("yes");
    }

    private @Nullable LocalDate day(NamedCsvRecord csv, String name) {
        try {
            return LocalDate.parse(field(csv, name));
        } catch (DateTimeParseException e) {
            rejections.add(new Rejected(csv.getStartingLineNumber(), name, "not_a_day"));
            return null;
        }
    }
}
