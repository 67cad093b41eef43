// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.KeysAtRest;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.database.Reached;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schoonnet keys}: hands out, lists, replaces and revokes access keys. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Hands out, lists, replaces and revokes the access keys of people, programs and vantage points.",
            "Also while the server runs, and the way back in where the last administrator's key was lost. Each is a line"
                    + " in the audit log."
        })
final class KeysCommand {
    @Spec
    CommandSpec spec;

    private static int at(DatabaseOptions database, KeyFileOption keyFile, Function<KeysAtRest, Integer> work) {
        try (Reached reached = database.reachInstalled()) {
            return work.apply(new KeysAtRest(reached.source(), keyFile.open(database.data), InstantSource.system()));
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    @Command(
            name = "issue",
            mixinStandardHelpOptions = true,
            description = {
                "Hands out a key and prints it, this once.",
                "Roles: admin hands out keys, rotates, publishes; analyst takes in notices and makes reports; revealer sees"
                        + " addresses; observer is one vantage point, and its holder is the vantage point's name; monitor reads metrics; auditor reads the"
                        + " audit log; curator brings hash lists; checker asks whether hashes are listed, with checker_detail"
                        + " by whom, with checker_distance how near."
            })
    int issue(
            @Mixin DatabaseOptions database,
            @Mixin KeyFileOption keyFile,
            @Option(
                            names = "--holder",
                            required = true,
                            paramLabel = "NAME",
                            description = "Whose it is; for an observer the name of the vantage point.")
                    String holder,
            @Option(
                            names = "--role",
                            required = true,
                            split = ",",
                            paramLabel = "ROLE",
                            description = "What it may do; several with commas.")
                    List<Role> roles,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            description = "It opens nothing after so many days (default: it doesn't expire).")
                    @Nullable
                    Integer days) {
        Instant expires = expires(days);
        return at(database, keyFile, keys -> {
            say(keys.issue(holder.strip(), EnumSet.copyOf(roles), expires));
            return ExitStatus.DONE;
        });
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Lists all keys, without their secrets.",
                "NOT GENUINE: somebody wrote or changed it in the database; it opens nothing."
            })
    int list(@Mixin DatabaseOptions database, @Mixin KeyFileOption keyFile) {
        return at(database, keyFile, keys -> {
            List<String[]> rows = new ArrayList<>();
            rows.add(new String[] {"KEY", "HANDED OUT", "UNTIL", "ROLES", "HOLDER"});
            for (AccessKeys.Issued key : keys.list()) {
                rows.add(new String[] {
                    key.keyId(),
                    day(key.created()),
                    !key.genuine()
                            ? "NOT GENUINE"
                            : key.revoked() != null
                                    ? "revoked " + day(key.revoked())
                                    : key.expires() == null ? "-" : day(key.expires()),
                    key.roles().stream()
                            .map(r -> r.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(",")),
                    key.holder()
                });
            }
            int widest = rows.stream().mapToInt(row -> row[3].length()).max().orElse(0);
            for (String[] row : rows) {
                say(String.format(Locale.ROOT, "%-10s %-12s %-20s %-" + widest + "s %s", (Object[]) row));
            }
            return ExitStatus.DONE;
        });
    }

    private static String day(Instant at) {
        return at.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = {
                "Hands out a key of the same holder and roles in place of another and prints it, this once.",
                "The old key goes on for some days, so that it can be put in place."
            })
    int rotate(
            @Mixin DatabaseOptions database,
            @Mixin KeyFileOption keyFile,
            @Option(
                            names = "--grace-days",
                            paramLabel = "N",
                            defaultValue = "7",
                            description = "So long the old one still opens, 0 to 30 (default: ${DEFAULT-VALUE}).")
                    int grace,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            description =
                                    "The new one opens nothing after so many days (default: it ends when the old one"
                                            + " would have).")
                    @Nullable
                    Integer days,
            @Parameters(
                            paramLabel = "KEY",
                            description = "Its identifier: what stands between the first two underscores.")
                    String keyId) {
        Instant expires = expires(days);
        if (grace < 0 || grace > AccessKeys.LONGEST_GRACE.toDays()) {
            throw new InputException("not_days", "", 0, "--grace-days takes 0 to 30.");
        }
        return at(database, keyFile, keys -> {
            say(keys.rotate(keyId, Duration.ofDays(grace), expires).orElseThrow(KeysCommand::noKey));
            return ExitStatus.DONE;
        });
    }

    private static @Nullable Instant expires(@Nullable Integer days) {
        if (days != null && (days < 1 || days > 3_650)) {
            throw new InputException("not_days", "", 0, "--days takes 1 to 3,650.");
        }
        return days == null ? null : Instant.now().plus(Duration.ofDays(days));
    }

    private static InputException noKey() {
        return new InputException(
                "no_key", "", 0, "There is no such key that still opens anything: schoonnet keys list shows all.");
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "From now on the key opens nothing. The last administrator's key can't be revoked.")
    int revoke(
            @Mixin DatabaseOptions database,
            @Mixin KeyFileOption keyFile,
            @Parameters(
                            paramLabel = "KEY",
                            description = "Its identifier: what stands between the first two underscores.")
                    String keyId) {
        return at(database, keyFile, keys -> {
            if (!keys.revoke(keyId)) {
                throw noKey();
            }
            say("Revoked.");
            return ExitStatus.DONE;
        });
    }
}
