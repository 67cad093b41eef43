// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.LineReader;
import nl.schoonnet.internet.input.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180, with {@code ,} or {@code ;}) that may be broken on purpose. A row with a stray or
 * unclosed quote, a control character or another number of fields than the header is rejected; a row that the caller
 * rejects is logged. In both cases, if the row ran over several lines because of its quotes, reading goes on at the line
 * after its first: a quote that should not be there costs its own line and no other. Of a row that was read whole and then
 * rejected by the caller, such as for a line break in a field, the further lines count as rows only where they are good ones.
 *
 * <p>FastCSV, which writes for us, can't read for us: it has no way back after an unclosed quote, which swallows what
 * follows up to its buffer's end. Not safe for use by many threads.
 */
final class CsvRows implements AutoCloseable {
    /** The most lines that one row may run over; bounds what an unclosed quote costs. */
    static final int MAX_ROW_LINES = 64;

    /** The most characters of a row. */
    static final int MAX_ROW_CHARACTERS = LineReader.MAX_LINE_BYTES;

    /** The most lines of a file; bounds what a bomb of empty lines costs. */
    static final long MAX_LINES = 200_000_000;

    /** How often progress is told. */
    private static final int PROGRESS_LINES = 1 << 16;

    private record Line(long number, String text) {}

    private final LineReader reader;
    private final ReadingLog log;
    private final String file;
    private final char delimiter;
    private final boolean quotes;
    private @Nullable SemicolonRepair repair;
    private boolean repaired;
    private final List<String> header;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Deque<Line> waiting;
    private final List<Line> continuation = new ArrayList<>();

    private long line;

    /** The last line of a row over several lines that was rejected for what stands in it. */
    private long toldThrough;

    private CharSequence text = "";
    private int fields;
    private int[] starts = new int[32];
    private int[] ends = new int[32];

    private CsvRows(LineReader reader, ReadingLog log, Header first, boolean quotes) {
        this.reader = reader;
        this.log = log;
        this.file = reader.name();
        this.delimiter = first.delimiter;
        this.quotes = quotes;
        this.waiting = first.waiting;
        this.header = first.names;
        for (int i = 0; i < header.size(); i++) {
            if (!header.get(i).isEmpty() && columns.put(header.get(i), i) != null) {
                throw new InputException(
                        "duplicate_column",
                        file,
                        first.line,
                        file + " has two columns with the same name (the second is column " + (i + 1)
                                + "); rename one of them.");
            }
        }
    }

    private record Header(List<String> names, char delimiter, Deque<Line> waiting, long line) {}

    /**
     * Opens a file and reads its header.
     *
     * @param quotes whether a quote has a meaning; SCART writes none
     * @throws InputException if there is no header that can be read
     */
    static CsvRows open(Path path, boolean quotes, ReadingLog log) {
        return open(rejections -> LineReader.open(path, rejections), quotes, log);
    }

    /** The same for a stream that is called {@code name}, plain or gzip; it is closed with the rows. */
    static CsvRows open(String name, InputStream in, boolean quotes, ReadingLog log) {
        return open(rejections -> LineReader.of(name, in, rejections), quotes, log);
    }

    private static CsvRows open(Function<Consumer<Rejection>, LineReader> source, boolean quotes, ReadingLog log) {
        // What the reader says before the first line is about the header, and makes the file unusable.
        List<Rejection> early = new ArrayList<>();
        boolean[] headerRead = new boolean[1];
        LineReader reader = source.apply(rejection -> {
            if (headerRead[0]) {
                log.accept(rejection);
            } else {
                early.add(rejection);
            }
        });
        try {
            String name = reader.name();
            String first = reader.next();
            while (first != null && first.isBlank() && early.isEmpty() && reader.lineNumber() < PROGRESS_LINES) {
                first = reader.next();
            }
            if (!early.isEmpty()) {
                throw unreadableHeader(name, early.getFirst());
            }
            if (first == null || first.isBlank()) {
                throw new InputException(
                        "empty_file",
                        name,
                        0,
                        name + " is empty; it needs a first line with the names of its columns.");
            }
            if (first.indexOf('\0') >= 0 || first.indexOf('\r') >= 0) {
                throw new InputException(
                        "not_text",
                        name,
                        reader.lineNumber(),
                        name + " is no UTF-8 text with lines that end in LF or CRLF; save it as CSV in UTF-8.");
            }
            headerRead[0] = true;
            return new CsvRows(reader, log, header(first, reader.lineNumber(), name, quotes), quotes);
        } catch (InputException e) {
            reader.close();
            throw e;
        }
    }

