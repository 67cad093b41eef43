// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import nl.schoonnet.internet.input.Rejection;
import org.junit.jupiter.api.Test;

class RejectedFileTests {
    @Test
    void rejections_are_written_in_their_order() throws IOException {
        assertThat(written(
                        new Rejection("b.csv", 3, "url", "missing_value"),
                        new Rejection("a, \"x\".csv", 1, "", "not_utf_8")))
                .isEqualTo("""
                        file,line,field,code
                        b.csv,3,url,missing_value
                        "a, ""x"".csv",1,,not_utf_8
                        """);
    }

    @Test
    void a_name_that_a_spreadsheet_would_calculate_gets_an_apostrophe() throws IOException {
        for (String start : List.of("=", "+", "-", "@", "\t")) {
            assertThat(written(new Rejection(start + "cmd", 1, "", "x"))).contains("\n'" + start + "cmd,1,,x\n");
        }
    }

    private static String written(Rejection... rejections) throws IOException {
        StringWriter out = new StringWriter();
        RejectedFile.write(List.of(rejections), out);
        return out.toString();
    }
}
