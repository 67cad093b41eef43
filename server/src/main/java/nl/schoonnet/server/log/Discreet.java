// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.log;

import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes out of a text what a log must not hold. What looks like an address, a digest or a key is replaced by its kind. */
public final class Discreet {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,20}:/{1,3}[^\\s\"'<>]*");
    private static final Pattern MAIL = Pattern.compile("[^\\s\"'<>@]{1,64}@[^\\s\"'<>@]{1,255}");
    private static final Pattern KEY = Pattern.compile("sn_[A-Za-z0-9_-]+");
    private static final Pattern HEX = Pattern.compile("\\b[0-9A-Fa-f]{16,}\\b");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{40,}={0,2}");
    private static final Pattern IPV4 = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern IPV6 =
            Pattern.compile("(?<![\\w:])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\\w:])");
    private static final Pattern QUERY = Pattern.compile("/[^\\s\"'<>]*\\?[^\\s\"'<>]*");
    private static final Pattern HOST =
            Pattern.compile("\\b(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,24}\\b");

    /** Names of Java's and ours begin like this and are no hosts. */
    private static final Pattern CODE =
            Pattern.compile("(?:nl\\.schoonnet|org|java|javax|jakarta|com|io|ch|tools|sun|jdk)\\.[A-Za-z0-9_.$]+");

    private Discreet() {}

    /** A text without what it must not hold; at most 2,000 characters. */
    public static String text(String text) {
        String cut = text.length() > 2_000 ? text.substring(0, 2_000) : text;
        String plain = SCHEME.matcher(cut).replaceAll("[address]");
        plain = MAIL.matcher(plain).replaceAll("[mail]");
        plain = KEY.matcher(plain).replaceAll("[key]");
        plain = QUERY.matcher(plain).replaceAll("[path]");
        plain = BASE64.matcher(plain).replaceAll("[digest]");
        plain = HEX.matcher(plain).replaceAll("[digest]");
        plain = IPV4.matcher(plain).replaceAll("[ip]");
        plain = IPV6.matcher(plain).replaceAll("[ip]");
        return HOST.matcher(plain).replaceAll(found -> isCode(found.group()) ? found.group() : "[host]");
    }

    /** Names of classes and packages; a host below one of these top-level names is given up as a host, never as a class. */
    private static boolean isCode(String name) {
        int last = name.lastIndexOf('.');
        return CODE.matcher(name).matches() && Character.isUpperCase(name.charAt(last + 1));
    }

    /** What a caller of ours passed to a log: numbers, codes and times stand as they are, anything else is looked through. */
    static String argument(@Nullable Object argument) {
        if (argument == null
                || argument instanceof Number
                || argument instanceof Boolean
                || argument instanceof Enum<?>
                || argument instanceof TemporalAccessor
                || argument instanceof Duration) {
            return String.valueOf(argument);
        }
        return text(argument.toString());
    }
}
