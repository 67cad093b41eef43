// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Words and numbers for a reader of Dutch or English. Numbers are rounded half up; a minus is a real minus sign; a value
 * that isn't finite is written as a dash.
 *
 * <p>Messages come from UTF-8 property files beside this class: {@code page_nl.properties} (what the renderers say) and
 * {@code report_nl.properties} and {@code checks_nl.properties} (what a report says). Arguments stand at {@code {0}}, {@code {1}}; there is no other syntax,
 * and an apostrophe is an apostrophe.
 */
public final class Texts {
    private static final List<String> BUNDLES = List.of("page", "report", "checks");
    private static final String DASH = "–";
    private static final String NONE = "—";
    private static final String UNIT_SPACE = "\u00a0";
    private static final double HOURS_UNTIL = 72;

    private static final Texts DUTCH = new Texts(Locale.of("nl"), '.', ',', "dag", "dagen", "uur");
    private static final Texts ENGLISH = new Texts(Locale.of("en"), ',', '.', "day", "days", "hours");

    private final Locale locale;
    private final char thousands;
    private final char decimal;
    private final String day;
    private final String days;
    private final String hours;
    private final Map<String, String> messages;

    private Texts(Locale locale, char thousands, char decimal, String day, String days, String hours) {
        this.locale = locale;
        this.thousands = thousands;
        this.decimal = decimal;
        this.day = day;
        this.days = days;
        this.hours = hours;
        this.messages = load(locale.getLanguage());
    }

    /**
     * The texts for a language.
     *
     * @throws IllegalArgumentException if the language is neither Dutch nor English
     */
    public static Texts of(Locale locale) {
        return switch (locale.getLanguage()) {
            case "nl" -> DUTCH;
            case "en" -> ENGLISH;
            default -> throw new IllegalArgumentException("the languages are nl and en");
        };
    }

    private static Map<String, String> load(String language) {
        Map<String, String> all = new HashMap<>();
        for (String bundle : BUNDLES) {
            String name = bundle + "_" + language + ".properties";
            try (InputStream bytes = Texts.class.getResourceAsStream(name)) {
                if (bytes == null) {
                    throw new IllegalStateException("no text file " + name);
                }
                Reader reader = new InputStreamReader(bytes, StandardCharsets.UTF_8);
                Properties properties = new Properties();
                properties.load(reader);
                for (String key : properties.stringPropertyNames()) {
                    if (all.put(key, properties.getProperty(key)) != null) {
                        throw new IllegalStateException("text defined twice: " + key);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Map.copyOf(all);
    }

    /** Dutch or English. */
    public Locale locale() {
        return locale;
    }

    /** All keys, sorted: what a test compares between languages. */
    public Set<String> keys() {
        return new TreeSet<>(messages.keySet());
    }

    /**
     * The message of a key with its arguments filled in, which are taken as they are (format numbers first).
     *
     * @throws IllegalArgumentException if there is no such message
     */
    public String get(String key, Object... arguments) {
        String pattern = messages.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        if (arguments.length == 0) {
            return pattern;
        }
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            int close = pattern.indexOf('}', open);
            text.append(pattern, from, open);
            text.append(arguments[Integer.parseInt(pattern.substring(open + 1, close))]);
            from = close + 1;
        }
        return text.append(pattern, from, pattern.length()).toString();
    }

    /** A whole number: {@code 2.971} or {@code 2,971}. */
    public String count(long n) {
        return written(BigDecimal.valueOf(n));
    }

    /** A number with so many decimals, trailing zeros kept. */
    public String number(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return written(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP));
    }

    /** A number with at most so many decimals, trailing zeros dropped: what axes print. */
    public String trimmed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return written(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
    }

    private String written(BigDecimal value) {
        String digits = value.abs().toPlainString();
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        StringBuilder text = new StringBuilder();
        if (value.signum() < 0) {
            text.append('−');
        }
        for (int i = 0; i < whole.length(); i++) {
            if (i > 0 && (whole.length() - i) % 3 == 0) {
                text.append(thousands);
            }
            text.append(whole.charAt(i));
        }
        if (point >= 0) {
            text.append(decimal).append(digits, point + 1, digits.length());
        }
        return text.toString();
    }

    /**
     * A share as per cent with one decimal: {@code 40,3%} or {@code 40.3%}. What isn't all is never written as 100% and what
     * isn't nothing never as 0%: those are {@code >99,9%} and {@code <0,1%}.
     *
     * @param share 0-1
     */
    public String percent(double share) {
        return percent(share, 1);
    }

    /** The same with so many decimals. */
    public String percent(double share, int decimals) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        BigDecimal hundred = BigDecimal.valueOf(100);
        BigDecimal value = BigDecimal.valueOf(share).movePointRight(2).setScale(decimals, RoundingMode.HALF_UP);
        BigDecimal unit = BigDecimal.ONE.movePointLeft(decimals);
        if (share > 0 && value.signum() == 0) {
            return "<" + written(unit) + "%";
        }
        if (share < 1 && value.compareTo(hundred) == 0) {
            return ">" + written(hundred.subtract(unit)) + "%";
        }
        return whole(share) ? written(value.setScale(0, RoundingMode.UNNECESSARY)) + "%" : written(value) + "%";
    }

    private static boolean whole(double share) {
        return share == 0 || share == 1;
    }

    /** A range of shares in whole per cent: {@code 38–42%}. */
    public String percentRange(double low, double high) {
        return percentRange(low, high, 0);
    }

    /** The same with so many decimals. */
    public String percentRange(double low, double high, int decimals) {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            return NONE;
        }
        String from = number(low * 100, decimals);
        String to = number(high * 100, decimals);
        return from.equals(to) ? to + "%" : from + DASH + to + "%";
    }

