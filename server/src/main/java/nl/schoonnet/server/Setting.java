// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A setting that an operator made; fit to be shown.
 *
 * @param name as it was written
 * @param value what it says; stars in place of a secret, an address without user and query
 * @param from {@code option}, {@code environment} or {@code schoonnet.yaml}
 */
public record Setting(String name, String value, String from) {
    private static final Pattern OURS = Pattern.compile("(schoonnet|server|management|logging)[._].*");

    /** The paths of files with secrets are none. */
    private static final Pattern SECRET =
            Pattern.compile(".*(password|secret|token|credential|authorization|headers?|(?<!access-)key)[^._]*");

    /** What the launcher and the start set themselves. */
    private static final Set<String> INTERNAL = Set.of("logging.config", "schoonnet.root");

    private static final Pattern FILE = Pattern.compile(".*(file|path|folder|dir)$");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)((?:jdbc:)?[a-z][a-z0-9+.-]*://)(?:[^/?#@]*@)?([^?#]*).*");

    /** What was set, in the order in which one beats the other; what is at its default isn't among it. */
    static List<Setting> made(ConfigurableEnvironment environment) {
        List<Setting> made = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            String from = from(source);
            if (!from.isEmpty() && source instanceof EnumerablePropertySource<?> named) {
                for (String name : named.getPropertyNames()) {
                    String plain = name.toLowerCase(Locale.ROOT);
                    if (OURS.matcher(plain).matches() && !INTERNAL.contains(plain)) {
                        made.add(new Setting(name, shown(plain, String.valueOf(named.getProperty(name))), from));
                    }
                }
            }
        }
        return made;
    }

    private static String from(PropertySource<?> source) {
        if (source instanceof CommandLinePropertySource<?>) {
            return "option";
        }
        if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
            return "option";
        }
        if (source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
            return "environment";
        }
        return source instanceof OriginTrackedMapPropertySource
                        && source.getName().contains("schoonnet.yaml")
                ? "schoonnet.yaml"
                : "";
    }

    /** The value as it may be shown. */
    static String shown(String name, String value) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
        if (SECRET.matcher(plain).matches() && !FILE.matcher(plain).matches()) {
            return "***";
        }
        var address = ADDRESS.matcher(value);
        String bare = address.matches() ? address.group(1) + address.group(2) : value;
        return bare.chars().anyMatch(Character::isISOControl) ? "***" : bare;
    }
}
