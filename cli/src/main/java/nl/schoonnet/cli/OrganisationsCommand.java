// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.SpreadsheetText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schoonnet hashes organisations}: who is connected to the hash check. */
@Command(
        name = "organisations",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "The register of connected organisations, their customers and domains.",
            "The key needs the role curator or admin. Facts are added, never changed: what is said of the same thing since the"
                    + " same day corrects what was said before."
        },
        subcommands = {
            OrganisationsCommand.Listing.class,
            OrganisationsCommand.Add.class,
            OrganisationsCommand.Import.class,
            OrganisationsCommand.End.class,
            OrganisationsCommand.Retract.class
        })
final class OrganisationsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v1/hashes/organisations";
    private static final String COLUMNS = "organisation,customer,domain,mode,obliged,hotline,from,until";

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitStatus.USAGE;
    }

    /** What is meant. */
    static final class Meant {
        @Parameters(
                paramLabel = "ORGANISATION",
                description = "The holder of the keys by which its checks are counted.")
        String organisation = "";

        @Option(names = "--customer", paramLabel = "NAME", description = "A customer of it.")
        String customer = "";

        @Option(names = "--domain", paramLabel = "DOMAIN", description = "A domain of it, or of its customer.")
        String domain = "";

        ObjectNode json() {
            return JSON.createObjectNode()
                    .put("organisation", organisation)
                    .put("customer", customer)
                    .put("domain", domain);
        }
    }

    private static String applied(JsonNode answer) {
        return String.format(
                Locale.ROOT,
                "%,d added, %,d corrected, %,d known.",
                answer.path("added").asLong(),
                answer.path("corrected").asLong(),
                answer.path("known").asLong());
    }

    /** {@code schoonnet hashes organisations list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Prints the register as CSV, in the form that import reads.")
    static final class Listing implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (ServerClient client = server.client()) {
                JsonNode entries = client.get(PATH);
                out.println(COLUMNS);
                for (JsonNode entry : entries) {
                    out.println(String.join(
                            ",",
                            quoted(entry.path("organisation").asText()),
                            quoted(entry.path("customer").asText()),
                            entry.path("domain").asText(),
                            entry.path("mode").asText(),
                            entry.path("obliged").asBoolean() ? "yes" : "no",
                            entry.path("hotline").asBoolean() ? "yes" : "no",
                            entry.path("from").asText(),
                            entry.path("until").asText("")));
                }
            }
            out.flush();
            return ExitStatus.DONE;
        }

        private static String quoted(String text) {
            return text.isEmpty() ? "" : "\"" + SpreadsheetText.harmless(text).replace("\"", "\"\"") + "\"";
        }
    }

    /** {@code schoonnet hashes organisations add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Adds an organisation, a customer or a domain; or corrects what began on the same day.")
    static final class Add implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Mixin
        Meant meant = new Meant();

        @Option(
                names = "--mode",
                required = true,
                paramLabel = "MODE",
                description = "What it checks: upload, storage or both.")
        String mode = "";

        @Option(names = "--obliged", description = "A contract obliges it to check.")
        boolean obliged;

        @Option(
                names = "--hotline",
                description = "It is a tool of the hotline itself, which the statistics tell apart.")
        boolean hotline;

        @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day, as in 2026-01-01.")
        LocalDate from = LocalDate.EPOCH;

        @Option(names = "--until", paramLabel = "DAY", description = "First day on which it isn't connected any more.")
        @Nullable
        LocalDate until;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the audit log keeps it.")
        String reason = "";

        @Override
        public Integer call() {
            ObjectNode entry = meant.json()
                    .put("mode", mode)
                    .put("obliged", obliged)
                    .put("hotline", hotline)
                    .put("from", from.toString())
                    .put("reason", reason);
            if (until != null) {
                entry.put("until", until.toString());
            }
            try (ServerClient client = server.client()) {
                HashesCommand.say(spec, applied(client.post(PATH, entry.toString())));
            }
            return ExitStatus.DONE;
        }
    }

    /** {@code schoonnet hashes organisations import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Takes in a table, all of it or nothing: CSV with the columns " + COLUMNS
                        + "; customer, domain, hotline and"
                        + " until may be left out. obliged and hotline are yes or no, days as in 2026-01-01.",
                "Exit status 3 if a row can't be used: then nothing was changed, and the rows are told."
            })
    static final class Import implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the audit log keeps it.")
        String reason = "";

        @Parameters(paramLabel = "FILE", description = "The table.")
        Path file = Path.of("");

        @Override
        public Integer call() throws IOException {
            byte[] table;
            try {
                table = Files.readAllBytes(file);
            } catch (IOException e) {
                throw new InputException("not_read", "", 0, "The file can't be read: check its name and rights.", e);
            }
            try (ServerClient client = server.client()) {
                ServerClient.Reply reply = client.ask(
                        PATH + "/imports", "text/csv", "application/json", ServerClient.because(reason), table);
                JsonNode answer = reply.status() == 200 || reply.status() == 422
                        ? JSON.readTree(reply.body())
                        : JSON.createObjectNode();
                if (reply.status() != 200) {
                    PrintWriter err = spec.commandLine().getErr();
                    for (JsonNode row : answer.path("rejections")) {
                        if (row.path("line").asLong() == 0) {
                            continue; // said in the sentence
                        }
                        String field = row.path("field").asText();
                        err.println("line " + row.path("line").asText() + (field.isEmpty() ? "" : ", " + field) + ": "
                                + row.path("code").asText());
                    }
                    throw ServerClient.refused(reply.status(), reply.body());
                }
                HashesCommand.say(spec, applied(answer));
            } catch (IOException e) {
                throw new InputException(
                        "no_answer", "", 0, "The server doesn't answer: check --server, and that it runs.", e);
            }
            return ExitStatus.DONE;
        }
    }

    /** {@code schoonnet hashes organisations end}. */
    @Command(
            name = "end",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "From a day on it isn't connected any more, nor is what belongs to it.")
    static final class End implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Mixin
        Meant meant = new Meant();

        @Option(
                names = "--until",
                required = true,
                paramLabel = "DAY",
                description = "First day on which it isn't connected any more.")
        LocalDate until = LocalDate.EPOCH;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the audit log keeps it.")
        String reason = "";

        @Override
        public Integer call() {
            try (ServerClient client = server.client()) {
                JsonNode answer = client.post(
                        PATH + "/end",
                        meant.json()
                                .put("until", until.toString())
                                .put("reason", reason)
                                .toString());
                long ended = answer.path("ended").asLong();
                HashesCommand.say(spec, ended + (ended == 1 ? " entry ends on " : " entries end on ") + until + ".");
            }
            return ExitStatus.DONE;
        }
    }

    /** {@code schoonnet hashes organisations retract}. */
    @Command(
            name = "retract",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Takes back what was said by mistake.")
    static final class Retract implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Mixin
        Meant meant = new Meant();

        @Option(names = "--from", required = true, paramLabel = "DAY", description = "The first day that was said.")
        LocalDate from = LocalDate.EPOCH;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the audit log keeps it.")
        String reason = "";

        @Override
        public Integer call() {
            try (ServerClient client = server.client()) {
                client.post(
                        PATH + "/retraction",
                        meant.json()
                                .put("from", from.toString())
                                .put("reason", reason)
                                .toString());
            }
            HashesCommand.say(spec, "Taken back.");
            return ExitStatus.DONE;
        }
    }
}
