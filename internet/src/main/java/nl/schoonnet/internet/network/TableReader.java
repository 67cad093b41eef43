// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import nl.schoonnet.internet.edition.Dating;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.LineReader;
import nl.schoonnet.internet.input.Rejection;
import org.jspecify.annotations.Nullable;

/** Reads one network table of any {@link NetworkFormat}. A bad line is reported and passed over. */
final class TableReader {
    /** How many lines are looked at to recognise a format and to find a date in its comments. */
    private static final int FIRST_LINES = 400;

    private static final long MAX_JSON_BYTES = 256L << 20;
    private static final Pattern TAB = Pattern.compile("\t");
    private static final Pattern BAR = Pattern.compile("\\|");
    private static final Pattern ORIGIN_SEPARATOR = Pattern.compile("[_,]");
    private static final Set<String> PROXY_SECTIONS = Set.of("cdn", "waf");

    /** An origin that a tenth of the peers of the best seen one see, or fewer, is taken for a leak. */
    private static final int VISIBILITY_RATIO = 10;

    private final Path file;
    private final String name;
    private final Consumer<Rejection> rejections;
    private final Tables tables = new Tables();
    private @Nullable Instant trueAt;
    private boolean reported;

    TableReader(Path file, @Nullable Instant trueAt, Consumer<Rejection> rejections) {
        this.file = file;
        this.name = String.valueOf(file.getFileName());
        this.trueAt = trueAt;
        this.rejections = rejection -> {
            reported = true;
            rejections.accept(rejection);
        };
    }

    String name() {
        return name;
    }

    /** The table's date; known after {@link #read()}. */
    Instant trueAt() {
        if (trueAt == null) {
            throw undated();
        }
        return trueAt;
    }

    private InputException undated() {
        return new InputException(
                "undated_table",
                name,
                0,
                name + " doesn't say when it was true; put the date in its name, such as NAME-20240131.csv.");
    }

    /**
     * Reads the file.
     *
     * @throws InputException if it can't be opened, is of no known format, has no date or no usable line
     */
    Tables read() {
        List<String> lines = firstLines();
        NetworkFormat format = NetworkFormat.detect(lines).orElseThrow(this::unknownFormat);
        findDate(format, lines);
        if (trueAt == null) {
            throw undated();
        }
        if (format == NetworkFormat.CDN_JSON) {
            readJson();
        } else {
            try (LineReader reader = LineReader.open(file, rejections)) {
                switch (format) {
                    case RIS_WHOIS -> readRoutes(reader, 0, 1, -1, 2);
                    case PFX2AS -> readRoutes(reader, 2, 0, 1, -1);
                    case PYASN -> readRoutes(reader, 1, 0, -1, -1);
                    case AS_ORG2INFO -> readAsOrg2Info(reader);
                    case AS_NAMES -> readAsNames(reader);
                    case DELEGATED -> readDelegated(reader);
                    case RPSL -> new RpslReader(reader, tables).read();
                    case PREFIX_LIST -> readPrefixList(reader);
                    case CSV -> readCsv(reader);
                    case CDN_JSON -> throw new IllegalStateException("read above");
                }
            }
        }
        if (tables.isEmpty()) {
            throw new InputException(
                    "no_usable_line",
                    name,
                    0,
                    name + " has no usable line" + (reported ? " (all were rejected)" : "") + "; check its format.");
        }
        return tables;
    }

    private InputException unknownFormat() {
        return new InputException(
                "unknown_format",
                name,
                0,
                name + " is of no known network format; give riswhoisdump, pfx2as, pyasn, as-org2info, asnames,"
                        + " delegated, RPSL, CDN JSON, a list of prefixes or CSV with a header.");
    }

    private List<String> firstLines() {
        List<String> lines = new ArrayList<>();
        try (LineReader reader = LineReader.open(file, rejection -> {})) {
            String line = reader.next();
            while (line != null && lines.size() < FIRST_LINES) {
                lines.add(line);
                line = reader.next();
            }
        }
        if (lines.isEmpty() && beginsLikeJson()) {
            lines.add("{");
        }
        return lines;
    }

