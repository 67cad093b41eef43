// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ConnectionRegisterTests {
    private static final String PATH = "/api/v1/hashes/organisations";
    private static final String HEADER = "organisation,customer,domain,mode,obliged,hotline,from,until\n";
    private static final String REASON = "told by the organisation itself";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static TestService client;

    private static String curator = "";

    @BeforeAll
    static void start() throws Exception {
        client = TestService.in(data);
        curator = client.key("Curator", Role.CURATOR);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @BeforeEach
    void empty() {
        client.part(JdbcClient.class).sql("DELETE FROM connection_fact").update();
    }

    private static HttpResponse<String> take(String rows) throws Exception {
        return client.post(
                PATH + "/imports",
                curator,
                "text/csv",
                Map.of("Reason", encoded(REASON)),
                (HEADER + rows).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> held() {
        return client.part(ConnectionRegister.class).all().stream()
                .map(c -> c.organisation() + "/" + c.customer() + "/" + c.domain() + " "
                        + c.mode().word() + " " + c.obliged() + " " + c.hotline() + " " + c.from() + " " + c.until())
                .toList();
    }

    @Test
    void a_table_is_taken_in_and_the_same_table_again_changes_nothing() throws Exception {
        String rows = """
                Host BV,,,both,no,no,2026-01-01,
                Host BV,Customer BV,,upload,yes,no,2026-02-01,2026-06-01
                Host BV,Customer BV,Shop.Example,upload,yes,,2026-02-01,
                Hotline,,,upload,no,yes,2025-01-01,
                """;
        HttpResponse<String> first = take(rows);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).contains("\"added\":4", "\"corrected\":0", "\"known\":0");
        assertThat(take(rows).body()).contains("\"added\":0", "\"known\":4");
        assertThat(held())
                .containsExactly(
                        "Host BV// both false false 2026-01-01 null",
                        "Host BV/Customer BV/ upload true false 2026-02-01 2026-06-01",
                        "Host BV/Customer BV/shop.example upload true false 2026-02-01 null",
                        "Hotline// upload false true 2025-01-01 null");
        assertThat(client.get(PATH, curator).body())
                .contains("{\"organisation\":\"Hotline\",\"customer\":\"\",\"domain\":\"\",\"mode\":\"upload\","
                        + "\"obliged\":false,\"hotline\":true,\"from\":\"2025-01-01\"}");
    }

    @Test
    void a_correction_adds_a_fact_and_the_earlier_one_stays_on_record() throws Exception {
        take("Host BV,,,upload,no,no,2026-01-01,\n");
        HttpResponse<String> corrected = client.post(
                PATH,
                curator,
                "{\"organisation\":\"Host BV\",\"mode\":\"both\",\"obliged\":true,\"from\":\"2026-01-01\",\"reason\":\""
                        + REASON + "\"}");
        assertThat(corrected.body()).contains("\"corrected\":1");
        assertThat(held()).containsExactly("Host BV// both true false 2026-01-01 null");
        assertThat(client.get(PATH + "/history", curator).body())
                .containsSubsequence("\"mode\":\"upload\"", "\"mode\":\"both\"", "\"reason\":\"" + REASON + "\"");
        assertThat(client.part(JdbcClient.class)
                        .sql("SELECT count(*) FROM audit_entry WHERE action = 'connections.change' AND subject ="
                                + " '1 entries of Host BV' AND reason = ?")
                        .param(REASON)
                        .query((row, n) -> row.getLong(1))
                        .single())
                .isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Host BV,,,both,no,no,tomorrow,                                     | "line":2,"field":"from","code":"not_a_day"
            Host BV,,,both,no,no,1926-01-01,                                   | "field":"from","code":"not_a_likely_day"
            Host BV,,,both,no,no,2026-01-01,2026-01-01                         | "field":"until","code":"not_after_from"
            Host BV,,,some,no,no,2026-01-01,                                   | "field":"mode","code":"not_a_mode"
            Host BV,,,both,perhaps,no,2026-01-01,                              | "field":"obliged","code":"not_yes_or_no"
            ,,,both,no,no,2026-01-01,                                          | "field":"organisation","code":"not_a_name"
            Host BV,,http://x.example/,both,no,no,2026-01-01,                  | "field":"domain","code":"not_a_domain"
            Host BV,,localhost,both,no,no,2026-01-01,                          | "field":"domain","code":"not_a_domain"
            Host BV,Customer,,both,no,yes,2026-01-01,                          | "field":"hotline","code":"not_of_an_organisation"
            Nobody BV,Customer,,both,no,no,2026-01-01,                         | "code":"no_organisation"
            Host BV,Nobody,x.example,both,no,no,2026-01-01,                    | "code":"no_customer"
            Host BV,,,both,no,no,2026-03-01,                                   | "code":"overlaps"
            Host BV,,,both                                                     | "code":"not_a_table"
            """)
    void a_row_that_can_t_be_used_is_told_and_nothing_is_changed(String row, String told) throws Exception {
        take("Host BV,,,upload,no,no,2026-01-01,\n");
        List<String> before = held();
        HttpResponse<String> answer = take(row.strip() + "\nOther BV,,,both,no,no,2026-01-01,\n");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body())
                .contains(told.strip())
                .doesNotContain("tomorrow")
                .doesNotContain("perhaps");
        assertThat(held()).isEqualTo(before);
    }

    @Test
    void the_same_thing_twice_in_a_table_is_told() throws Exception {
        String row = "Host BV,,,both,no,no,2026-01-01,\n";
        assertThat(take(row + row).body()).contains("\"line\":3,\"field\":\"\",\"code\":\"twice\"");
        assertThat(client.post(PATH + "/imports", curator, "text/csv", "organisation,mode\nx,both\n")
                        .body())
                .contains("missing_column");
        assertThat(client.post(PATH + "/imports", curator, "text/csv", "").body())
                .contains("no_rows");
    }

    @Test
    void what_ends_takes_its_customers_and_domains_along_and_may_come_back_later() throws Exception {
        take("""
                Host BV,,,both,no,no,2026-01-01,
                Host BV,Customer BV,,upload,yes,no,2026-02-01,
                Host BV,Customer BV,shop.example,upload,yes,no,2026-02-01,2026-03-01
                """);
        String end = "{\"organisation\":\"Host BV\",\"until\":\"2026-07-01\",\"reason\":\"" + REASON + "\"}";
        assertThat(client.post(PATH + "/end", curator, end).body()).contains("\"ended\":2");
        assertThat(held())
                .containsExactly(
                        "Host BV// both false false 2026-01-01 2026-07-01",
                        "Host BV/Customer BV/ upload true false 2026-02-01 2026-07-01",
                        "Host BV/Customer BV/shop.example upload true false 2026-02-01 2026-03-01");
        assertThat(client.post(PATH + "/end", curator, end).statusCode()).isEqualTo(422);
        assertThat(client.post(PATH + "/end", curator, end.replace(REASON, "why"))
                        .body())
                .contains("no_reason");
        assertThat(take("Host BV,,,both,no,no,2026-08-01,\n").statusCode()).isEqualTo(200);
        assertThat(held()).hasSize(4);
    }

    @Test
    void what_was_said_by_mistake_is_taken_back() throws Exception {
        take("Host BV,,,both,no,no,2026-01-01,\nHost BV,,shop.example,both,no,no,2026-01-01,\n");
        String host = "{\"organisation\":\"Host BV\",\"from\":\"2026-01-01\",\"reason\":\"" + REASON + "\"}";
        assertThat(client.post(PATH + "/retraction", curator, host).body()).contains("has_others");
        assertThat(client.post(PATH + "/retraction", curator, host.replace("{", "{\"domain\":\"shop.example\","))
                        .statusCode())
                .isEqualTo(200);
        assertThat(held()).hasSize(1);
        assertThat(client.post(PATH + "/retraction", curator, host).statusCode())
                .isEqualTo(200);
        assertThat(held()).isEmpty();
    }

    @Test
    void curators_and_administrators_keep_the_register_and_nobody_else() throws Exception {
        String admin = client.server().server().firstKey().orElseThrow();
        assertThat(client.get(PATH, admin).statusCode()).isEqualTo(200);
        String checker = client.key("Host", Role.CHECKER, Role.ANALYST);
        assertThat(client.get(PATH, checker).statusCode()).isEqualTo(403);
        assertThat(client.post(PATH, checker, "{}").statusCode()).isEqualTo(403);
        assertThat(client.post(PATH, curator, "{}").body()).contains("\"code\":\"incomplete\"");
    }
}