    /** A range of whole numbers: {@code 1.024–1.310}. */
    public String countRange(long low, long high) {
        return low == high ? count(low) : count(low) + DASH + count(high);
    }

    /** A range of numbers with so many decimals. */
    public String range(double low, double high, int decimals) {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            return NONE;
        }
        String from = number(low, decimals);
        String to = number(high, decimals);
        // A minus and a dash side by side are hard to tell apart.
        String dash = low < 0 || high < 0 ? " " + DASH + " " : DASH;
        return from.equals(to) ? to : from + dash + to;
    }

    /** Up to three days as hours with one decimal, longer ones as days: {@code 31,5 uur}, {@code 4,2 dagen}. */
    public String hours(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        if (value <= HOURS_UNTIL) {
            return trimmed(value, 1) + UNIT_SPACE + hours;
        }
        String inDays = trimmed(value / 24, 1);
        return inDays + UNIT_SPACE + (inDays.equals("1") ? day : days);
    }

    /** A range of durations, each in its own unit: {@code 20–31,5 uur}, {@code 9,5 uur – 5,9 dagen}. */
    public String hoursRange(double low, double high) {
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            return NONE;
        }
        String from = hours(low);
        String to = hours(high);
        if (from.equals(to)) {
            return to;
        }
        if (low <= HOURS_UNTIL && high > HOURS_UNTIL) {
            return from + " " + DASH + " " + to;
        }
        return trimmed(low / (high <= HOURS_UNTIL ? 1 : 24), 1) + DASH + to;
    }

    /** {@code 3 maart 2025} or {@code 3 March 2025}. */
    public String date(LocalDate date) {
        return date.getDayOfMonth() + " " + get("month." + date.getMonthValue()) + " " + date.getYear();
    }

    /** {@code 3 maart 2025 14:05}; the zone is the caller's to name. */
    public String dateTime(LocalDateTime time) {
        return date(time.toLocalDate()) + " " + time.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
    }

    /** {@code 3 maart – 7 april 2025}; ends included. */
    public String dateRange(LocalDate first, LocalDate last) {
        if (first.equals(last)) {
            return date(first);
        }
        if (first.getYear() != last.getYear()) {
            return date(first) + " " + DASH + " " + date(last);
        }
        if (first.getMonth() != last.getMonth()) {
            return first.getDayOfMonth() + " " + get("month." + first.getMonthValue()) + " " + DASH + " " + date(last);
        }
        return first.getDayOfMonth() + DASH + date(last);
    }

    /** {@code maart 2025}. */
    public String month(YearMonth month) {
        return get("month." + month.getMonthValue()) + " " + month.getYear();
    }

    /** {@code mrt} or {@code Mar}: what axes print. */
    public String shortMonth(YearMonth month) {
        return get("month.short." + month.getMonthValue());
    }
}
