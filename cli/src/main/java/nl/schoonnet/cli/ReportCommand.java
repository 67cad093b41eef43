// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import nl.schoonnet.reporting.figures.FigureSettings.Compared;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.RankedRole;
import nl.schoonnet.reporting.source.Timestamps;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code schoonnet report}: from notices and sightings to a report. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Reports who held what was notified, how fast it went, and how sure that is.",
            "Writes report.html, report.pdf, figures.json, tables/*.csv, plots/*.svg and rejected.csv into --out.",
            "No output holds an item's address."
        },
        footer = {
            "",
            "Examples:",
            "  schoonnet report --notices notices.csv.gz --sightings snapshots/ --out out/",
            "  schoonnet report --data schoonnet-data --from 2026-01-01 --out out/",
            "  schoonnet report --notices n.csv --sightings looks.csv.gz --networks tables/* --providers providers.yaml \\",
            "      --edition public --may-name may-name.csv --locale nl --out public/",
            "",
            "Exit status: 0 every row was read; 2 wrong usage; 3 input unusable, nothing written;",
            "4 written, but rows were rejected: rejected.csv lists file, line, field and code."
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--notices",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Notices: CSV (also gzip), or SCART's exports; several files are read as one.")
    List<Path> notices = List.of();

    @Option(
            names = "--sightings",
            arity = "1..*",
            paramLabel = "DIR|FILE",
            description =
                    "A folder of snapshots with snapshots.csv, or logs of looks with the header item,url,observed_at,vantage,verdict,reason,address.")
    List<Path> sightings = List.of();

    @Mixin
    DatabaseOptions database = new DatabaseOptions();

    @Mixin
    KeyFileOption keyFile = new KeyFileOption();

    @Mixin
    ServerOptions server = new ServerOptions();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = Moment.class,
            description = "With a database: facts that it learnt later don't count (default: now).")
    @Nullable
    Instant asOf;

    @Option(
            names = "--networks",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Tables of networks: riswhoisdump, pfx2as, pyasn, ranges CSV, AS names, RIR delegated, RPSL, CDN ranges; recognised by content.")
    List<Path> networks = List.of();

    @Option(
            names = "--suffixes",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Dated editions of the Public Suffix List (default: the bundled one).")
    List<Path> suffixes = List.of();

    @Option(names = "--providers", paramLabel = "FILE", description = "Registry of providers over time, YAML or CSV.")
    @Nullable
    Path providers;

    @Option(
            names = "--interventions",
            paramLabel = "FILE",
            description = "What was done to providers: CSV provider,date,kind,note.")
    @Nullable
    Path interventions;

    @Option(names = "--archive", paramLabel = "FILE", description = "Figures of earlier rounds as printed.")
    @Nullable
    Path archive;

    @Option(
            names = "--norm",
            defaultValue = "24h",
            paramLabel = "DURATION",
            converter = Hours.class,
            description = "The longest time allowed, such as 24h, 12h or 1h (default: ${DEFAULT-VALUE}).")
    Duration norm = Duration.ofDays(1);

    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = Moment.class,
            description = "Start of the period on the clock origin, inclusive; a bare date is midnight in Amsterdam.")
    @Nullable
    Instant from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = Moment.class,
            description = "End of the period, exclusive.")
    @Nullable
    Instant to;

    @Option(
            names = "--cutoff",
            paramLabel = "DATE",
            converter = Moment.class,
            description = "Events after it don't count (default: the last look).")
    @Nullable
    Instant cutoff;

    @Option(
            names = "--role",
            defaultValue = "web-host",
            paramLabel = "ROLE",
            converter = Role.class,
            description =
                    "The role in which parties are ranked: web-host, network or platform (default: ${DEFAULT-VALUE}).")
    RankedRole role = RankedRole.WEB_HOST;

    @Option(
            names = "--cluster",
            paramLabel = "KIND",
            converter = Cluster.class,
            description =
                    "What ends together: item, page, domain-day or column:NAME (default: the first of column cluster, page, batch, domain-day that the notices fill).")
    ClusterBy cluster = new ClusterBy.First();

    @Option(
            names = "--compare",
            paramLabel = "A:B",
            converter = Sides.class,
            description = "Two groups side by side: months (2025-03), quarters (2025-Q1), years or provider ids.")
    @Nullable
    Compared compare;

    @Option(
            names = "--around",
            paramLabel = "EVENT",
            description = "Before and after interventions of this kind or of this provider, or 'all'.")
    @Nullable
    String around;

    @Option(
            names = "--min-n",
            defaultValue = "20",
            paramLabel = "N",
            description = "Items that a provider needs to be ranked (default: ${DEFAULT-VALUE}).")
    int minN = 20;

    @Option(
            names = "--top",
            defaultValue = "10",
            paramLabel = "N",
            description = "Length of the top lists (default: ${DEFAULT-VALUE}).")
    int top = 10;

    @Mixin
    EditionOptions shown = new EditionOptions();

    @Option(
            names = "--may-name",
            paramLabel = "FILE",
            description = "Providers that the public edition may name: CSV name,basis,from.")
    @Nullable
    Path mayName;

    @Option(
            names = "--seed",
            defaultValue = "20260101",
            paramLabel = "N",
            description = "Seed of every random draw (default: ${DEFAULT-VALUE}).")
    long seed = 20260101;

    @Mixin
    ThreadOption threads = new ThreadOption();

    @Option(names = "--strict", description = "Write nothing if any row is rejected.")
    boolean strict;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the report; an earlier report in it is replaced.")
    Path out = Path.of("out");

    @Override
    public Integer call() {
        shown.check();
        threads.check();
        boolean files = !notices.isEmpty() || !sightings.isEmpty();
        int sources = (files ? 1 : 0) + (inDatabase() ? 1 : 0) + (server.named() ? 1 : 0);
        check(
                sources == 1,
                "Give --notices and --sightings, or --data or --database for what a database holds, or --server for a"
                        + " report that a server makes.");
        check(!files || (!notices.isEmpty() && !sightings.isEmpty()), "--notices and --sightings go together.");
        check(!files || (keyFile.given == null && asOf == null), "--key-file and --as-of go with a database.");
        check(!server.named() || ownTables(), "With --server its own tables count: leave out those of this command.");
        check(minN >= 2, "--min-n takes 2 or more.");
        check(top >= 1 && top <= 1000, "--top takes 1 to 1,000.");
        check(from == null || to == null || from.isBefore(to), "--from must be before --to.");
        check(mayName == null || shown.isPublic(), "--may-name goes with --edition public.");
        check(around == null || interventions != null || server.named(), "--around needs --interventions.");
        PrintWriter console = spec.commandLine().getOut();
        ReportRun run = new ReportRun(
                this, CommandText.of(spec), console, spec.commandLine().getErr());
        if (server.named()) {
            return new ServerReport(this, console).run();
        }
        return inDatabase() ? run.runOnDatabase() : run.run();
    }

    /** Whether the facts are those of a database. */
    boolean inDatabase() {
        ParseResult given = spec.commandLine().getParseResult();
        return given.hasMatchedOption("--data") || given.hasMatchedOption("--database");
    }

    private boolean ownTables() {
        return networks.isEmpty()
                && suffixes.isEmpty()
                && providers == null
                && interventions == null
                && archive == null
                && mayName == null
                && keyFile.given == null
                && !strict;
    }

    private void check(boolean right, String sentence) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    static final class Hours implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                Duration duration = Duration.parse(
                        text.endsWith("d")
                                ? "P" + text.substring(0, text.length() - 1) + "D"
                                : "PT" + text.toUpperCase(Locale.ROOT));
                if (duration.isPositive() && duration.compareTo(Duration.ofDays(365)) <= 0) {
                    return duration;
                }
            } catch (java.time.format.DateTimeParseException e) {
                throw new TypeConversionException("takes a duration such as 24h, 90m or 2d.");
            }
            throw new TypeConversionException("takes a positive duration of at most a year.");
        }
    }

    static final class Moment implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Timestamps.dateOrInstant(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("takes a date (2025-01-31) or a time with offset.");
            }
        }
    }

    static final class Role implements ITypeConverter<RankedRole> {
        @Override
        public RankedRole convert(String text) {
            for (RankedRole role : RankedRole.values()) {
                if (role.word().equals(text)) {
                    return role;
                }
            }
            throw new TypeConversionException("takes web-host, network or platform.");
        }
    }

    static final class Cluster implements ITypeConverter<ClusterBy> {
        @Override
        public ClusterBy convert(String text) {
            try {
                return ClusterBy.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("takes item, page, domain-day or column:NAME.");
            }
        }
    }

    static final class Sides implements ITypeConverter<Compared> {
        @Override
        public Compared convert(String text) {
            try {
                return Compared.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("takes A:B, two months, quarters, years or provider ids.");
            }
        }
    }
}
