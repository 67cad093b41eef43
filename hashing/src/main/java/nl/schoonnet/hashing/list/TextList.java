// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.hashing.list.ListEntry.Medium;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * A hash per line, alone or after the name of its kind; or a table with a header. A list of withdrawals may be a table of names
 * only.
 */
final class TextList {
    private static final int HEADER = 8_192;

    /** Names as makers and HMA's local file write them. */
    private static final Map<String, HashKind> KINDS = Map.of(
            "md5", HashKind.MD5,
            "video_md5", HashKind.MD5,
            "sha1", HashKind.SHA1,
            "sha-1", HashKind.SHA1,
            "sha256", HashKind.SHA256,
            "sha-256", HashKind.SHA256,
            "video_sha256", HashKind.SHA256,
            "pdq", HashKind.PDQ,
            "photodna", HashKind.PHOTODNA,
            "pdna", HashKind.PHOTODNA);

    private static final List<String> REFERENCES = List.of("id", "reference");
    private static final List<String> CLASSIFICATIONS = List.of("classification", "class", "category");

    private final ListOptions options;
    private final Told told;

    TextList(ListOptions options, Told told) {
        this.options = options;
        this.told = told;
    }

    void read(InputStream list) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8), HEADER);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        text.mark(HEADER);
        char[] beginning = new char[HEADER - 1];
        int length = 0;
        for (int read = 0; read >= 0 && length < beginning.length; length += Math.max(0, read)) {
            read = text.read(beginning, length, beginning.length - length);
        }
        text.reset();
        String header = firstLine(new String(beginning, 0, length));
        Optional<Character> separator = separator(header);
        if (separator.isPresent()) {
            table(text, separator.get());
        } else {
            lines(text);
        }
    }

    private static String firstLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
    }

    /** The separator of a header that names a kind of hash; empty if the line is none. */
    private Optional<Character> separator(String line) {
        for (char separator : new char[] {',', ';', '\t'}) {
            List<String> names = names(List.of(line.split(java.util.regex.Pattern.quote("" + separator), -1)));
            if (options.withdrawal() && REFERENCES.contains(names.getFirst()) && names.size() == 1) {
                return Optional.of(separator);
            }
            boolean header = names.stream().anyMatch(KINDS::containsKey)
                    && names.stream().noneMatch(name -> name.length() >= 2 * HashKind.MD5.length());
            if (header && (names.size() > 1 || line.strip().length() < 2 * HashKind.MD5.length())) {
                return Optional.of(separator);
            }
        }
        return Optional.empty();
    }

    private static List<String> names(List<String> fields) {
        return fields.stream()
                .map(field -> field.strip().replace("\"", "").toLowerCase(Locale.ROOT))
                .toList();
    }

    private void lines(BufferedReader text) throws IOException {
        long number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            told.record();
            String content = line.strip();
            if (!content.isEmpty() && !content.startsWith("#")) {
                line(content, number);
            }
        }
    }

    /** Whether it holds what stands in the place of bytes that are no UTF-8. */
    private static boolean notText(String text) {
        return text.indexOf('\uFFFD') >= 0;
    }

    private void line(String content, long number) {
        if (notText(content)) {
            told.refused(number, "", "not_text");
            return;
        }
        String[] words = content.split("[\\s,;]+", -1);
        if (words.length > 2) {
            told.refused(number, "", "more_than_a_hash");
            return;
        }
        String hash = words[words.length - 1];
        Optional<HashKind> kind = words.length == 2
                ? Optional.ofNullable(KINDS.get(words[0].toLowerCase(Locale.ROOT)))
                : options.kind().or(() -> byLength(hash));
        if (kind.isEmpty()) {
            told.refused(
                    number,
                    "",
                    words.length == 2
                            ? "unknown_kind"
                            : hash.length() == 2 * HashKind.SHA256.length() ? "kind_not_told" : "not_a_hash");
            return;
        }
        List<HashValue> value = told.value(kind.get(), hash, number, "");
        if (!value.isEmpty()) {
            tell("", medium(words[0]), "", value);
        }
    }

    private void tell(String reference, Medium medium, String classification, List<HashValue> values) {
        if (options.withdrawal()) {
            told.withdrawn(reference, medium, Optional.empty(), reference.isEmpty() ? values : List.of());
        } else {
            told.listed(reference, medium, classification, Optional.empty(), values);
        }
    }

    private static Medium medium(String word) {
        return word.toLowerCase(Locale.ROOT).startsWith("video_") ? Medium.VIDEO : Medium.UNKNOWN;
    }

    private static Optional<HashKind> byLength(String hash) {
        if (hash.length() == 2 * HashKind.MD5.length()) {
            return Optional.of(HashKind.MD5);
        }
        return hash.length() == 2 * HashKind.SHA1.length() ? Optional.of(HashKind.SHA1) : Optional.empty();
    }

    private void table(Reader text, char separator) throws IOException {
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.SKIP)
                .skipEmptyLines(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            Iterator<CsvRecord> each = rows.iterator();
            List<String> names = names(each.next().getFields());
            while (each.hasNext()) {
                CsvRecord row = each.next();
                told.record();
                row(names, row.getFields(), row.getStartingLineNumber());
            }
        } catch (CsvParseException broken) {
            throw new ListException(
                    "not_a_table",
                    0,
                    "The table can't be read to its end, a quotation mark is not closed or a field is too long: check the"
                            + " file.",
                    broken);
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    private void row(List<String> names, List<String> fields, long line) {
        if (fields.size() != names.size()) {
            told.refused(line, "", fields.size() < names.size() ? "too_few_fields" : "too_many_fields");
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            if (notText(fields.get(i))) {
                told.refused(line, names.get(i), "not_text");
                return;
            }
        }
        String reference = "";
        String classification = "";
        Medium medium = Medium.UNKNOWN;
        boolean any = false;
        List<HashValue> values = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String field = fields.get(i).strip();
            HashKind kind = KINDS.get(name);
            if (kind != null && !field.isEmpty()) {
                any = true;
                medium = medium == Medium.UNKNOWN ? medium(name) : medium;
                values.addAll(told.value(kind, field, line, name));
            } else if (REFERENCES.contains(name)) {
                reference = field;
            } else if (CLASSIFICATIONS.contains(name)) {
                classification = told.classification(field, line, name);
            }
        }
        boolean named = options.withdrawal() && !reference.isEmpty();
        if (!values.isEmpty() || (named && !any)) {
            tell(reference, medium, classification, values);
        } else if (!any) {
            told.refused(line, "", "without_hash");
        }
    }
}
