// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.keys.Digest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What somebody with every right on the database, but without the keys, could try. */
class AuditTests {
    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void ten_entries() {
        run("DELETE FROM audit_entry");
        run("DELETE FROM audit_head");
        run("UPDATE audit_tip SET number = 0, digest = decode(repeat('00', 32), 'hex')");
        for (int i = 1; i <= 10; i++) {
            append("item " + i);
        }
    }

    private static void append(String subject) {
        AuditLog log = server.part(AuditLog.class);
        server.part(TransactionTemplate.class)
                .executeWithoutResult(status -> log.append("key1", "address.reveal", subject, "to check a complaint"));
    }

    private static void run(String sql) {
        server.part(JdbcClient.class).sql(sql).update();
    }

    private static AuditCheck.Finding check() {
        return server.part(AuditCheck.class).check(Optional.empty());
    }

    private static AuditCheck.Finding broken(long number, String code) {
        return new AuditCheck.Finding.Broken(number, code);
    }

    private static SignedHead exported() {
        AuditLog log = server.part(AuditLog.class);
        String file = log.sign().orElseThrow().export(log.publicKey());
        return SignedHead.parse(file, log.publicKey()).orElseThrow();
    }

    @Test
    void an_untouched_log_is_whole() {
        exported();
        append("item 11");
        assertThat(check())
                .isInstanceOfSatisfying(
                        AuditCheck.Finding.Whole.class,
                        whole -> assertThat(whole.entries()).isEqualTo(11));
    }

    @Test
    void an_edited_entry_is_found() {
        run("UPDATE audit_entry SET reason = 'nothing special' WHERE number = 4");
        assertThat(check()).isEqualTo(broken(4, "entry_changed"));
    }

    @Test
    void an_edited_entry_with_a_digest_made_to_fit_is_found() {
        AuditEntry edited = new AuditEntry(
                10,
                server.part(JdbcClient.class)
                        .sql("SELECT at FROM audit_entry WHERE number = 10")
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .single(),
                "somebody else",
                "address.reveal",
                "item 10",
                "to check a complaint",
                Digest.of(server.part(JdbcClient.class)
                        .sql("SELECT previous FROM audit_entry WHERE number = 10")
                        .query((row, n) -> row.getBytes(1))
                        .single()));
        server.part(JdbcClient.class)
                .sql("UPDATE audit_entry SET actor = 'somebody else', digest = ? WHERE number = 10")
                .param(edited.digest().bytes())
                .update();
        server.part(JdbcClient.class)
                .sql("UPDATE audit_tip SET digest = ?")
                .param(edited.digest().bytes())
                .update();
        assertThat(check()).isEqualTo(broken(10, "seal_wrong"));
    }

    @Test
    void a_deleted_entry_is_found() {
        run("DELETE FROM audit_entry WHERE number = 6");
        assertThat(check()).isEqualTo(broken(6, "entry_missing"));
    }

    @Test
    void swapped_entries_are_found() {
        run("UPDATE audit_entry SET number = 100 WHERE number = 3");
        run("UPDATE audit_entry SET number = 3 WHERE number = 4");
        run("UPDATE audit_entry SET number = 4 WHERE number = 100");
        assertThat(check()).isEqualTo(broken(3, "entry_changed"));
    }

    @Test
    void a_tail_cut_off_is_found_from_the_tip_and_with_the_tip_set_back_from_an_exported_head() {
        SignedHead kept = exported();
        run("DELETE FROM audit_entry WHERE number > 7");
        assertThat(check()).isEqualTo(broken(8, "cut_off"));
        run("DELETE FROM audit_head");
        run("UPDATE audit_tip SET number = 7, digest = (SELECT digest FROM audit_entry WHERE number = 7)");
        assertThat(check()).isInstanceOf(AuditCheck.Finding.Whole.class);
        assertThat(server.part(AuditCheck.class).check(Optional.of(kept))).isEqualTo(broken(8, "cut_off"));
    }

    @Test
    void a_forged_head_is_found() {
        exported();
        run("UPDATE audit_head SET at = at + interval '1 day'");
        assertThat(check()).isEqualTo(broken(10, "head_forged"));
    }

    @Test
    void a_head_file_with_another_signature_is_no_head() {
        AuditLog log = server.part(AuditLog.class);
        SignedHead head = log.sign().orElseThrow();
        String file =
                new SignedHead(head.number() - 1, head.at(), head.digest(), head.signature()).export(log.publicKey());
        assertThat(SignedHead.parse(file, log.publicKey())).isEmpty();
        assertThat(SignedHead.parse("", log.publicKey())).isEmpty();
        assertThat(SignedHead.parse(head.export(log.publicKey()), log.publicKey()))
                .contains(head);
    }

    @Test
    void a_command_beside_the_server_finds_the_same() {
        AuditAtRest beside = new AuditAtRest(
                server.part(javax.sql.DataSource.class), server.part(nl.schoonnet.server.keys.Keys.class));
        assertThat(beside.newestHead()).isEmpty();
        exported();
        String kept = beside.newestHead().orElseThrow();
        assertThat(beside.check(Optional.of(kept))).isInstanceOf(AuditCheck.Finding.Whole.class);
        run("DELETE FROM audit_entry WHERE number > 7");
        run("DELETE FROM audit_head");
        run("UPDATE audit_tip SET number = 7, digest = (SELECT digest FROM audit_entry WHERE number = 7)");
        assertThat(beside.check(Optional.of(kept))).isEqualTo(broken(8, "cut_off"));
        assertThat(beside.check(Optional.of(kept.replace("schoonnet", "other"))))
                .isEqualTo(broken(0, "head_file_forged"));
    }

