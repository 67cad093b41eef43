// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CodesTests {
    /** The table of MEASUREMENT.md section 1, written out. */
    private static final Map<String, Set<String>> TABLE = Map.of(
            "AVAILABLE", Set.of("SAME", "CHANGED", "STILL_EMBEDDED", "MANUAL"),
            "ABSENT",
                    Set.of(
                            "GONE_404",
                            "GONE_410",
                            "PLACEHOLDER",
                            "EMPTY",
                            "TO_FRONT_PAGE",
                            "NXDOMAIN",
                            "NO_ADDRESS",
                            "PARKED",
                            "HOST_DOWN"),
            "RESTRICTED", Set.of("FORBIDDEN", "LEGAL_451", "GEO", "LOGIN", "BLOCKED_US"),
            "MOVED", Set.of("OTHER_HOST", "OTHER_NETWORK"),
            "UNKNOWN", Set.of("TIMEOUT", "TLS", "SERVER_ERROR", "RATE_LIMITED", "VANTAGE_DOWN"));

    @Test
    void the_codes_are_those_of_the_table_and_no_others() {
        Map<String, Set<String>> codes = Arrays.stream(Reason.values())
                .collect(Collectors.groupingBy(
                        reason -> reason.verdict().name(), Collectors.mapping(Reason::name, Collectors.toSet())));
        assertThat(codes).isEqualTo(TABLE);
    }

    @Test
    void a_verdict_and_one_of_its_reasons_are_read() {
        TABLE.forEach((verdict, reasons) -> reasons.forEach(reason ->
                assertThat(Reason.read(verdict, reason)).isEqualTo(new CodeReading.Known(Reason.valueOf(reason)))));
    }

    @Test
    void an_unknown_verdict_is_said_to_be_unknown() {
        assertThat(Reason.read("PRESENT", "SAME")).isEqualTo(new CodeReading.Unknown("verdict", "unknown_verdict"));
    }

    @Test
    void an_unknown_reason_is_said_to_be_unknown() {
        assertThat(Reason.read("ABSENT", "GONE_418")).isEqualTo(new CodeReading.Unknown("reason", "unknown_reason"));
    }

    @Test
    void codes_are_compared_exactly() {
        assertThat(Reason.read("available", "SAME")).isEqualTo(new CodeReading.Unknown("verdict", "unknown_verdict"));
        assertThat(Reason.read("AVAILABLE", "SAME ")).isEqualTo(new CodeReading.Unknown("reason", "unknown_reason"));
    }

    @Test
    void a_reason_of_another_verdict_is_said_to_be_so() {
        assertThat(Reason.read("AVAILABLE", "GONE_404"))
                .isEqualTo(new CodeReading.Unknown("reason", "reason_of_another_verdict"));
    }
}
