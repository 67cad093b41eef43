// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.encoded;
import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What takes something off a list of the police, or a national one, is done by two persons. */
class HashOrderTests {
    private static final String REASON = "listed by mistake, told by its maker";
    private static final String WHY = "{\"reason\":\"" + REASON + "\"}";
    private static final Pattern ORDER = Pattern.compile("\"(?:order|number)\":(\\d+)");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static TestService client;

    private static String colleague = "";
    private static String checker = "";

    @BeforeAll
    static void start() throws Exception {
        client = TestService.in(data);
        colleague = client.key("Colleague", Role.CURATOR);
        checker = client.key("Host", Role.CHECKER);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static void source(TestService client, String name, String scheme, boolean police, boolean test)
            throws Exception {
        HttpResponse<String> opened = client.post(
                "/api/v1/hashes/sources",
                client.curator(),
                "{\"name\":\"" + name + "\",\"owner\":\"Made-up maker\",\"licence\":\"Agreement 1\",\"scheme\":\""
                        + scheme + "\",\"police\":" + police + ",\"test\":" + test + "}");
        assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    }

    private static void police(String name) throws Exception {
        source(client, name, "own", true, false);
    }

    private static HttpResponse<String> withdraw(TestService client, String source, String list) throws Exception {
        return client.post(
                "/api/v1/hashes/sources/" + source + "/withdrawals",
                client.curator(),
                "application/octet-stream",
                Map.of("Reason", encoded(REASON)),
                list.getBytes(StandardCharsets.UTF_8));
    }

    /** The number of the order that an answer tells of. */
    private static String order(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        Matcher number = ORDER.matcher(answer.body());
        assertThat(number.find()).as(answer.body()).isTrue();
        return number.group(1);
    }

    private static HttpResponse<String> confirm(String order, String key) throws Exception {
        return client.post("/api/v1/hashes/orders/" + order + "/confirm", key, "");
    }

    private static void confirmed(String order) throws Exception {
        HttpResponse<String> answer = confirm(order, colleague);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String result(String md5) throws Exception {
        return client.result("md5", md5, checker);
    }

    private static String waiting() throws Exception {
        return client.get("/api/v1/hashes/orders", colleague).body();
    }

    /** The removal as it is after some time. */
    private static void removeAfter(Duration time) {
        new BrokenImports(
                        client.part(JdbcClient.class),
                        client.part(Keys.class),
                        client.part(TransactionTemplate.class),
                        InstantSource.offset(InstantSource.system(), time))
                .remove();
    }

    private static long facts(String source) {
        return client.part(JdbcClient.class)
                .sql("SELECT count(*) FROM hash_fact JOIN hash_source USING (source_id) WHERE name = ?")
                .param(source)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    @Test
    void a_withdrawal_from_a_list_of_the_police_changes_nothing_before_a_second_holder_confirms_it() throws Exception {
        police("police");
        String bare = hash("police bare", 16);
        String named = hash("police named", 16);
        client.taken("police", bare);
        client.taken("police", "id,md5\nx-1," + named);
        HttpResponse<String> answer = withdraw(client, "police", "id,md5\n," + bare + "\nx-1,\n");
        assertThat(answer.body()).contains("\"withdrawn\":2", "\"known\":0");
        String order = order(answer);
        assertThat(result(bare)).isEqualTo("match");
        assertThat(result(named)).isEqualTo("match");
        for (String own : List.of(client.curator(), client.key(" curator", Role.CURATOR))) {
            HttpResponse<String> refused = confirm(order, own);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("own_order");
        }
        assertThat(confirm(order, checker).statusCode()).isEqualTo(403);
        assertThat(result(bare)).isEqualTo("match");
        confirmed(order);
        assertThat(result(bare)).isEqualTo("no-match");
        assertThat(result(named)).isEqualTo("no-match");
        HttpResponse<String> again = confirm(order, client.key("Third", Role.CURATOR));
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("decided_before");
        assertThat(confirm("999999", colleague).statusCode()).isEqualTo(404);
    }

    @Test
    void a_national_list_needs_two_as_well_and_a_made_up_one_or_another_makers_does_not() throws Exception {
        source(client, "nation", " National ", false, false);
        source(client, "made-up", "national", true, true);
        source(client, "ordinary", "own", false, false);
        for (String name : List.of("nation", "made-up", "ordinary")) {
            client.taken(name, hash(name, 16));
        }
        order(withdraw(client, "nation", hash("nation", 16)));
        assertThat(result(hash("nation", 16))).isEqualTo("match");
        for (String name : List.of("made-up", "ordinary")) {
            HttpResponse<String> answer = withdraw(client, name, hash(name, 16));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"withdrawn\":1", "\"order\":null");
            assertThat(client.post("/api/v1/hashes/sources/" + name + "/end", client.curator(), WHY)
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(result(hash("ordinary", 16))).isEqualTo("no-match");
    }

    @Test
    void what_comes_onto_the_list_between_order_and_confirmation_is_withdrawn_too() throws Exception {
        police("between");
        String listed = hash("listed all the time", 16);
        String late = hash("listed later", 16);
        String back = hash("withdrawn and listed again", 16);
        client.taken("between", listed + "\n" + back);
        confirmed(order(withdraw(client, "between", back)));
        assertThat(result(back)).isEqualTo("no-match");
        HttpResponse<String> answer = withdraw(client, "between", listed + "\n" + late + "\n" + back);
        assertThat(answer.body()).contains("\"withdrawn\":1", "\"known\":2");
        client.taken("between", listed + "\n" + late + "\n" + back);
        for (String md5 : List.of(listed, late, back)) {
            assertThat(result(md5)).isEqualTo("match");
        }
        confirmed(order(answer));
        for (String md5 : List.of(listed, late, back)) {
            assertThat(result(md5)).isEqualTo("no-match");
        }
        client.taken("between", listed);
        assertThat(result(listed)).as("a later word").isEqualTo("match");
    }

    @Test
    void a_dropped_order_changes_nothing_and_its_facts_are_removed() throws Exception {
        police("dropped");
        String md5 = hash("dropped", 16);
        client.taken("dropped", md5);
        String order = order(withdraw(client, "dropped", md5));
        assertThat(facts("dropped")).isEqualTo(2);
        assertThat(client.post("/api/v1/hashes/orders/" + order + "/drop", colleague, "{\"reason\":\"no\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.post("/api/v1/hashes/orders/" + order + "/drop", colleague, WHY)
                        .statusCode())
                .isEqualTo(200);
        removeAfter(Duration.ZERO);
        assertThat(facts("dropped")).isEqualTo(1);
        assertThat(result(md5)).isEqualTo("match");
        assertThat(confirm(order, client.key("Third", Role.CURATOR)).body()).contains("decided_before");
        assertThat(waiting()).doesNotContain("\"number\":" + order + ",");
    }

    @Test
    void an_order_waits_for_as_long_as_it_takes() throws Exception {
        police("patient");
        String md5 = hash("patient", 16);
        client.taken("patient", md5);
        String order = order(withdraw(client, "patient", md5));
        removeAfter(Duration.ofDays(400));
        HashRetentionTests.after(client, Duration.ofDays(400)).work();
        assertThat(facts("patient")).isEqualTo(2);
        confirmed(order);
        assertThat(result(md5)).isEqualTo("no-match");
    }

    @Test
    void the_end_of_a_source_of_the_police_waits_likewise() throws Exception {
        police("ending");
        String md5 = hash("ending", 16);
        client.taken("ending", md5);
        String order = order(client.post("/api/v1/hashes/sources/ending/end", client.curator(), WHY));
        String dropped = order(client.post("/api/v1/hashes/sources/ending/end", client.curator(), WHY));
        client.post("/api/v1/hashes/orders/" + dropped + "/drop", client.curator(), WHY);
        assertThat(result(md5)).isEqualTo("match");
        assertThat(confirm(order, client.curator()).body()).contains("own_order");
        assertThat(result(md5)).isEqualTo("match");
        confirmed(order);
        assertThat(result(md5)).isEqualTo("no-match");
        assertThat(client.post("/api/v1/hashes/sources/ending/end", client.curator(), WHY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_list_in_which_nothing_can_be_used_is_no_order() throws Exception {
        police("useless");
        HttpResponse<String> answer = withdraw(client, "useless", "nonsense\n");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"rejected\":1", "\"order\":null");
    }

    @Test
    void the_list_of_orders_and_the_audit_log_tell_who_and_why_and_nothing_tells_a_hash() throws Exception {
        police("told");
        String md5 = hash("told", 16);
        client.taken("told", md5);
        client.taken("told", "id,md5\n1," + md5);
        String order = order(withdraw(client, "told", md5 + "\n" + hash("never", 16)));
        String maker = client.curator().split("_", -1)[1];
        String subject = "order " + order + ": withdrawal of import ";
        assertThat(waiting())
                .contains(
                        "{\"number\":" + order + ",\"source\":\"told\",\"what\":\"WITHDRAWAL\",\"entries\":2,"
                                + "\"stillListed\":1,\"madeAt\":\"",
                        "\"madeBy\":\"" + maker + "\",\"reason\":\"" + REASON + "\"}")
                .doesNotContain(md5);
        confirmed(order);
        assertThat(result(md5)).as("under its name it stands still").isEqualTo("match");
        JdbcClient jdbc = client.part(JdbcClient.class);
        assertThat(jdbc.sql("SELECT actor, action, reason FROM audit_entry WHERE subject LIKE ? ORDER BY number")
                        .param(subject + "% from source told")
                        .query((row, n) -> String.join("|", row.getString(1), row.getString(2), row.getString(3)))
                        .list())
                .containsExactly(
                        maker + "|hashes.order|" + REASON, colleague.split("_", -1)[1] + "|hashes.order.confirm|");
        for (String table : List.of("hash_order", "audit_entry")) {
            assertThat(String.join(
                            "\n",
                            jdbc.sql("SELECT t::text FROM " + table + " t")
                                    .query((row, n) -> row.getString(1))
                                    .list()))
                    .doesNotContain(md5);
        }
    }

    @Test
    void an_import_that_is_completed_meanwhile_and_a_confirmation_do_not_wait_for_each_other() throws Exception {
        police("busy");
        String md5 = hash("busy", 16);
        client.taken("busy", md5);
        String order = order(withdraw(client, "busy", md5));
        JdbcClient jdbc = client.part(JdbcClient.class);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            // As an import is completed: its number first, then its line in the audit log.
            Future<HttpResponse<String>> confirmation = Objects.requireNonNull(client.part(TransactionTemplate.class)
                    .execute(status -> {
                        jdbc.sql("UPDATE hash_completion SET last = last").update();
                        Future<HttpResponse<String>> begun = thread.submit(() -> confirm(order, colleague));
                        while (!jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                                .query(Boolean.class)
                                .single()) {
                            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                        }
                        client.part(AuditLog.class).append("system", "hashes.import.complete", "import 0", "");
                        return begun;
                    }));
            HttpResponse<String> answer = confirmation.get();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        assertThat(result(md5)).isEqualTo("no-match");
    }

    @Test
    void a_restart_between_order_and_confirmation_makes_no_difference(@TempDir Path folder) throws Exception {
        String md5 = hash("restarted", 16);
        String order;
        String key;
        String host;
        try (TestService before = TestService.in(folder)) {
            source(before, "police", "own", true, false);
            before.taken("police", md5);
            order = order(withdraw(before, "police", md5));
            key = before.key("Colleague", Role.CURATOR);
            host = before.key("Host", Role.CHECKER);
        }
        try (TestService after = TestService.in(folder)) {
            after.part(KnownHashes.class).catchUp();
            assertThat(after.result("md5", md5, host)).isEqualTo("match");
            assertThat(after.post("/api/v1/hashes/orders/" + order + "/confirm", key, "")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(after.result("md5", md5, host)).isEqualTo("no-match");
        }
    }
}
