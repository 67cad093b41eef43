// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import nl.schoonnet.server.RunningServer;
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
