// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The typed reading of one row. The first fault rejects the row; what is read after it has no meaning, so that a caller reads
 * all its fields first and asks {@link #isGood()} once.
 */
final class Row {
    private static final Map<Class<?>, Map<String, Enum<?>>> CODES = new ConcurrentHashMap<>();
    private static final int MOST_DECIMALS = 40;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final CsvRows rows;
    private boolean good = true;

    Row(CsvRows rows) {
        this.rows = rows;
    }

    boolean isGood() {
        return good;
    }

    /** Rejects the row for a fault in one of its columns. */
    void fault(int column, String code) {
        if (good) {
            good = false;
            rows.reject(rows.header().get(column), code);
        }
    }

    /** Text that must be there, on one line. */
    String text(int column) {
        String text = good ? line(column) : "";
        if (good && text.isEmpty()) {
            fault(column, "missing_value");
        }
        return text;
    }

    /** Text on one line that may be missing. */
    String line(int column) {
        String text = good ? rows.get(column) : "";
        if (text.indexOf('\n') >= 0) {
            fault(column, "line_break");
        }
        return text;
    }

    /** One of the constants of an enum, written in lower case; null only if the row is rejected. */
    <E extends Enum<E>> @Nullable E code(int column, Class<E> type) {
        String code = text(column);
        if (!good) {
            return null;
        }
        Enum<?> constant = CODES.computeIfAbsent(type, Row::codes).get(code);
        if (constant == null) {
            fault(column, "unknown_code");
            return null;
        }
        return type.cast(constant);
    }

    private static Map<String, Enum<?>> codes(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant -> (Enum<?>) constant)
                .collect(Collectors.toUnmodifiableMap(
                        constant -> constant.name().toLowerCase(Locale.ROOT), Function.identity()));
    }

    /** Nanoseconds since 1970 of an RFC 3339 time that must be there; a fault of {@link Timestamps} if it is not. */
    long time(int column) {
        if (text(column).isEmpty()) {
            return Timestamps.NOT_A_TIME;
        }
        return checkedTime(column, Timestamps.epochNanos(rows.text(), rows.start(column), rows.end(column)));
    }

    /** An RFC 3339 time that must be there; 1970 where it is not and the row is rejected. */
    Instant instant(int column) {
        long nanos = time(column);
        return Timestamps.isFault(nanos) ? Instant.EPOCH : Timestamps.toInstant(nanos);
    }

    /** As {@link #time}, or a date; {@code name} stands in for a column that the file does not have. */
    long dateOrTime(int column, String name) {
        if (good && column < 0) {
            good = false;
            rows.reject(name, "missing_value");
        }
        String text = good ? text(column) : "";
        return text.isEmpty() ? Timestamps.NOT_A_TIME : checkedTime(column, Timestamps.dateOrEpochNanos(text));
    }

    private long checkedTime(int column, long nanos) {
        if (Timestamps.isFault(nanos)) {
            fault(column, Timestamps.faultCode(nanos));
        }
        return nanos;
    }

    /** A date that must be there; null only if the row is rejected. */
    @Nullable
    LocalDate date(int column) {
        String text = text(column);
        long day = text.length() == 10 ? Timestamps.epochDay(text, 0, 10) : Long.MIN_VALUE;
        if (good && day == Long.MIN_VALUE) {
            fault(column, "not_a_date");
        }
        return good ? LocalDate.ofEpochDay(day) : null;
    }

    /** A whole number of 0 or more, or null where there is none. */
    @Nullable
    Long count(int column) {
        String text = line(column);
        if (text.isEmpty()) {
            return null;
        }
        boolean digits = text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            fault(column, "not_a_count");
            return null;
        }
        return Long.valueOf(text);
    }

    /** A percentage from 0 to 100 with the decimals as written, or null where there is none. */
    @Nullable
    BigDecimal percent(int column) {
        BigDecimal value = decimal(column);
        if (value != null && (value.signum() < 0 || value.compareTo(HUNDRED) > 0)) {
            fault(column, "out_of_range");
            return null;
        }
        return value;
    }

    /** A number with a decimal point, or null where there is none. */
    @Nullable
    BigDecimal decimal(int column) {
        String text = line(column);
        if (text.isEmpty()) {
            return null;
        }
        boolean plain =
                text.length() <= 40 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
        try {
            BigDecimal value = plain ? new BigDecimal(text) : null;
            // A great exponent is small as text and endless as a number.
            if (value != null && Math.abs((long) value.scale()) <= MOST_DECIMALS) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, for every text that is no number.
        }
        fault(column, "not_a_number");
        return null;
    }

    /** The addresses in a field, with white space or {@code |} between them. */
    List<InetAddress> addresses(int column) {
        String text = line(column);
        if (text.isEmpty()) {
            return List.of();
        }
        List<InetAddress> addresses = new ArrayList<>(2);
        for (String part : text.split("[\\s|]+", -1)) {
            InetAddress address = Addresses.parse(part);
            if (address == null) {
                fault(column, "not_an_address");
                return List.of();
            }
            addresses.add(address);
        }
        return addresses;
    }
}
