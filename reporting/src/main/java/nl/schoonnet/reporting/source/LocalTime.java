// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time without zone as SCART writes it ({@code 2026-10-25 02:30:00}), read in Amsterdam. In the hour that the clock change
 * repeats it stands for two instants; in the hour that is skipped for none.
 *
 * @param earlier the earlier instant
 * @param later the later instant; the same as the earlier but for the repeated hour
 */
record LocalTime(Instant earlier, Instant later) {
    boolean isAmbiguous() {
        return !earlier.equals(later);
    }

    /** Whether a field says "never": nothing, or the zero of the database. */
    static boolean isMissing(String text) {
        return text.isEmpty() || text.startsWith("0000-00-00");
    }

    /** The code of the fault of a text that is no such time, or null. */
    static @Nullable String fault(String text) {
        LocalDateTime local = parse(text);
        if (local == null) {
            return "not_a_time";
        }
        return offsets(local).isEmpty() ? "nonexistent_local_time" : null;
    }

    /** The time of a text that has no {@link #fault}. */
    static LocalTime of(String text) {
        LocalDateTime local = parse(text);
        List<ZoneOffset> offsets = local == null ? List.of() : offsets(local);
        if (local == null || offsets.isEmpty()) {
            throw new IllegalArgumentException("This is no local time in Amsterdam.");
        }
        return new LocalTime(local.toInstant(offsets.getFirst()), local.toInstant(offsets.getLast()));
    }

    private static List<ZoneOffset> offsets(LocalDateTime local) {
        return Timestamps.AMSTERDAM.getRules().getValidOffsets(local);
    }

    private static @Nullable LocalDateTime parse(String text) {
        String full = text.length() == 16 ? text + ":00" : text;
        if (full.length() != 19) {
            return null;
        }
        // The fields are those of an RFC 3339 time without its offset; as one of UTC it is the local date and time.
        long nanos = Timestamps.epochNanos(full + "Z", 0, 20);
        boolean leap = full.endsWith(":60");
        return Timestamps.isFault(nanos) || leap
                ? null
                : LocalDateTime.ofInstant(Timestamps.toInstant(nanos), ZoneOffset.UTC);
    }
}