    private static InputException unreadableHeader(String name, Rejection rejection) {
        String sentence = switch (rejection.code()) {
            case "not_utf_8" -> name + " is not in UTF-8 (in line " + rejection.line() + "); save it as CSV in UTF-8.";
            case "line_too_long" ->
                name + " has a first line of more than " + LineReader.MAX_LINE_BYTES
                        + " bytes; it is no CSV with a header.";
            case "truncated_file" -> name + " breaks off before the end of its first line; copy it again.";
            default -> name + " can't be read; copy it again.";
        };
        return new InputException(rejection.code(), name, rejection.line(), sentence);
    }

    private static Header header(String first, long number, String name, boolean quotes) {
        char delimiter = count(first, ';') > count(first, ',') ? ';' : ',';
        List<String> names = new ArrayList<>();
        if (!quotes || first.indexOf('"') < 0) {
            for (String column : first.split(String.valueOf(delimiter), -1)) {
                names.add(columnName(column));
            }
        } else {
            int[] starts = new int[first.length() + 2];
            int[] ends = new int[first.length() + 2];
            StringBuilder unquoted = new StringBuilder();
            int fields = splitQuoted(first, delimiter, unquoted, starts, ends);
            if (fields < 0) {
                throw new InputException(
                        "stray_quote",
                        name,
                        number,
                        name + " has a quote in its first line that is not closed or not alone around a name; correct"
                                + " the names of the columns.");
            }
            for (int i = 0; i < fields; i++) {
                names.add(columnName(unquoted.substring(starts[i], ends[i])));
            }
        }
        return new Header(names, delimiter, new ArrayDeque<>(), number);
    }

    private static String columnName(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** The name of the file, without its folder. */
    String file() {
        return file;
    }

    /** The names of the columns in lower case, in the order of the file. */
    List<String> header() {
        return header;
    }

    /** The number of a column, or -1. */
    int column(String name) {
        return columns.getOrDefault(name, -1);
    }

    /**
     * The number of a column that must be there.
     *
     * @param known the columns that the reader knows, for the sentence
     * @throws InputException if it is not there
     */
    int required(String name, String known) {
        demand(known, name);
        return column(name);
    }

    /** Refuses a file that lacks any of these columns, and names all that it lacks. */
    void demand(String known, String... names) {
        List<String> missing = Stream.of(names).filter(name -> column(name) < 0).toList();
        if (!missing.isEmpty()) {
            String lacking = missing.size() == 1
                    ? missing.getFirst()
                    : String.join(", ", missing.subList(0, missing.size() - 1)) + " and " + missing.getLast();
            throw new InputException(
                    "missing_column",
                    file,
                    0,
                    file + " has no column " + lacking + "; the columns known here are " + known + ".");
        }
    }

    /** Lets rows with too many fields be put together again where there is one way to do so; only without quotes. */
    void repairWith(SemicolonRepair means) {
        repair = means;
    }

    /** Whether the current row had too many fields and was put together again. */
    boolean wasRepaired() {
        return repaired;
    }

    /** Goes to the next row that has as many fields as the header; false at the end of the file. */
    boolean next() {
        continuation.clear();
        while (true) {
            Line first = nextLine();
            if (first == null) {
                return false;
            }
            if (first.text.isBlank()) {
                continue;
            }
            line = first.number;
            String fault = quotes && first.text.indexOf('"') >= 0 ? readQuoted(first) : readPlain(first.text);
            if (fault == null) {
                return true;
            }
            refuse("", fault);
        }
    }

    /** The 1-based line on which the current row starts. */
    long line() {
        return line;
    }

    /** The current row without any reading of its quotes; of a row over several lines only the text without quotes. */
    CharSequence text() {
        return text;
    }

    /** Where a field of the current row starts in {@link #text()}, white space around it left out. */
    int start(int column) {
        int start = starts[column];
        while (start < ends[column] && text.charAt(start) <= ' ') {
            start++;
        }
        return start;
    }

    /** Where a field of the current row ends in {@link #text()}, white space around it left out. */
    int end(int column) {
        int end = ends[column];
        while (end > starts[column] && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return end;
    }

    /** A field of the current row without white space around it; {@code ""} for column -1. */
    String get(int column) {
        if (column < 0) {
            return "";
        }
        int start = start(column);
        return start >= ends[column] ? "" : text.subSequence(start, end(column)).toString();
    }

    /** Whether a field of the current row has nothing but white space. */
    boolean isBlank(int column) {
        return column < 0 || start(column) >= ends[column];
    }

    /**
     * Rejects the current row; the next one starts at the line after its first. Its further lines are told with it: those that
     * are no rows either aren't rejected once more.
     */
    void reject(String field, String code) {
        long through = continuation.isEmpty() ? toldThrough : continuation.getLast().number;
        refuse(field, code);
        toldThrough = Math.max(toldThrough, through);
    }

    private void refuse(String field, String code) {
        if (line > toldThrough) {
            log.accept(new Rejection(file, line, field, code));
        }
        for (int i = continuation.size() - 1; i >= 0; i--) {
            waiting.addFirst(continuation.get(i));
        }
        continuation.clear();
    }

    private @Nullable Line nextLine() {
        Line back = waiting.poll();
        if (back != null) {
            return back;
        }
        String next = reader.next();
        if (next == null) {
            return null;
        }
        long number = reader.lineNumber();
        if (number > MAX_LINES) {
            throw new InputException(
                    "too_many_lines",
                    file,
                    number,
                    file + " has more than " + MAX_LINES / 1_000_000 + " million lines; split it.");
        }
        if (number % PROGRESS_LINES == 0) {
            log.progress(file, number);
        }
        return new Line(number, next);
    }

    private @Nullable String readPlain(String row) {
        text = row;
        fields = 0;
        int start = 0;
        int length = row.length();
        for (int i = 0; i < length; i++) {
            char c = row.charAt(i);
            if (c == delimiter) {
                add(start, i);
                start = i + 1;
            } else if (c < ' ' && c != '\t') {
                return "control_character";
            }
        }
        add(start, length);
        repaired = fields > header.size() && repair != null;
        return repair != null && repaired ? putTogether(repair) : rightNumberOfFields();
    }

    private @Nullable String putTogether(SemicolonRepair means) {
        List<String> parts = new ArrayList<>(fields);
        for (int i = 0; i < fields; i++) {
            parts.add(text.subSequence(starts[i], ends[i]).toString());
        }
        int[] widths = means.widths(parts);
        if (widths.length == 0) {
            return "ambiguous_semicolon";
        }
        int part = 0;
        for (int column = 0; column < widths.length; column++) {
            starts[column] = starts[part];
            part += widths[column];
            ends[column] = ends[part - 1];
        }
        fields = widths.length;
        return null;
    }

    private void add(int start, int end) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            ends = Arrays.copyOf(ends, fields * 2);
        }
        starts[fields] = start;
        ends[fields] = end;
        fields++;
    }

