// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.encoded;
import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class WithdrawalTests {
    private static final String REASON = "listed by mistake, told by its maker";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static TestService client;

    private static String curator = "";
    private static String checker = "";

    @BeforeAll
    static void start() throws Exception {
        client = TestService.in(data);
        curator = client.key("Curator", Role.CURATOR);
        checker = client.key("Host", Role.CHECKER);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static HttpResponse<String> withdraw(String source, String reason, String list) throws Exception {
        return client.post(
                "/api/v1/hashes/sources/" + source + "/withdrawals",
                curator,
                "application/octet-stream",
                Map.of("Reason", encoded(reason)),
                list.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_is_withdrawn_stops_matching_and_nothing_else_does() throws Exception {
        client.source("first", false);
        client.source("second", false);
        String both = hash("both", 16);
        String one = hash("one", 16);
        String named = hash("named", 16);
        client.taken("first", both + "\n" + one + "\n");
        client.taken("second", both + "\n");
        client.taken("first", "id,md5,sha1\nx-1," + named + "," + hash("named", 20) + "\n");
        HttpResponse<String> answer = withdraw("first", REASON, both + "\n" + one + "\n" + hash("never", 16));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"withdrawn\":2", "\"known\":1", "\"listed\":0");
        assertThat(client.result("md5", one, checker)).isEqualTo("no-match");
        assertThat(client.result("md5", both, checker)).isEqualTo("match");
        assertThat(client.result("md5", named, checker)).isEqualTo("match");
        assertThat(withdraw("first", REASON, "id\nx-1\n").body()).contains("\"withdrawn\":1");
        assertThat(client.result("md5", named, checker)).isEqualTo("no-match");
        assertThat(client.result("sha1", hash("named", 20), checker)).isEqualTo("no-match");
        client.taken("first", one + "\n");
        assertThat(client.result("md5", one, checker)).isEqualTo("match");
    }

    @Test
    void a_hash_that_other_entries_of_the_source_name_is_told_to_stand_still() throws Exception {
        client.source("twice", false);
        client.source("elsewhere-too", false);
        String both = hash("bare and named", 16);
        String named = hash("named only", 16);
        String bare = hash("bare only", 16);
        String gone = hash("bare, and corrected under its name", 16);
        client.taken("twice", both + "\n" + bare + "\n" + gone);
        client.taken("twice", "id,md5\n1," + both + "\n2," + named + "\n3," + gone);
        client.taken("twice", "id,md5\n3," + hash("corrected", 16));
        client.taken("elsewhere-too", bare);
        assertThat(withdraw("twice", REASON, String.join("\n", both, named, bare, gone))
                        .body())
                .contains("\"withdrawn\":3", "\"known\":1", "\"stillListed\":2");
        assertThat(client.result("md5", both, checker)).isEqualTo("match");
        assertThat(client.result("md5", gone, checker)).isEqualTo("no-match");
        assertThat(withdraw("twice", REASON, "id,md5\n," + both + "\n1,\n2,\n").body())
                .as("withdrawn by their names in the same list")
                .contains("\"stillListed\":0");
        assertThat(client.result("md5", both, checker)).isEqualTo("no-match");
    }

    @Test
    void nothing_is_withdrawn_without_a_reason_which_the_audit_log_keeps() throws Exception {
        client.source("reasoned", false);
        String md5 = hash("reasoned", 16);
        client.taken("reasoned", md5);
        assertThat(withdraw("reasoned", "because", md5).statusCode()).isEqualTo(422);
        assertThat(client.result("md5", md5, checker)).isEqualTo("match");
        assertThat(withdraw("reasoned", REASON, md5).statusCode()).isEqualTo(200);
        assertThat(client.part(JdbcClient.class)
                        .sql("SELECT reason FROM audit_entry WHERE action = 'hashes.withdraw' AND subject = ?")
                        .param("source reasoned")
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly(REASON);
    }

    @Test
    void only_a_curator_withdraws_and_only_from_a_source_that_there_is() throws Exception {
        assertThat(withdraw("nobody", REASON, hash("x", 16)).statusCode()).isEqualTo(404);
        HttpResponse<String> refused = client.post(
                "/api/v1/hashes/sources/x/withdrawals",
                checker,
                "application/octet-stream",
                Map.of("Reason", encoded(REASON)),
                new byte[] {'x'});
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("This key has no role for that: it takes curator.");
    }

    @Test
    void a_reason_in_the_address_or_with_a_hash_in_it_is_refused() throws Exception {
        client.source("discreet", false);
        String md5 = hash("discreet", 16);
        client.taken("discreet", md5);
        assertThat(client.post(
                                "/api/v1/hashes/sources/discreet/withdrawals?reason=" + encoded(REASON),
                                curator,
                                "application/octet-stream",
                                md5)
                        .body())
                .contains("reason_in_address");
        assertThat(withdraw("discreet", REASON + " " + md5, md5).body())
                .contains("no_reason")
                .doesNotContain(md5);
        assertThat(client.post(
                                "/api/v1/hashes/sources/discreet/end",
                                curator,
                                "{\"reason\":\"" + REASON + " " + md5 + "\"}")
                        .body())
                .contains("no_reason");
        assertThat(client.result("md5", md5, checker)).isEqualTo("match");
    }

    @Test
    void a_reason_may_have_letters_of_any_language() throws Exception {
        client.source("elsewhere", false);
        client.taken("elsewhere", hash("elsewhere", 16));
        assertThat(withdraw("elsewhere", "geïmporteerd bij vergissing, 100%", hash("elsewhere", 16))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.part(JdbcClient.class)
                        .sql("SELECT reason FROM audit_entry WHERE action = 'hashes.withdraw' AND subject = ?")
                        .param("source elsewhere")
                        .query((row, n) -> row.getString(1))
                        .list())
                .containsExactly("geïmporteerd bij vergissing, 100%");
    }
}
