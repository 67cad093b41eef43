// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTests {
    /** The examples of RFC 3339, section 5.8, with the instants that the text beside them gives. */
    @ParameterizedTest
    @CsvSource({
        "1985-04-12T23:20:50.52Z, 1985-04-12T23:20:50.520Z",
        "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
        "1990-12-31T23:59:60Z, 1991-01-01T00:00:00Z",
        "1990-12-31T15:59:60-08:00, 1991-01-01T00:00:00Z"
    })
    void the_examples_of_the_rfc_are_read(String written, Instant expected) {
        assertThat(Timestamps.instant(written)).isEqualTo(expected);
    }

    @Test
    void every_nanosecond_counts() {
        assertThat(Timestamps.instant("2026-01-31T13:45:00.000000001+01:00"))
                .isEqualTo(Instant.parse("2026-01-31T12:45:00.000000001Z"));
    }

    @Test
    void random_times_are_read_as_the_jdk_reads_them() {
        Random random = new Random(20261122);
        long end = Instant.parse("2262-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextLong(end), random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(36 * 60) - 18 * 60));
            String written = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(instant, offset));
            assertThat(Timestamps.instant(written)).as(written).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T13:45:00", "2026-01-31 13:45:00.5", "2026-01-31T13:45", "2026-01-31"})
    void a_time_without_an_offset_is_never_guessed_at(String written) {
        assertThat(Timestamps.epochNanos(written, 0, written.length())).isEqualTo(Timestamps.WITHOUT_ZONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T13:60:00Z",
                "2026-01-31T13:45:60Z",
                "2026-01-31T13:45:00.Z",
                "2026-01-31T13:45:00.0000000001Z",
                "2026-01-31T13:45:00+0100",
                "2026-01-31T13:45:00+01",
                "2026-01-31T13:45:00+24:00",
                "2026-01-31T13:45:00Zx",
                "31-01-2026 13:45",
                "20260131T134500Z",
                "٢٠٢٦-01-31T13:45:00Z"
            })
    void what_is_no_time_is_told_so(String written) {
        assertThat(Timestamps.epochNanos(written, 0, written.length())).isEqualTo(Timestamps.NOT_A_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59Z", "2262-01-01T00:00:00Z", "0001-01-01T00:00:00Z"})
    void a_time_that_nanoseconds_can_not_count_is_out_of_range(String written) {
        assertThat(Timestamps.epochNanos(written, 0, written.length())).isEqualTo(Timestamps.OUT_OF_RANGE);
    }

    @Test
    void a_bare_date_is_midnight_in_amsterdam() {
        assertThat(Timestamps.dateOrInstant("2026-01-31")).isEqualTo(Instant.parse("2026-01-30T23:00:00Z"));
        assertThat(Timestamps.dateOrInstant("2026-07-31")).isEqualTo(Instant.parse("2026-07-30T22:00:00Z"));
        assertThat(Timestamps.dateOrInstant("2026-07-31T00:00:00Z")).isEqualTo(Instant.parse("2026-07-31T00:00:00Z"));
    }

    @Test
    void the_sentence_does_not_quote_the_text() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timestamps.dateOrInstant("https://secret.example/"))
                .withMessage("This is no time; write it like 2026-01-31T13:45:00+01:00.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timestamps.dateOrInstant("2026-01-31T13:45:00"))
                .withMessage("The time has no offset from UTC; write it like 2026-01-31T13:45:00+01:00.");
    }
}
