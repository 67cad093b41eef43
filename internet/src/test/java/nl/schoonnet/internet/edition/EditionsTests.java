// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditionsTests {
    private static final Instant MONDAY = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2024-01-02T00:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2024-01-03T00:00:00Z");

    private final Editions<String> editions =
            Editions.of(List.of(new Edition<>("wednesday", WEDNESDAY, "b"), new Edition<>("monday", MONDAY, "a")));

    @Test
    void a_moment_gets_the_newest_edition_that_is_not_after_it() {
        assertThat(editions.asOf(MONDAY).orElseThrow().edition().content()).isEqualTo("monday");
        assertThat(editions.asOf(TUESDAY).orElseThrow().edition().content()).isEqualTo("monday");
        assertThat(editions.asOf(WEDNESDAY).orElseThrow().edition().content()).isEqualTo("wednesday");
        assertThat(editions.asOf(WEDNESDAY).orElseThrow().later()).isFalse();
    }

    @Test
    void a_moment_before_all_editions_gets_the_earliest_one_flagged_as_later() {
        EditionAt<String> at = editions.asOf(MONDAY.minusSeconds(1)).orElseThrow();
        assertThat(at.edition().content()).isEqualTo("monday");
        assertThat(at.later()).isTrue();
    }

    @Test
    void of_two_editions_with_one_date_the_last_one_given_is_used() {
        Editions<String> twice =
                Editions.of(List.of(new Edition<>("first", MONDAY, "a"), new Edition<>("second", MONDAY, "b")));
        assertThat(twice.asOf(TUESDAY).orElseThrow().edition().content()).isEqualTo("second");
    }

    @Test
    void without_editions_there_is_none_for_any_moment() {
        assertThat(Editions.none().asOf(MONDAY)).isEmpty();
    }
}
