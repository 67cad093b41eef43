// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.edition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the date of a table in text that came with it. A date without a time is midnight UTC. */
public final class Dating {
    private static final Pattern DATE = Pattern.compile(
            "(?<![0-9])((?:19|20)[0-9]{2})([-_.]?)([0-9]{2})\\2([0-9]{2})(?![0-9])(?:[-_T. ]([0-2][0-9])[-:]?([0-5][0-9])(?![0-9]))?");

    private Dating() {}

    /**
     * The first date in the text, such as a file's name: {@code 20240131}, {@code 2024-01-31}, {@code 2024.01.31}, with
     * {@code -1200} or {@code T12:00} after it if a time is meant.
     */
    public static Optional<Instant> in(String text) {
        Matcher matcher = DATE.matcher(text);
        while (matcher.find()) {
            Optional<Instant> found = instant(matcher);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The text without the dates in it: what the names of one series of files have in common. */
    public static String without(String text) {
        return DATE.matcher(text).replaceAll("");
    }

    private static Optional<Instant> instant(Matcher matcher) {
        try {
            LocalDate day = LocalDate.of(number(matcher, 1), number(matcher, 3), number(matcher, 4));
            return Optional.of(
                    matcher.group(5) == null
                            ? day.atStartOfDay().toInstant(ZoneOffset.UTC)
                            : day.atTime(number(matcher, 5), number(matcher, 6)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
