// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.SpreadsheetText;
import nl.schoonnet.reporting.checks.CheckReport;
import nl.schoonnet.reporting.checks.LatencyClasses;
import nl.schoonnet.reporting.report.ReportFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schoonnet hashes}: the lists of the hash check. */
@Command(
        name = "hashes",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Opens sources of hash lists, brings lists to a running server, and tells what is held in numbers.",
            "The key needs the role curator (stats: analyst or admin too; organisations: admin too). No command gets a list"
                    + " out."
        },
        subcommands = {
            HashesCommand.Source.class,
            HashesCommand.End.class,
            HashesCommand.Import.class,
            HashesCommand.Withdraw.class,
            OrdersCommand.class,
            HashesCommand.Held.class,
            HashesCommand.Stats.class,
            OrganisationsCommand.class
        })
final class HashesCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCES = "/api/v1/hashes/sources";

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitStatus.USAGE;
    }

    /** Tells what came of a command. */
    static void say(CommandSpec spec, String sentence) {
        spec.commandLine().getOut().println(sentence);
        spec.commandLine().getOut().flush();
    }

    /** How an order comes to count. */
    private static String waits(JsonNode number) {
        return "order " + number.asText() + " waits for a second holder: hashes orders confirm " + number.asText()
                + ".";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** {@code schoonnet hashes source}. */
    @Command(
            name = "source",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Opens a source: whose list it is, and on which agreement it may be used here.")
    static final class Source implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Parameters(paramLabel = "NAME", description = "Short, as answers give it: lower-case letters, digits, dashes.")
        String name = "";

        @Option(names = "--owner", required = true, paramLabel = "TEXT", description = "Whose list it is.")
        String owner = "";

        @Option(
                names = "--licence",
                required = true,
                paramLabel = "TEXT",
                description = "The agreement on which it may be used.")
        String licence = "";

        @Option(
                names = "--scheme",
                required = true,
                paramLabel = "TEXT",
                description = "What its classifications follow, such as baseline or national.")
        String scheme = "";

        /** What is to be done with a match. */
        enum Action {
            BLOCK,
            REVIEW
        }

        @Option(
                names = "--action",
                paramLabel = "ACTION",
                defaultValue = "block",
                description = "What is to be done with a match: block or review (default: ${DEFAULT-VALUE}).")
        Action action = Action.BLOCK;

        @Option(
                names = "--police",
                description = "The police supplied it: it never leaves in an export that is shared.")
        boolean police;

        @Option(names = "--test", description = "It is made up; only tests match it.")
        boolean test;

        @Option(
                names = "--from",
                paramLabel = "MOMENT",
                description = "When it begins, as in 2027-01-01T00:00:00Z; until then nothing of it matches.")
        @Nullable
        Instant from;

        @Option(names = "--until", paramLabel = "MOMENT", description = "When it ends, likewise.")
        @Nullable
        Instant until;

        @Override
        public Integer call() {
            ObjectNode asked = JSON.createObjectNode()
                    .put("name", name)
                    .put("owner", owner)
                    .put("licence", licence)
                    .put("scheme", scheme)
                    .put("action", action.name())
                    .put("police", police)
                    .put("test", test);
            if (from != null) {
                asked.put("from", from.toString());
            }
            if (until != null) {
                asked.put("until", until.toString());
            }
            try (ServerClient client = server.client()) {
                client.post(SOURCES, asked.toString());
            }
            spec.commandLine()
                    .getOut()
                    .println("Source " + name + " is open; bring its list with: schoonnet hashes import");
            spec.commandLine().getOut().flush();
            return ExitStatus.DONE;
        }
    }

    /** {@code schoonnet hashes end}. */
    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Ends a source: from now on nothing of it matches.",
                "The end of one of the police or a national one waits until a second holder confirms it."
            })
    static final class End implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Parameters(paramLabel = "NAME", description = "The source.")
        String name = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the audit log keeps it.")
        String reason = "";

        @Override
        public Integer call() {
            JsonNode order;
            try (ServerClient client = server.client()) {
                order = client.post(
                        SOURCES + "/" + encoded(name) + "/end",
                        JSON.createObjectNode().put("reason", reason).toString());
            }
            say(
                    spec,
                    order.has("number")
                            ? "Source " + name + " hasn't ended: " + waits(order.path("number"))
                            : "Source " + name + " has ended.");
            return ExitStatus.DONE;
        }
    }

    /** {@code schoonnet hashes import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Brings a list, plain or gzip: a hash per line or a table, JSON of Project VIC, XML of NCMEC's hash sharing"
                        + " (page by page), JSON of StopNCII.",
                "A list counts when it was read to its end, and whole: one that breaks off changes nothing. What its source"
                        + " said before is known and changes nothing.",
                "Good entries are kept and bad ones listed: exit status 4 if there were any."
            })
    static final class Import implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Option(names = "--source", required = true, paramLabel = "NAME", description = "The source, which is open.")
        String source = "";

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "One of ${COMPLETION-CANDIDATES}; known by how the list begins if left out.")
        @Nullable
        ListFormat format;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                description =
                        "What hashes are that stand alone on a line: ${COMPLETION-CANDIDATES}. Needed for 64 digits.")
        @Nullable
        HashKind kind;

        @Option(
                names = "--categories",
                split = ",",
                paramLabel = "N",
                description = "Categories of Project VIC that count as listed, as in 1,2; they differ by country.")
        SortedSet<Integer> categories = new TreeSet<>();

        @Option(
                names = "--rejected",
                paramLabel = "FILE",
                description =
                        "Write what can't be used to FILE as CSV: file, record, line, field, code; never a value.")
        @Nullable
        Path rejectedFile;

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, pages in their order.")
        List<Path> files = new ArrayList<>();

        @Override
        public Integer call() throws IOException {
            try (ServerClient client = server.client()) {
                return new Sending(client, spec, path(), Map.of(), rejectedFile).all(files, Import::told);
            }
        }

        private static String told(JsonNode answer) {
            return String.format(
                    Locale.ROOT,
                    "%,d listed, %,d withdrawn, %,d known, %,d rejected%s; import %d.%s",
                    answer.path("listed").asLong(),
                    answer.path("withdrawn").asLong(),
                    answer.path("known").asLong(),
                    answer.path("rejected").asLong(),
                    passedOver(answer.path("passedOver")),
                    answer.path("importId").asLong(),
                    answer.path("next").isTextual() ? " The list goes on: bring its next page." : "");
        }

        private String path() {
            List<String> query = new ArrayList<>();
            if (format != null) {
                query.add("format=" + format);
            }
            if (kind != null) {
                query.add("kind=" + kind);
            }
            if (!categories.isEmpty()) {
                query.add(
                        "categories=" + categories.stream().map(String::valueOf).collect(Collectors.joining(",")));
            }
            return SOURCES + "/" + encoded(source) + "/imports"
                    + (query.isEmpty() ? "" : "?" + String.join("&", query));
        }

        private static String passedOver(JsonNode codes) {
            List<String> each = new ArrayList<>();
            codes.properties()
                    .forEach(code -> each.add(String.format(
                            Locale.ROOT, "%,d passed over (%s)", code.getValue().asLong(), code.getKey())));
            return each.isEmpty() ? "" : ", " + String.join(", ", each);
        }
    }

    /** {@code schoonnet hashes withdraw}. */
    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Takes entries off a source's list: a hash per line, or a table with a column id, as the list itself was"
                        + " brought. What was listed under a name (id) is withdrawn by that name, all else by its hashes.",
                "Counts when the list was read to its end, and whole. Hashes that other sources list still match, and so do"
                        + " those that other entries of the source name: exit status 4 if there are any.",
                "What is taken off a list of the police or a national one waits until a second holder confirms it."
            })
    static final class Withdraw implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Option(names = "--source", required = true, paramLabel = "NAME", description = "The source.")
        String source = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the audit log keeps it.")
        String reason = "";

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                description =
                        "What hashes are that stand alone on a line: ${COMPLETION-CANDIDATES}. Needed for 64 digits.")
        @Nullable
        HashKind kind;

        @Option(
                names = "--rejected",
                paramLabel = "FILE",
                description =
                        "Write what can't be used to FILE as CSV: file, record, line, field, code; never a value.")
        @Nullable
        Path rejectedFile;

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files.")
        List<Path> files = new ArrayList<>();

        @Override
        public Integer call() throws IOException {
            String path = SOURCES + "/" + encoded(source) + "/withdrawals" + (kind == null ? "" : "?kind=" + kind);
            try (ServerClient client = server.client()) {
                return new Sending(client, spec, path, ServerClient.because(reason), rejectedFile)
                        .all(files, Withdraw::told);
            }
        }

        private static String told(JsonNode answer) {
            return String.format(
                    Locale.ROOT,
                    "%,d %s, %,d not listed so, %,d rejected; import %d.%s",
                    answer.path("withdrawn").asLong(),
                    answer.path("order").isNumber() ? "to be withdrawn" : "withdrawn",
                    answer.path("known").asLong(),
                    answer.path("rejected").asLong(),
                    answer.path("importId").asLong(),
                    answer.path("order").isNumber() ? " Nothing is withdrawn yet: " + waits(answer.path("order")) : "");
        }
    }

    /** Lists on their way to a server, and what it can't use of them. */
    private static final class Sending {
        /** What an answer counts of entries that were understood. */
        private static final List<String> USED = List.of("listed", "withdrawn", "known");

        private final ServerClient client;
        private final CommandSpec spec;
        private final String path;
        private final Map<String, String> headers;
        private final @Nullable Path rejectedFile;
        private final List<Rejected> rejections = new ArrayList<>();
        private long rejected;
        private boolean incomplete;

        Sending(
                ServerClient client,
                CommandSpec spec,
                String path,
                Map<String, String> headers,
                @Nullable Path rejectedFile) {
            this.client = client;
            this.spec = spec;
            this.path = path;
            this.headers = headers;
            this.rejectedFile = rejectedFile;
        }

        /** What can't be used of a file, as the server tells it. */
        private record Rejected(String file, long number, long at, String field, String code) {
            String line() {
                return file + " record " + number + ", line " + at + (field.isEmpty() ? "" : ", " + field) + ": "
                        + code;
            }
        }

        /** Sends the files, one after the other, and tells what came of each. */
        int all(List<Path> files, Function<JsonNode, String> told) throws IOException {
            for (Path file : files) {
                if (!Files.isReadable(file) || Files.isDirectory(file)) {
                    throw new InputException(
                            "not_read", "", 0, file + " can't be read: check its name and rights. Nothing was sent.");
                }
            }
            if (rejectedFile != null) {
                write(List.of(), rejectedFile);
            }
            for (Path file : files) {
                JsonNode answer = client.post(path, "application/octet-stream", headers, () -> open(file));
                String name = String.valueOf(file.getFileName());
                rejected += answer.path("rejected").asLong();
                for (JsonNode r : answer.path("rejections")) {
                    rejections.add(new Rejected(
                            name,
                            r.path("record").asLong(),
                            r.path("line").asLong(),
                            r.path("field").asText(),
                            r.path("code").asText()));
                }
                spec.commandLine().getOut().println(name + ": " + told.apply(answer));
                spec.commandLine().getOut().flush();
                if (USED.stream().mapToLong(used -> answer.path(used).asLong()).sum() == 0) {
                    incomplete = true;
                    spec.commandLine()
                            .getErr()
                            .println("schoonnet: Nothing in " + name
                                    + " could be used: see whether it is a list, in UTF-8, and whole.");
                }
                if (answer.path("stillListed").asLong() > 0) {
                    incomplete = true;
                    spec.commandLine()
                            .getErr()
                            .println(String.format(
                                    Locale.ROOT,
                                    "schoonnet: %,d of the hashes in %s still stand on the list and match: other entries of"
                                            + " the source name them. Withdraw those entries by their names (id).",
                                    answer.path("stillListed").asLong(),
                                    name));
                }
            }
            if (rejectedFile != null) {
                write(rejections, rejectedFile);
            }
            int status = RejectedRows.tell(
                    spec.commandLine().getErr(),
                    rejections.stream().map(Rejected::line).toList(),
                    rejected,
                    rejectedFile);
            spec.commandLine().getErr().flush();
            return incomplete ? ExitStatus.ROWS_REJECTED : status;
        }

        private static void write(List<Rejected> rejections, Path file) {
            try (BufferedWriter out = Files.newBufferedWriter(file);
                    CsvWriter csv =
                            CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
                csv.writeRecord("file", "record", "line", "field", "code");
                for (Rejected rejected : rejections) {
                    csv.writeRecord(
                            SpreadsheetText.harmless(rejected.file),
                            Long.toString(rejected.number),
                            Long.toString(rejected.at),
                            SpreadsheetText.harmless(rejected.field),
                            SpreadsheetText.harmless(rejected.code));
                }
            } catch (IOException e) {
                throw new InputException(
                        "not_written", "", 0, file + " can't be written: check its folder and rights.", e);
            }
        }

        private static InputStream open(Path file) {
            try {
                return Files.newInputStream(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** {@code schoonnet hashes list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Tells which sources there are and how many hashes are held; never a hash.")
    static final class Held implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (ServerClient client = server.client()) {
                JsonNode held = client.get("/api/v1/hashes");
                for (JsonNode source : held.path("sources")) {
                    out.println(String.format(
                            Locale.ROOT,
                            "%-32s %-7s %s%s%s%s; %s, on %s",
                            source.path("name").asText(),
                            source.path("action").asText().toLowerCase(Locale.ROOT),
                            from(source.path("from").asText("")),
                            until(source.path("until").asText("")),
                            source.path("police").asBoolean() ? ", police" : "",
                            source.path("test").asBoolean() ? ", test" : "",
                            source.path("owner").asText(),
                            source.path("licence").asText()));
                }
                held.path("hashes")
                        .properties()
                        .forEach(kind -> out.println(String.format(
                                Locale.ROOT,
                                "%-32s %,d distinct hashes of all sources",
                                kind.getKey(),
                                kind.getValue().asLong())));
            }
            out.flush();
            return ExitStatus.DONE;
        }
    }

    private static String from(String moment) {
        return moment.isEmpty() || !Instant.parse(moment).isAfter(Instant.now())
                ? ""
                : "from " + Instant.parse(moment).truncatedTo(ChronoUnit.SECONDS) + " ";
    }

    private static String until(String moment) {
        if (moment.isEmpty()) {
            return "without end";
        }
        Instant until = Instant.parse(moment).truncatedTo(ChronoUnit.SECONDS);
        return (until.isAfter(Instant.now()) ? "until " : "ended ") + until;
    }

    /** {@code schoonnet hashes stats}. */
    @Command(
            name = "stats",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Checks and hits by ISO week, organisation, source and kind, as CSV; with --out as a report with two plots"
                        + " and tables: HTML, PDF, SVG, CSV.",
                "A picture that two sources list is one image and two hits. Rows without a source are of all together."
            })
    static final class Stats implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day, as in 2026-01-01.")
        LocalDate from = LocalDate.EPOCH;

        @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day; weeks are whole.")
        LocalDate to = LocalDate.EPOCH;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                description =
                        "Write a report to DIR, which is new, empty or holds an earlier one. It names organisations:"
                                + " only its owner may read it.")
        @Nullable
        Path folder;

        @Option(
                names = "--locale",
                defaultValue = "nl",
                paramLabel = "nl|en",
                converter = EditionOptions.Language.class,
                description = "Language of the report (default: ${DEFAULT-VALUE}).")
        Locale locale = Locale.of("nl");

        @Override
        public Integer call() {
            if (folder == null) {
                return table();
            }
            ReportFolder report = ReportFolder.at(folder);
            try (ServerClient client = server.client()) {
                JsonNode figures = client.get("/api/v1/hashes/statistics/figures?from=" + from + "&to=" + to);
                report.write(
                        figures.toPrettyString() + "\n", CheckReport.of(CheckFiguresJson.read(figures), locale), true);
            }
            spec.commandLine()
                    .getOut()
                    .println("The report stands in " + folder + ": report.html, report.pdf, tables, plots.");
            spec.commandLine().getOut().flush();
            return ExitStatus.DONE;
        }

        private int table() {
            PrintWriter out = spec.commandLine().getOut();
            try (ServerClient client = server.client()) {
                JsonNode weeks = client.get("/api/v1/hashes/statistics?from=" + from + "&to=" + to);
                out.println(
                        "week,monday,organisation,source,kind,checks,hits,images,unchecked,mean_microseconds,requests,"
                                + "within_microseconds_99");
                for (JsonNode week : weeks) {
                    LocalDate monday = LocalDate.parse(week.path("monday").asText());
                    List<Long> latencies = new ArrayList<>();
                    week.path("latencies").forEach(requests -> latencies.add(requests.asLong()));
                    OptionalLong within = LatencyClasses.within(latencies, 0.99);
                    out.println(String.join(
                            ",",
                            CheckReport.week(monday),
                            monday.toString(),
                            quoted(week.path("organisation").asText()),
                            week.path("source").asText(""),
                            week.path("kind").asText().toLowerCase(Locale.ROOT),
                            week.path("checks").asText(),
                            week.path("hits").asText(),
                            week.path("images").asText(),
                            week.path("unchecked").asText(),
                            String.format(
                                    Locale.ROOT, "%.1f", week.path("micros").asDouble()),
                            Long.toString(latencies.stream()
                                    .mapToLong(Long::longValue)
                                    .sum()),
                            within.isPresent() ? Long.toString(within.getAsLong()) : ""));
                }
            }
            out.flush();
            return ExitStatus.DONE;
        }

        private static String quoted(String text) {
            return "\"" + SpreadsheetText.harmless(text).replace("\"", "\"\"") + "\"";
        }
    }
}
