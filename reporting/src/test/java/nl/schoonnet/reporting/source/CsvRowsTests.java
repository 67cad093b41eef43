// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTests {
    @TempDir
    Path temp;

    private SourceFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new SourceFolder(temp);
    }

    @Test
    void quotes_hold_delimiters_quotes_and_line_ends() {
        assertThat(read("a,b", "\"1,2\",\"say \"\"x\"\"\"", "\"two", "lines\",\"\"", "3,4"))
                .containsExactly("1,2|say \"x\"", "two\nlines|", "3|4");
        assertThat(folder.rejected()).isEmpty();
    }

    @Test
    void the_delimiter_is_the_one_that_the_header_has_most_of() {
        assertThat(read("a;b", "1,5;2")).containsExactly("1,5|2");
        assertThat(read("\"a,x\";b;c", "1;2;3")).containsExactly("1|2|3");
    }

    @Test
    void an_unclosed_quote_costs_its_own_line_only() {
        assertThat(read("a,b", "1,2", "\"3,4", "5,6", "7,8")).containsExactly("1|2", "5|6", "7|8");
        assertThat(folder.rejected()).containsExactly("3::unclosed_quote");
    }

    @Test
    void an_unclosed_quote_does_not_reach_into_a_quoted_field_further_on() {
        assertThat(read("a,b", "\"1,2", "3,4", "\"5\",6", "7,\"8\"")).containsExactly("3|4", "5|6", "7|8");
        assertThat(folder.rejected()).containsExactly("2::unclosed_quote");
    }

    @Test
    void an_unclosed_quote_in_the_last_line_is_rejected() {
        assertThat(read("a,b", "1,2", "3,\"4")).containsExactly("1|2");
        assertThat(folder.rejected()).containsExactly("3::unclosed_quote");
    }

    @Test
    void a_row_over_more_lines_than_the_limit_is_taken_for_an_unclosed_quote() {
        List<String> lines = new ArrayList<>(List.of("a,b", "1,\"begin"));
        lines.addAll(Collections.nCopies(CsvRows.MAX_ROW_LINES, "3,4"));
        lines.add("end\"");
        assertThat(read(lines.toArray(String[]::new)))
                .hasSize(CsvRows.MAX_ROW_LINES)
                .containsOnly("3|4");
        assertThat(folder.rejected()).containsExactly("2::unclosed_quote", "67::unclosed_quote");
    }

    @Test
    void a_quote_out_of_place_rejects_its_row() {
        assertThat(read("a,b", "1\"\",2", "\"1\"x,2", "3,4")).containsExactly("3|4");
        assertThat(folder.rejected()).containsExactly("2::stray_quote", "3::stray_quote");
    }

    @Test
    void a_row_over_several_lines_that_its_reader_rejects_is_rejected_once_and_gives_good_lines_back() {
        folder.lines("t.csv", "a,b", "1,\"x", "3,4", "5,y\"", "7,8");
        List<String> rows = new ArrayList<>();
        try (CsvRows csv = CsvRows.open(folder.path("t.csv"), true, folder.log)) {
            while (csv.next()) {
                if (csv.get(1).indexOf('\n') >= 0) {
                    csv.reject("b", "line_break");
                } else {
                    rows.add(csv.get(0) + "|" + csv.get(1));
                }
            }
        }
        assertThat(rows).containsExactly("3|4", "7|8");
        assertThat(folder.rejected()).containsExactly("2:b:line_break");
    }

    @Test
    void control_characters_reject_their_row() {
        assertThat(read("a,b", "1\0,2", "\"3\u0007\",4", "5\r6,7", "8,\t9")).containsExactly("8|9");
        assertThat(folder.rejected())
                .containsExactly("2::control_character", "3::control_character", "4::control_character");
    }

    @Test
    void blank_lines_and_white_space_around_fields_mean_nothing() {
        assertThat(read("", " A , b ", "", "  1 , 2", "   ", "\" 3 \",4")).containsExactly("1|2", "3|4");
    }

    @Test
    void crlf_ends_a_line_also_within_quotes() {
        folder.bytes("t.csv", "a,b\r\n\"1\r\n2\",3\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(rows()).containsExactly("1\n2|3");
    }

    private List<String> read(String... lines) {
        folder.lines("t.csv", lines);
        return rows();
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        try (CsvRows csv = CsvRows.open(folder.path("t.csv"), true, folder.log)) {
            while (csv.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 0; i < csv.header().size(); i++) {
                    fields.add(csv.get(i));
                }
                rows.add(String.join("|", fields));
            }
        }
        return rows;
    }
}
