// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextsTests {
    private final Texts dutch = Texts.of(Locale.of("nl"));
    private final Texts english = Texts.of(Locale.of("en"));

    @Test
    void both_languages_say_the_same_things_with_the_same_arguments() {
        assertThat(english.keys()).isEqualTo(dutch.keys()).isNotEmpty();
        for (String key : dutch.keys()) {
            assertThat(places(english.get(key))).as(key).isEqualTo(places(dutch.get(key)));
            assertThat(english.get(key)).as(key).isNotBlank();
            assertThat(dutch.get(key)).as(key).isNotBlank();
        }
    }

    private static Set<String> places(String message) {
        Set<String> places = new TreeSet<>();
        Pattern.compile("\\{\\d}").matcher(message).results().forEach(found -> places.add(found.group()));
        return places;
    }

    @Test
    void a_third_language_and_an_unknown_message_are_refused() {
        assertThatThrownBy(() -> Texts.of(Locale.of("fr"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dutch.get("no.such.key")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arguments_are_taken_as_they_are() {
        assertThat(dutch.get("plot.beyond", "{0} 'x'")).isEqualTo("{0} 'x' of meer");
    }

    @Test
    void shares_are_written_as_the_reader_writes_them() {
        assertThat(dutch.percent(0.403)).isEqualTo("40,3%");
        assertThat(english.percent(0.403)).isEqualTo("40.3%");
        assertThat(dutch.percentRange(0.38, 0.42)).isEqualTo("38–42%");
        assertThat(dutch.percentRange(0.401, 0.4049)).isEqualTo("40%");
        assertThat(dutch.percentRange(0.4015, 0.405, 1)).isEqualTo("40,2–40,5%");
    }

    @Test
    void not_all_is_never_written_as_all_and_not_nothing_never_as_nothing() {
        assertThat(dutch.percent(1)).isEqualTo("100%");
        assertThat(dutch.percent(0.9999)).isEqualTo(">99,9%");
        assertThat(dutch.percent(0)).isEqualTo("0%");
        assertThat(dutch.percent(0.0001)).isEqualTo("<0,1%");
        assertThat(english.percent(0.004, 0)).isEqualTo("<1%");
    }

    @Test
    void numbers_have_the_reader_s_separators() {
        assertThat(dutch.count(18_238_918_979L)).isEqualTo("18.238.918.979");
        assertThat(english.count(2971)).isEqualTo("2,971");
        assertThat(dutch.count(-1234)).isEqualTo("−1.234");
        assertThat(dutch.number(-121307.3364, 3)).isEqualTo("−121.307,336");
        assertThat(english.number(0.125, 2)).isEqualTo("0.13");
        assertThat(english.trimmed(1500, 2)).isEqualTo("1,500");
        assertThat(dutch.trimmed(0.5, 2)).isEqualTo("0,5");
        assertThat(dutch.range(-0.2, 0.1, 1)).isEqualTo("−0,2 – 0,1");
        assertThat(dutch.countRange(1024, 1310)).isEqualTo("1.024–1.310");
    }

    @Test
    void what_is_not_finite_is_a_dash() {
        assertThat(dutch.number(Double.NaN, 1)).isEqualTo("—");
        assertThat(dutch.percent(Double.POSITIVE_INFINITY)).isEqualTo("—");
        assertThat(dutch.hours(Double.NaN)).isEqualTo("—");
        assertThat(dutch.hoursRange(1, Double.POSITIVE_INFINITY)).isEqualTo("—");
    }

    @Test
    void durations_name_their_unit() {
        assertThat(dutch.hours(31.5)).isEqualTo("31,5\u00a0uur");
        assertThat(dutch.hours(100.8)).isEqualTo("4,2\u00a0dagen");
        assertThat(english.hoursRange(20, 31.5)).isEqualTo("20–31.5\u00a0hours");
        assertThat(dutch.hoursRange(9.5, 141.6)).isEqualTo("9,5\u00a0uur – 5,9\u00a0dagen");
        assertThat(dutch.hoursRange(96, 141.6)).isEqualTo("4–5,9\u00a0dagen");
    }

    @Test
    void dates_are_written_out() {
        LocalDate day = LocalDate.of(2025, 3, 3);
        assertThat(dutch.date(day)).isEqualTo("3 maart 2025");
        assertThat(english.date(day)).isEqualTo("3 March 2025");
        assertThat(dutch.dateRange(day, LocalDate.of(2025, 4, 7))).isEqualTo("3 maart – 7 april 2025");
        assertThat(dutch.dateRange(day, LocalDate.of(2025, 3, 7))).isEqualTo("3–7 maart 2025");
        assertThat(dutch.dateRange(day, LocalDate.of(2026, 3, 7))).isEqualTo("3 maart 2025 – 7 maart 2026");
        assertThat(dutch.dateRange(day, day)).isEqualTo("3 maart 2025");
        assertThat(dutch.dateTime(LocalDateTime.of(2025, 3, 3, 4, 5, 59))).isEqualTo("3 maart 2025 04:05");
        assertThat(dutch.month(YearMonth.of(2025, 3))).isEqualTo("maart 2025");
    }
}