    private @Nullable String rightNumberOfFields() {
        if (fields == header.size()) {
            return null;
        }
        return fields < header.size() ? "too_few_fields" : "too_many_fields";
    }

    private @Nullable String readQuoted(Line first) {
        StringBuilder raw = new StringBuilder(first.text);
        boolean open = isOpen(first.text, false);
        long number = first.number;
        while (open) {
            if (continuation.size() + 1 == MAX_ROW_LINES || raw.length() > MAX_ROW_CHARACTERS) {
                return "unclosed_quote";
            }
            Line more = nextLine();
            if (more == null) {
                return "unclosed_quote";
            }
            continuation.add(more);
            if (more.number != ++number) {
                // A line in between could not be read.
                return "unclosed_quote";
            }
            raw.append('\n').append(more.text);
            open = isOpen(more.text, true);
        }
        int most = raw.length() + 2;
        if (starts.length < most) {
            starts = new int[most];
            ends = new int[most];
        }
        StringBuilder unquoted = new StringBuilder(raw.length());
        fields = splitQuoted(raw, delimiter, unquoted, starts, ends);
        if (fields < 0) {
            fields = 0;
            return continuation.isEmpty() ? "stray_quote" : "unclosed_quote";
        }
        for (int i = 0; i < unquoted.length(); i++) {
            char c = unquoted.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n') {
                return "control_character";
            }
        }
        text = unquoted.toString();
        String fault = rightNumberOfFields();
        return fault != null && !continuation.isEmpty() ? "unclosed_quote" : fault;
    }

    /** Whether a quote is open at the end of a line; doubled quotes open and close again. */
    private static boolean isOpen(String text, boolean openBefore) {
        boolean open = openBefore;
        for (int i = text.indexOf('"'); i >= 0; i = text.indexOf('"', i + 1)) {
            open = !open;
        }
        return open;
    }

    /** Splits and unquotes a row; the number of fields, or -1 where a quote is out of place. */
    private static int splitQuoted(CharSequence raw, char delimiter, StringBuilder unquoted, int[] starts, int[] ends) {
        int fields = 0;
        int i = 0;
        int length = raw.length();
        while (true) {
            starts[fields] = unquoted.length();
            if (i < length && raw.charAt(i) == '"') {
                i++;
                while (i < length && (raw.charAt(i) != '"' || (i + 1 < length && raw.charAt(i + 1) == '"'))) {
                    if (raw.charAt(i) == '"') {
                        i++;
                    }
                    unquoted.append(raw.charAt(i++));
                }
                i++;
                if (i > length || (i < length && raw.charAt(i) != delimiter)) {
                    return -1;
                }
            } else {
                while (i < length && raw.charAt(i) != delimiter) {
                    if (raw.charAt(i) == '"') {
                        return -1;
                    }
                    unquoted.append(raw.charAt(i++));
                }
            }
            ends[fields++] = unquoted.length();
            if (i >= length) {
                return fields;
            }
            i++;
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
