// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatingTests {
    @ParameterizedTest
    @CsvSource({
        "routeviews-rv2-20240115-1200.pfx2as.gz, 2024-01-15T12:00:00Z",
        "ipasn_20240115.dat, 2024-01-15T00:00:00Z",
        "delegated-ripencc-extended-20240115, 2024-01-15T00:00:00Z",
        "2024-01-15.riswhoisdump.IPv4.gz, 2024-01-15T00:00:00Z",
        "// VERSION: 2024-01-15_14-20-03_UTC, 2024-01-15T14:20:00Z",
        "table 99999999 of 20240115, 2024-01-15T00:00:00Z",
    })
    void a_date_is_found_in_names_and_headers(String text, String expected) {
        assertThat(Dating.in(text)).contains(Instant.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"riswhoisdump.IPv4.gz", "20241301.dat", "1234567890123.csv", "2024-0115.csv", ""})
    void text_without_a_date_gives_none(String text) {
        assertThat(Dating.in(text)).isEmpty();
    }

    @Test
    void names_of_one_series_are_equal_without_their_dates() {
        assertThat(Dating.without("ipasn_20240115.dat")).isEqualTo(Dating.without("ipasn_20240301.dat"));
        assertThat(Dating.without("dump.IPv4.20240115.gz")).isNotEqualTo(Dating.without("dump.IPv6.20240115.gz"));
    }
}