    /** A JSON file may be one line, longer than lines are read. */
    private boolean beginsLikeJson() {
        try (InputStream in = open()) {
            int first = in.read();
            while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
                first = in.read();
            }
            return first == '{';
        } catch (IOException e) {
            return false;
        }
    }

    private void findDate(NetworkFormat format, List<String> lines) {
        if (trueAt != null) {
            return;
        }
        for (String line : lines) {
            if (!NetworkFormat.isComment(line)) {
                if (format == NetworkFormat.DELEGATED && line.indexOf('|') >= 0) {
                    trueAt = dateOfDelegated(line);
                }
                break;
            }
            trueAt = Dating.in(line).orElse(null);
            if (trueAt != null) {
                return;
            }
        }
        if (trueAt == null) {
            trueAt = Dating.in(name).orElse(null);
        }
    }

    /** The version line: version|registry|serial|records|start|end|offset; the end is the day that the file describes. */
    private static @Nullable Instant dateOfDelegated(String line) {
        String[] fields = BAR.split(line, -1);
        if (fields.length < 6 || !Character.isDigit(fields[0].isEmpty() ? '-' : fields[0].charAt(0))) {
            return null;
        }
        return Dating.in(fields[5]).or(() -> Dating.in(fields[2])).orElse(null);
    }

    // Routes

    private record Seen(List<Long> asns, int peers) {}

    private void readRoutes(LineReader reader, int originAt, int prefixAt, int lengthAt, int peersAt) {
        int fieldsNeeded = Math.max(Math.max(originAt, prefixAt), lengthAt) + 1;
        Map<Prefix, List<Seen>> seen = new HashMap<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            if (line.isBlank() || NetworkFormat.isComment(line)) {
                continue;
            }
            String[] fields = TAB.split(line, -1);
            if (fields.length < fieldsNeeded) {
                reader.reject("", "missing_field");
                continue;
            }
            String text = fields[prefixAt].strip();
            Prefix prefix = Prefix.parseOrNull(lengthAt < 0 ? text : text + "/" + fields[lengthAt].strip());
            List<Long> asns = origins(fields[originAt]);
            if (prefix == null) {
                reader.reject("prefix", "bad_prefix");
            } else if (asns.isEmpty()) {
                reader.reject("origin", "bad_as_number");
            } else {
                int peers = peersAt >= 0 && peersAt < fields.length ? peers(fields[peersAt]) : 1;
                if (peers < 0) {
                    reader.reject("peers", "bad_number");
                } else {
                    seen.computeIfAbsent(prefix, key -> new ArrayList<>(1)).add(new Seen(asns, peers));
                }
            }
        }
        seen.forEach((prefix, announcements) -> tables.routes.add(prefix, originsOf(announcements)));
    }

    private static Origins originsOf(List<Seen> announcements) {
        int most = announcements.stream().mapToInt(Seen::peers).max().orElse(0);
        return new Origins(announcements.stream()
                .filter(announcement ->
                        (long) announcement.peers() * VISIBILITY_RATIO > most || announcement.peers() == most)
                .flatMap(announcement -> announcement.asns().stream())
                .toList());
    }

    /** One AS number, several with {@code _}, or a set with {@code ,} with or without braces; empty if any is bad. */
    private static List<Long> origins(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        List<Long> asns = new ArrayList<>(1);
        for (String part : ORIGIN_SEPARATOR.split(inner, -1)) {
            long asn = AsNumber.parse(part);
            if (asn < 0) {
                return List.of();
            }
            asns.add(asn);
        }
        return asns;
    }

    private static int peers(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    // Organisations of AS numbers

    private void readAsOrg2Info(LineReader reader) {
        record Aut(long asn, String name, String handle) {}
        List<Aut> auts = new ArrayList<>();
        Map<String, Integer> columns = Map.of();
        for (String line = reader.next(); line != null; line = reader.next()) {
            if (line.startsWith("# format:")) {
                columns = columns(line.substring("# format:".length()));
                continue;
            }
            if (line.isBlank() || NetworkFormat.isComment(line)) {
                continue;
            }
            String[] fields = BAR.split(line, -1);
            String handle = field(fields, columns.get("org_id"));
            if (handle.isEmpty()) {
                reader.reject("org_id", "missing_field");
            } else if (columns.containsKey("aut")) {
                long asn = AsNumber.parse(field(fields, columns.get("aut")));
                if (asn < 0) {
                    reader.reject("aut", "bad_as_number");
                } else {
                    auts.add(new Aut(asn, field(fields, columns.get("aut_name")), handle));
                }
            } else {
                String title = field(fields, columns.get("org_name"));
                tables.organisations.put(
                        handle,
                        new Organisation(
                                handle,
                                title.isEmpty() ? handle : title,
                                Country.orNull(field(fields, columns.get("country")))));
            }
        }
        for (Aut aut : auts) {
            Organisation holder = tables.organisations.get(aut.handle());
            String title = holder != null ? holder.name() : aut.name().isEmpty() ? "AS" + aut.asn() : aut.name();
            tables.asOrganisations.put(
                    aut.asn(),
                    new AsOrganisation(aut.asn(), title, aut.handle(), holder == null ? null : holder.country()));
        }
    }

    private static Map<String, Integer> columns(String header) {
        String[] names = BAR.split(header, -1);
        Map<String, Integer> columns = new HashMap<>();
        for (int index = 0; index < names.length; index++) {
            columns.put(names[index].strip(), index);
        }
        return columns;
    }

    private static String field(String[] fields, @Nullable Integer index) {
        return index == null || index >= fields.length ? "" : fields[index].strip();
    }

    private void readAsNames(LineReader reader) {
        for (String line = reader.next(); line != null; line = reader.next()) {
            if (line.isBlank() || NetworkFormat.isComment(line)) {
                continue;
            }
            int space = line.indexOf(' ');
            long asn = space < 0 ? -1 : AsNumber.parse(line.substring(0, space));
            if (asn < 0) {
                reader.reject("asn", "bad_as_number");
                continue;
            }
            int comma = line.lastIndexOf(',');
            String country = comma > space ? Country.orNull(line.substring(comma + 1)) : null;
            String title = (country == null ? line.substring(space) : line.substring(space, comma)).strip();
            if (title.isEmpty()) {
                reader.reject("name", "missing_field");
            } else {
                tables.asOrganisations.put(asn, new AsOrganisation(asn, title, null, country));
            }
        }
    }

    // Delegations

    private void readDelegated(LineReader reader) {
        boolean versionLine = true;
        for (String line = reader.next(); line != null; line = reader.next()) {
            if (line.isBlank() || NetworkFormat.isComment(line)) {
                continue;
            }
            String[] fields = BAR.split(line, -1);
            boolean version = versionLine && Character.isDigit(line.charAt(0));
            versionLine = false;
            if (version || (fields.length >= 6 && fields[5].equals("summary"))) {
                continue;
            }
            if (fields.length < 7) {
                reader.reject("", "missing_field");
                continue;
            }
            String status = fields[6].strip();
            if (!status.equals("allocated") && !status.equals("assigned")) {
                continue;
            }
            String country = Country.orNull(fields[1]);
            if (country == null) {
                reader.reject("country", "bad_country");
                continue;
            }
            String opaque = fields.length > 7 && !fields[7].isBlank() ? fields[7].strip() : null;
            Delegation delegation = new Delegation(fields[0].strip(), country, opaque);
            String fault = switch (fields[2]) {
                case "ipv4" -> delegateIpv4(fields[3], fields[4], delegation);
                case "ipv6" -> delegateIpv6(fields[3], fields[4], delegation);
                case "asn" -> delegateAsn(fields[3], fields[4], delegation);
                default -> "unknown_type";
            };
            if (!fault.isEmpty()) {
                reader.reject("start", fault);
            }
        }
    }

    private String delegateIpv4(String start, String count, Delegation delegation) {
        IpAddress first = IpAddress.parseOrNull(start.strip());
        long addresses = number(count);
        if (first == null || !first.isIpv4() || addresses < 1 || (first.ipv4() & 0xFFFF_FFFFL) + addresses > 1L << 32) {
            return "bad_range";
        }
        tables.delegations.add(first, IpAddress.ofIpv4((int) (first.ipv4() + addresses - 1)), delegation);
        return "";
    }

    private String delegateIpv6(String start, String length, Delegation delegation) {
        Prefix prefix = Prefix.parseOrNull(start.strip() + "/" + length.strip());
        if (prefix == null || prefix.isIpv4()) {
            return "bad_prefix";
        }
        tables.delegations.add(prefix, delegation);
        return "";
    }

    private String delegateAsn(String start, String count, Delegation delegation) {
        long first = AsNumber.parse(start);
        long numbers = number(count);
        if (first < 0 || numbers < 1 || first + numbers > 1L << 32) {
            return "bad_as_number";
        }
        tables.asDelegations.put(first, new Tables.AsRange(first + numbers - 1, delegation));
        return "";
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    // Lists and comma-separated values

    private void readPrefixList(LineReader reader) {
        String proxy = proxyName(name);
        for (String line = reader.next(); line != null; line = reader.next()) {
            if (line.isBlank() || NetworkFormat.isComment(line)) {
                continue;
            }
            Prefix prefix = Prefix.parseOrNull(line.strip());
            if (prefix == null) {
                reader.reject("prefix", "bad_prefix");
            } else {
                tables.proxies.add(prefix, proxy);
            }
        }
    }

    /** The file's name up to its first dot, without a date: {@code edgeward-20240101.txt} holds edgeward's ranges. */
    private static String proxyName(String fileName) {
        String undated = Dating.without(fileName);
        int dot = undated.indexOf('.');
        String base = (dot < 0 ? undated : undated.substring(0, dot)).replaceAll("[-_ ]+$", "");
        return base.isEmpty() ? fileName : base.toLowerCase(Locale.ROOT);
    }

    private void readCsv(LineReader reader) {
        CsvColumns columns = null;
        for (String line = reader.next(); line != null; line = reader.next()) {
            if (line.isBlank() || NetworkFormat.isComment(line)) {
                continue;
            }
            List<String> cells = Cells.of(line);
            if (columns == null) {
                columns = CsvColumns.of(cells);
                if (columns == null) {
                    throw unknownFormat();
                }
                if (columns.header()) {
                    continue;
                }
            }
            readRow(reader, columns, cells);
        }
    }

    private void readRow(LineReader reader, CsvColumns columns, List<String> cells) {
        switch (columns.kind()) {
            case ROUTES -> {
                IpAddress[] range = range(reader, columns, cells);
                if (range.length > 0) {
                    readRouteRow(reader, columns, cells, range);
                }
            }
            case PROXIES -> {
                IpAddress[] range = range(reader, columns, cells);
                String proxy = cell(cells, columns.name());
                if (range.length > 0 && proxy.isEmpty()) {
                    reader.reject("name", "missing_field");
                } else if (range.length > 0) {
                    tables.proxies.add(range[0], range[1], proxy);
                }
            }
            case LOCATIONS -> {
                IpAddress[] range = range(reader, columns, cells);
                String country = Country.orNull(cell(cells, columns.country()));
                if (range.length > 0 && country == null) {
                    reader.reject("country", "bad_country");
                } else if (range.length > 0 && country != null) {
                    tables.locations.add(range[0], range[1], country);
                }
            }
            case ORGANISATIONS -> {
                long asn = AsNumber.parse(cell(cells, columns.asn()));
                String title = cell(cells, columns.name());
                if (asn < 0) {
                    reader.reject("asn", "bad_as_number");
                } else if (title.isEmpty()) {
                    reader.reject("org", "missing_field");
                } else {
                    tables.asOrganisations.put(
                            asn, new AsOrganisation(asn, title, null, Country.orNull(cell(cells, columns.country()))));
                }
            }
            case REGISTRARS -> {
                String domain = cell(cells, columns.domain()).toLowerCase(Locale.ROOT);
                String registrar = cell(cells, columns.name());
                if (domain.isEmpty() || registrar.isEmpty()) {
                    reader.reject(domain.isEmpty() ? "domain" : "registrar", "missing_field");
                } else {
                    tables.registrars.put(domain, registrar);
                }
            }
        }
    }

    private void readRouteRow(LineReader reader, CsvColumns columns, List<String> cells, IpAddress[] range) {
        long asn = AsNumber.parse(cell(cells, columns.asn()));
        if (asn < 0) {
            reader.reject("asn", "bad_as_number");
            return;
        }
        if (asn == 0) {
            // These tables write 0 where a range is not announced.
            return;
        }
        tables.routes.add(range[0], range[1], new Origins(List.of(asn)));
        String title = cell(cells, columns.name());
        if (!title.isEmpty()) {
            tables.asOrganisations.putIfAbsent(
                    asn, new AsOrganisation(asn, title, null, Country.orNull(cell(cells, columns.country()))));
        }
    }

    /** First and last address; empty, and rejected, if the row has none. */
    private static IpAddress[] range(LineReader reader, CsvColumns columns, List<String> cells) {
        if (columns.prefix() >= 0) {
            Prefix prefix = Prefix.parseOrNull(cell(cells, columns.prefix()));
            if (prefix == null) {
                reader.reject("prefix", "bad_prefix");
                return new IpAddress[0];
            }
            return new IpAddress[] {prefix.first(), prefix.last()};
        }
        IpAddress first = IpAddress.parseOrNull(cell(cells, columns.first()));
        IpAddress last = IpAddress.parseOrNull(cell(cells, columns.last()));
        if (first == null || last == null) {
            reader.reject(first == null ? "start" : "end", "bad_address");
            return new IpAddress[0];
        }
        if (first.compareTo(last) > 0 || first.isIpv4() != last.isIpv4()) {
            reader.reject("end", "bad_range");
            return new IpAddress[0];
        }
        return new IpAddress[] {first, last};
    }

    private static String cell(List<String> cells, int index) {
        return index < 0 || index >= cells.size() ? "" : cells.get(index).strip();
    }

    // JSON

    private InputStream open() throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private void readJson() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_JSON_BYTES)
                        .maxNestingDepth(8)
                        .maxStringLength(10_000)
                        .build())
                .build();
        try (JsonParser json = factory.createParser(open())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw unknownFormat();
            }
            for (String section = json.nextFieldName(); section != null; section = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (PROXY_SECTIONS.contains(section) && value == JsonToken.START_OBJECT) {
                    readProxies(json);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new InputException(
                    "bad_json", name, 0, name + " is not valid JSON; get it again from its source.", e);
        }
    }

    private void readProxies(JsonParser json) throws IOException {
        for (String proxy = json.nextFieldName(); proxy != null; proxy = json.nextFieldName()) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                continue;
            }
            for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
                Prefix prefix = token == JsonToken.VALUE_STRING ? Prefix.parseOrNull(json.getText()) : null;
                if (prefix == null) {
                    rejections.accept(
                            new Rejection(name, json.currentTokenLocation().getLineNr(), "prefix", "bad_prefix"));
                    json.skipChildren();
                } else {
                    tables.proxies.add(prefix, proxy);
                }
            }
        }
    }
}
