// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.schoonnet.server.database.Reached;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What an operator can't have meant: a name in {@code schoonnet.yaml} that nothing reads, and values with which the
 * application would do harm, such as a retention that ends before it begins.
 */
final class SettingRules {
    static final Set<String> NAMES = Set.of(
            "data",
            "database.url",
            "database.user",
            "database.password-file",
            "key-file",
            "https.certificate-file",
            "https.key-file",
            "retention.address",
            "retention.unseen",
            "retention.hashes",
            "reveal.singles-per-day",
            "observe.vantage",
            "observe.resolvers",
            "observe.contact",
            "observe.own-addresses",
            "observe.controls",
            "observe.norm",
            "observe.host-looks-per-hour",
            "observe.level",
            "observe.together",
            "attribution.tables",
            "attribution.providers",
            "attribution.suffixes",
            "attribution.rdap",
            "hashcheck.pdq-radius",
            "hashcheck.digests-per-second",
            "hashcheck.perceptual-per-second",
            "hashcheck.hashes-in-queries");

    private static final Map<String, Duration> AT_LEAST = Map.of(
            "retention.address", Duration.ofDays(1),
            "retention.unseen", Duration.ofDays(30),
            "retention.hashes", Duration.ofDays(30));

    private static final Pattern INDEX = Pattern.compile("\\[\\d+]$");

    /** Names as they are matched: a hyphen, an underscore and a capital make no difference. */
    private static final Set<String> READ =
            NAMES.stream().map(SettingRules::plain).collect(Collectors.toUnmodifiableSet());

    private SettingRules() {}

    /**
     * Holds settings against the rules.
     *
     * @throws StartException with a sentence for the operator
     */
    static void check(ConfigurableEnvironment environment) {
        for (Setting setting : Setting.made(environment)) {
            String name = INDEX.matcher(setting.name()).replaceFirst("");
            if (setting.from().equals("schoonnet.yaml")
                    && name.startsWith("schoonnet.")
                    && !READ.contains(plain(name.substring("schoonnet.".length())))) {
                throw new StartException("schoonnet.yaml sets " + name
                        + ", which nothing reads: look for a typing error; the settings stand in docs/operations.md.");
            }
        }
        AT_LEAST.forEach((name, least) -> {
            String value = environment.getProperty("schoonnet." + name);
            if (value != null && shorter(value, least)) {
                throw new StartException("schoonnet." + name + " is a time such as P90D, and at least P"
                        + least.toDays() + "D: what it ends is lost for good.");
            }
        });
        String database = environment.getProperty("schoonnet.database.url", "");
        if (!database.isEmpty() && !database.startsWith(Reached.JDBC)) {
            throw new StartException(Reached.NO_ADDRESS);
        }
        numbers(environment);
    }

    private static void numbers(ConfigurableEnvironment environment) {
        String radius = environment.getProperty("schoonnet.hashcheck.pdq-radius");
        if (radius != null && !radius.matches("[0-9]|[12][0-9]|3[01]")) {
            throw new StartException("schoonnet.hashcheck.pdq-radius is a number from 0 to 31.");
        }
        for (String rate : List.of("digests-per-second", "perceptual-per-second")) {
            String value = environment.getProperty("schoonnet.hashcheck." + rate);
            if (value != null && !value.matches("[1-9]\\d{0,9}")) {
                throw new StartException("schoonnet.hashcheck." + rate + " is a whole number from 1.");
            }
        }
        String singles = environment.getProperty("schoonnet.reveal.singles-per-day");
        if (singles != null && !singles.matches("\\d{1,4}")) {
            throw new StartException("schoonnet.reveal.singles-per-day is a number from 0 to 9,999.");
        }
    }

    private static String plain(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean shorter(String value, Duration least) {
        try {
            return DurationStyle.detectAndParse(value).compareTo(least) < 0;
        } catch (IllegalArgumentException | ArithmeticException e) {
            // No time at all: no better than one that is too short.
            return true;
        }
    }
}