    private static AuditEntries entries() {
        return server.part(AuditEntries.class);
    }

    private static void entry(String actor, String kind, String subject, String reason) {
        AuditLog log = server.part(AuditLog.class);
        server.part(TransactionTemplate.class).executeWithoutResult(status -> log.append(actor, kind, subject, reason));
    }

    @Test
    void entries_are_read_newest_first_page_by_page_by_kind_actor_and_item() {
        entry("key2", "address.lease", "3 items, vantage point ams-1", "items 4 12 31");
        entry("key2", "report.make", "run 1", "");
        assertThat(entries().newest(AuditEntries.Filter.ALL, null, 3))
                .extracting(AuditEntries.Entry::number)
                .containsExactly(12L, 11L, 10L);
        assertThat(entries().newest(AuditEntries.Filter.ALL, 3L, 50))
                .extracting(AuditEntries.Entry::number)
                .containsExactly(2L, 1L);
        assertThat(entries().newest(new AuditEntries.Filter("report.make", null, null), null, 50))
                .extracting(AuditEntries.Entry::subject)
                .containsExactly("run 1");
        assertThat(entries().newest(new AuditEntries.Filter(null, "key2", null), null, 50))
                .hasSize(2);
        assertThat(entries().newest(new AuditEntries.Filter(null, null, 4L), null, 50))
                .as("the lease that names it, and what was about it alone")
                .extracting(AuditEntries.Entry::number)
                .containsExactly(11L, 4L);
        assertThat(entries().newest(new AuditEntries.Filter(null, null, 31L), null, 50))
                .as("the last of a list")
                .hasSize(1);
        assertThat(entries().newest(new AuditEntries.Filter(null, null, 2L), null, 50))
                .as("not a part of another number")
                .extracting(AuditEntries.Entry::number)
                .containsExactly(2L);
        assertThat(entries().kinds()).containsExactly("address.lease", "address.reveal", "report.make");
    }

    @Test
    void a_reason_that_looks_like_an_address_is_shown_as_its_kind() {
        entry("key2", "address.reveal", "item 1", "see secret.example/path?x=1 at 192.0.2.7, mail a@b.example");
        assertThat(entries().newest(AuditEntries.Filter.ALL, null, 1).getFirst().reason())
                .contains("[ip]", "[mail]")
                .doesNotContain("secret.example", "192.0.2.7", "b.example");
    }

    @Test
    void an_export_is_a_line_in_the_log_and_harms_no_spreadsheet() {
        entry("key2", "report.make", "run 1", "=HYPERLINK(\"x\")\", and, more");
        StringWriter csv = new StringWriter();
        InstantSource noon = InstantSource.fixed(Instant.parse("2026-07-01T10:00:00Z"));
        AuditAtRest beside = new AuditAtRest(
                server.part(javax.sql.DataSource.class), server.part(nl.schoonnet.server.keys.Keys.class));
        assertThat(beside.export(csv, noon)).isEqualTo(12);
        assertThat(csv.toString().lines())
                .hasSize(13)
                .startsWith("number,at,actor,kind,subject,reason")
                .anyMatch(line -> line.endsWith("\"'=HYPERLINK(\"\"x\"\")\"\", and, more\""))
                .endsWith("12,2026-07-01T12:00:00+02:00,\"operator\",\"audit.export\",\"all entries\",\"\"");
        assertThat(check()).isInstanceOf(AuditCheck.Finding.Whole.class);
    }

    private static HttpResponse<String> get(String query, String key) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(server.url("/api/v1/audit" + query)))
                            .header("Authorization", "Bearer " + key)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void a_program_reads_the_log_with_the_role_for_it_and_that_is_a_line_in_it() throws Exception {
        AccessKeys keys = server.part(AccessKeys.class);
        String auditor = keys.issue("auditor", Set.of(Role.AUDITOR), null, "test");
        String analyst = keys.issue("analyst", Set.of(Role.ANALYST), null, "test");
        assertThat(get("", analyst).statusCode()).isEqualTo(403);
        assertThat(get("?limit=0", auditor).statusCode()).isEqualTo(400);
        HttpResponse<String> wrong = get("?before=https://site.example/", auditor);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("before").doesNotContain("site.example");
        HttpResponse<String> page = get("?item=4&limit=5&kind=address.reveal&before=11", auditor);
        assertThat(page.body())
                .startsWith("[{")
                .contains("\"number\":4", "\"kind\":\"address.reveal\"", "\"subject\":\"item 4\"")
                .endsWith("}]");
        assertThat(entries().newest(AuditEntries.Filter.ALL, null, 1).getFirst())
                .satisfies(line -> assertThat(line.kind()).isEqualTo("audit.read"))
                .satisfies(line -> assertThat(line.subject()).isEqualTo("1 entry"));
    }

    @Test
    void an_entry_added_past_the_tip_is_found() {
        AuditEntry entry = new AuditEntry(11, Instant.parse("2026-01-01T00:00:00Z"), "x", "y", "z", "", Digest.NONE);
        server.part(JdbcClient.class)
                .sql("""
                        INSERT INTO audit_entry (number, at, actor, action, subject, reason, previous, digest, seal)
                        VALUES (11, '2026-01-01T00:00:00Z', 'x', 'y', 'z', '', ?, ?, ?)""")
                .params(Digest.NONE.bytes(), entry.digest().bytes(), Digest.NONE.bytes())
                .update();
        assertThat(check()).isEqualTo(broken(11, "order_changed"));
    }
}
