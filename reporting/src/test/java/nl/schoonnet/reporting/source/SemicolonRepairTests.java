// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nl.schoonnet.reporting.source.SemicolonRepair.Kind;
import org.junit.jupiter.api.Test;

class SemicolonRepairTests {
    private static final SemicolonRepair REPAIR =
            new SemicolonRepair(List.of(Kind.TEXT, Kind.URL, Kind.ADDRESS, Kind.TIME));

    @Test
    void the_parts_of_a_url_are_put_together_where_the_other_columns_leave_one_way() {
        assertThat(widths("owner;https://a.example/x;y;z;192.0.2.1;2026-03-01 10:00:00"))
                .containsExactly(1, 3, 1, 1);
        assertThat(widths("owner;https://a.example/x;y;;")).containsExactly(1, 2, 1, 1);
    }

    @Test
    void a_text_may_hold_the_semicolon_too() {
        assertThat(widths("own;er;https://a.example/;192.0.2.1;")).containsExactly(2, 1, 1, 1);
    }

    @Test
    void a_row_with_two_readings_is_not_repaired() {
        // The first URL may be part of the owner's name, or of the URL.
        assertThat(widths("owner;https://a.example/;https://b.example/;192.0.2.1;"))
                .isEmpty();
    }

    @Test
    void a_row_with_no_reading_is_not_repaired() {
        assertThat(widths("owner;https://a.example/x;y;not an address;2026-03-01 10:00:00;z"))
                .isEmpty();
        assertThat(widths("a;".repeat(5_000))).isEmpty();
    }

    private static int[] widths(String row) {
        return REPAIR.widths(List.of(row.split(";", -1)));
    }
}
