// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schoonnet hashes orders}: what waits for a second person before it takes something off a list. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Withdrawals from lists of the police and from national ones, and ends of such sources, that wait for a second"
                    + " holder.",
            "The key needs the role curator. Who made an order can't confirm it, with whatever key."
        },
        subcommands = {OrdersCommand.Waiting.class, OrdersCommand.Confirm.class, OrdersCommand.Drop.class})
final class OrdersCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v1/hashes/orders";

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitStatus.USAGE;
    }

    /** What an order is about, without any hash. */
    private static String about(JsonNode order) {
        String source = order.path("source").asText();
        if (!order.path("entries").isNumber()) {
            return "the end of source " + source;
        }
        long entries = order.path("entries").asLong();
        long still = order.path("stillListed").asLong();
        return String.format(
                Locale.ROOT,
                "a withdrawal of %,d %s from source %s%s",
                entries,
                entries == 1 ? "entry" : "entries",
                source,
                still == 0 ? "" : String.format(Locale.ROOT, " (%,d of the hashes stay, under other entries)", still));
    }

    /** {@code schoonnet hashes orders list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Tells what waits, by whom and why; never a hash.")
    static final class Waiting implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (ServerClient client = server.client()) {
                JsonNode orders = client.get(PATH).path("orders");
                for (JsonNode order : orders) {
                    out.printf(
                            Locale.ROOT,
                            "order %d: %s; of %s, by key %s: %s%n",
                            order.path("number").asLong(),
                            about(order),
                            Instant.parse(order.path("madeAt").asText()).truncatedTo(ChronoUnit.SECONDS),
                            order.path("madeBy").asText(),
                            order.path("reason").asText());
                }
                if (orders.isEmpty()) {
                    out.println("Nothing waits for a second holder.");
                }
            }
            out.flush();
            return ExitStatus.DONE;
        }
    }

    /** {@code schoonnet hashes orders confirm}. */
    @Command(
            name = "confirm",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Has an order of somebody else count from now on. It can't be taken back.")
    static final class Confirm implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Parameters(paramLabel = "NUMBER", description = "The order.")
        long number;

        @Override
        public Integer call() {
            try (ServerClient client = server.client()) {
                JsonNode order = client.post(PATH + "/" + number + "/confirm", "");
                HashesCommand.say(spec, "Order " + number + " counts: " + about(order) + ".");
            }
            return ExitStatus.DONE;
        }
    }

    /** {@code schoonnet hashes orders drop}. */
    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lets an order go: it never counts.")
    static final class Drop implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server = new ServerOptions();

        @Parameters(paramLabel = "NUMBER", description = "The order.")
        long number;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; the audit log keeps it.")
        String reason = "";

        @Override
        public Integer call() {
            try (ServerClient client = server.client()) {
                JsonNode order = client.post(
                        PATH + "/" + number + "/drop",
                        JSON.createObjectNode().put("reason", reason).toString());
                HashesCommand.say(spec, "Order " + number + " is dropped: " + about(order) + " never counts.");
            }
            return ExitStatus.DONE;
        }
    }
}
