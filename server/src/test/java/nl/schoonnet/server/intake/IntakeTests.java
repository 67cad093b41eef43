// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.audit.AuditCheck;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class IntakeTests {
    private static final String HEADER =
            "notice_id,url,sent_at,delivered_at,channel,source,address,page,content_hash\n";

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
    void an_empty_register() {
        for (String table : List.of("item", "item_by_address", "notice", "notice_by_source", "reveal_request")) {
            sql("TRUNCATE " + table);
        }
    }

    private static void sql(String statement) {
        server.part(JdbcClient.class).sql(statement).update();
    }

    private static long count(String from) {
        return server.part(JdbcClient.class)
                .sql("SELECT count(*) FROM " + from)
                .query(Long.class)
                .single();
    }

    private static String row(int n, String delivered) {
        return "n" + n + ",https://site" + n % 97 + ".example/path/" + n + ",2025-03-01T10:00:00Z," + delivered
                + ",hotline,public,192.0.2." + n % 250 + ",https://page" + n + ".example/,hash" + n + "\n";
    }

    private static String rows(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int n = from; n < to; n++) {
            text.append(row(n, "2025-03-01T11:00:00Z"));
        }
        return text.toString();
    }

    private static InputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static ImportResult take(String csv) {
        return server.part(NoticeIntake.class).take("hotline", "import", stream(csv), "key1");
    }

    /** All that the tables say, but for the numbers, instants and ciphertexts that differ from run to run. */
    private static List<String> state() {
        return server.part(JdbcClient.class)
                .sql("""
                        SELECT encode(s.row_digest, 'hex') || encode(i.address_digest, 'hex') || n.revision || n.channel
                            || n.sent_at || coalesce(n.delivered_at::text, '') || n.addresses
                        FROM notice_by_source s
                        JOIN notice n ON n.item_id = s.item_id AND n.notice_id = s.notice_id
                        JOIN item i ON i.item_id = s.item_id
                        JOIN item_by_address a ON a.item_id = i.item_id AND a.address_digest = i.address_digest
                        ORDER BY 1""")
                .query((row, n) -> row.getString(1))
                .list();
    }

    @Test
    void the_same_file_twice_changes_nothing() {
        ImportResult first = take(HEADER + rows(0, 12_000));
        assertThat(first.added()).isEqualTo(12_000);
        assertThat(first.addedItems()).isEqualTo(12_000);
        List<String> before = state();
        assertThat(before).hasSize(12_000);
        ImportResult second = take(HEADER + rows(0, 12_000));
        assertThat(second.known()).isEqualTo(12_000);
        assertThat(second.added() + second.changed() + second.rejected()).isZero();
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void an_import_that_broke_off_and_is_repeated_ends_as_if_it_had_not() {
        String whole = HEADER + rows(0, 12_000);
        take(whole);
        List<String> expected = state();
        an_empty_register();
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(bytes, 0, bytes.length * 2 / 3)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, length);
                if (read < 0) {
                    throw new IOException("The sender went away.");
                }
                return read;
            }
        };
        ImportResult half = server.part(NoticeIntake.class).take("hotline", "import", broken, "key1");
        assertThat(half.rejections().getLast().code()).isEqualTo("read_error");
        assertThat(count("item")).isBetween(5_000L, 11_999L);
        take(whole);
        assertThat(state()).isEqualTo(expected);
    }

    @Test
    void good_rows_count_and_bad_ones_are_listed_by_line_without_their_value() {
        ImportResult result = take(HEADER
                + row(1, "2025-03-01T11:00:00Z")
                + "n2,not an address,2025-03-01T10:00:00Z,,hotline,public,,,\n"
                + "n3,https://a.example/,yesterday,,hotline,public,,,\n"
                + row(4, ""));
        assertThat(result.added()).isEqualTo(2);
        assertThat(result.rejections())
                .containsExactlyInAnyOrder(
                        new Rejection("import", 3, "url", "not_a_web_address"),
                        new Rejection("import", 4, "sent_at", "not_a_time"));
    }

    @Test
    void whoever_wants_to_see_many_addresses_one_by_one_needs_a_colleague_after_all() {
        take(HEADER + row(1, "2025-03-01T11:00:00Z"));
        Vault vault = server.part(Vault.class);
        long item = vault.find("https://site1.example/path/1").orElseThrow();
        for (int i = 0; i < 50; i++) {
            assertThat(vault.reveal(item, "patient", "check of a complaint")).isPresent();
        }
        org.assertj.core.api.Assertions.assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> vault.reveal(item, "patient", "check of a complaint"))
                .withMessageContaining("a colleague approves");
        assertThat(vault.reveal(item, "another", "check of a complaint")).isPresent();
    }

    /** The identifier of a key that is handed out to somebody. */
    private static String keyOf(String holder) {
        return server.part(AccessKeys.class)
                .issue(holder, Set.of(Role.REVEALER), null, "test")
                .split("_", 3)[1];
    }

    @Test
    void two_keys_of_one_person_are_not_four_eyes() {
        String first = keyOf("A. Analyst");
        String second = keyOf(" a. analyst");
        take(HEADER + row(1, "2025-03-01T11:00:00Z"));
        Vault vault = server.part(Vault.class);
        long item = vault.find("https://site1.example/path/1").orElseThrow();
        long request = vault.ask(List.of(item), first, "check of a complaint");
        org.assertj.core.api.Assertions.assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> vault.approve(request, second))
                .withMessageContaining("a colleague");
        vault.approve(request, keyOf("B. Analyst"));
        assertThat(vault.revealApproved(request, first)).hasSize(1);
    }

    private static ImportResult takeJson(String json) throws IOException {
        return server.part(NoticeIntake.class)
                .take("hotline", "notices", new ByteArrayInputStream(NoticeJson.csv(stream(json))), "key1");
    }

    @Test
    void notices_as_json_are_read_by_the_rules_of_the_file() throws IOException {
        ImportResult result = takeJson("""
                [{"notice_id": "j1", "url": "https://a.example/\\"x\\",y", "sent_at": "2025-03-01T10:00:00Z",
                  "address": ["192.0.2.1", "2001:db8::1"], "inclusion": 0.5},
                 {"notice_id": "j2", "url": "https://b.example/", "delivered_at": "2025-03-01T10:00:00Z", "channel": "post",
                  "inclusion": 1},
                 {"notice_id": "j3", "url": "https://c.example/", "sent_at": "2025-03-01\\n10:00", "inclusion": 1},
                 {"notice_id": "j4", "url": "https://d.example/", "sent_at": null, "delivered_at": "2025-03-02T10:00:00Z",
                  "inclusion": 1}]""");
        assertThat(result.added()).isEqualTo(2);
        assertThat(result.rejections())
                .extracting(Rejection::line, Rejection::code)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(3L, "unknown_code"),
                        org.assertj.core.groups.Tuple.tuple(4L, "control_character"));
        assertThat(count("notice WHERE addresses = '192.0.2.1 2001:db8:0:0:0:0:0:1' AND inclusion = 0.5"))
                .isEqualTo(1);
        assertThat(takeJson("[]").added()).isZero();
    }

    @Test
    void json_with_members_without_end_is_refused_before_it_becomes_a_table() {
        StringBuilder json = new StringBuilder("[{");
        for (int i = 0; i <= 200; i++) {
            json.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":1");
        }
        org.assertj.core.api.Assertions.assertThatExceptionOfType(nl.schoonnet.internet.input.InputException.class)
                .isThrownBy(() -> takeJson(json.append("},{}]").toString()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("too_many_members"));
    }

    @Test
    void json_that_is_no_array_of_notices_is_refused_without_quoting_it() {
        for (String json : List.of("{", "{\"notice_id\": \"secret\"}", "[1]", "\"secret\"", "[[[[[[1]]]]]]", "")) {
            org.assertj.core.api.Assertions.assertThatExceptionOfType(nl.schoonnet.internet.input.InputException.class)
                    .as(json)
                    .isThrownBy(() -> takeJson(json))
                    .satisfies(e -> assertThat(e.getMessage()).endsWith(".").doesNotContain("secret"));
        }
    }

    @Test
    void one_address_written_in_two_ways_is_one_item_and_a_second_notice_a_row_of_its_own() {
        ImportResult result = take("notice_id,url,sent_at\n"
                + "a,https://SITE.example:443/x,2025-03-01T10:00:00Z\n"
                + "b,https://site.example/x#part,2025-05-01T10:00:00Z\n");
        assertThat(result.added()).isEqualTo(2);
        assertThat(result.addedItems()).isEqualTo(1);
        assertThat(count("notice")).isEqualTo(2);
    }

    @Test
    void a_row_that_says_something_new_is_a_further_revision_and_the_old_one_stays() {
        take(HEADER + row(1, ""));
        ImportResult again = take(HEADER + row(1, "2025-03-02T09:00:00Z"));
        assertThat(again.changed()).isEqualTo(1);
        assertThat(count("notice WHERE revision = 1 AND delivered_at IS NULL")).isEqualTo(1);
        assertThat(count("notice WHERE revision = 2 AND delivered_at = '2025-03-02T09:00:00Z'"))
                .isEqualTo(1);
        assertThat(take(HEADER + row(1, "2025-03-02T09:00:00Z")).known()).isEqualTo(1);
    }

    @Test
    void an_identifier_that_meant_another_address_is_rejected() {
        take("notice_id,url,sent_at\na,https://one.example/,2025-03-01T10:00:00Z\n");
        ImportResult result = take("notice_id,url,sent_at\na,https://two.example/,2025-03-01T10:00:00Z\n");
        assertThat(result.rejections())
                .containsExactly(new Rejection("import", 2, "notice_id", "identifier_of_another_address"));
        assertThat(count("item")).isEqualTo(1);
    }

    @Test
    void no_address_domain_page_or_hash_stands_in_any_column() {
        take(HEADER + rows(0, 300));
        List<String> tables = server.part(JdbcClient.class)
                .sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                .query((row, n) -> row.getString(1))
                .list();
        assertThat(tables).contains("item", "notice", "audit_entry");
        for (String table : tables) {
            List<String> dump = server.part(JdbcClient.class)
                    .sql("SELECT t::text FROM " + table + " t")
                    .query((row, n) -> row.getString(1))
                    .list();
            for (String line : dump) {
                String plain = line + " " + hexAsText(line);
                assertThat(plain)
                        .doesNotContain(".example")
                        .doesNotContain("site1")
                        .doesNotContain("hash1");
            }
        }
    }

    /** What a reader would find who turned every run of hexadecimal digits into text. */
    private static String hexAsText(String line) {
        StringBuilder text = new StringBuilder();
        java.util.regex.Matcher hex =
                java.util.regex.Pattern.compile("([0-9a-f]{2})+").matcher(line);
        while (hex.find()) {
            text.append(new String(java.util.HexFormat.of().parseHex(hex.group()), StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    @Test
    void a_reveal_needs_a_reason_and_leaves_a_line() {
        take(HEADER + row(7, ""));
        long item =
                server.part(Vault.class).find("https://site7.example/path/7").orElseThrow();
        assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> server.part(Vault.class).reveal(item, "key2", "why"));
        assertThat(server.part(Vault.class).reveal(item, "key2", "complaint of the provider"))
                .contains("https://site7.example/path/7");
        assertThat(count("audit_entry WHERE actor = 'key2' AND action = 'address.reveal' AND subject = 'item " + item
                        + "' AND reason = 'complaint of the provider'"))
                .isEqualTo(1);
    }

    @Test
    void a_request_that_leaves_out_reason_or_items_is_refused_in_a_sentence() throws Exception {
        String key = server.part(nl.schoonnet.server.access.AccessKeys.class)
                .issue("tester", java.util.Set.of(nl.schoonnet.server.access.Role.REVEALER), null, "system");
        for (String[] call : new String[][] {
            {"/api/v1/items/1/reveal", "{}"},
            {"/api/v1/items/1/reveal", "{\"reason\":null}"},
            {"/api/v1/reveals", "{\"reason\":\"to check a complaint\"}"},
            {"/api/v1/reveals", "{\"items\":[null],\"reason\":\"to check a complaint\"}"}
        }) {
            try (java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
                java.net.http.HttpResponse<String> answer = client.send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(server.url(call[0])))
                                .header("Authorization", "Bearer " + key)
                                .header("Content-Type", "application/json")
                                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(call[1]))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(call[1]).isEqualTo(409);
                assertThat(answer.body()).contains("\"title\":\"Refused\"");
            }
        }
    }

    @Test
    void many_addresses_need_four_eyes_and_an_approval_holds_once() {
        take(HEADER + rows(0, 3));
        Vault vault = server.part(Vault.class);
        List<Long> items = server.part(JdbcClient.class)
                .sql("SELECT item_id FROM item ORDER BY item_id")
                .query((row, n) -> row.getLong(1))
                .list();
        String alice = keyOf("alice");
        String bob = keyOf("bob");
        long request = vault.ask(items, alice, "handing over to the authority");
        assertThatExceptionOfType(IntakeException.class).isThrownBy(() -> vault.revealApproved(request, alice));
        assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> vault.approve(request, alice))
                .withMessageContaining("colleague");
        vault.approve(request, bob);
        assertThatExceptionOfType(IntakeException.class).isThrownBy(() -> vault.revealApproved(request, bob));
        assertThat(vault.revealApproved(request, alice).values())
                .containsExactlyInAnyOrder(
                        "https://site0.example/path/0", "https://site1.example/path/1", "https://site2.example/path/2");
        assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> vault.revealApproved(request, alice))
                .withMessageContaining("once");
    }

    @Test
    void a_sealed_address_moved_to_another_item_cannot_be_opened() {
        take(HEADER + rows(1, 3));
        sql("UPDATE item SET address = (SELECT address FROM item ORDER BY item_id LIMIT 1)");
        long second =
                server.part(Vault.class).find("https://site2.example/path/2").orElseThrow();
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> server.part(Vault.class).reveal(second, "key2", "complaint of the provider"));
    }

    @Test
    void rotation_under_load_leaves_nothing_with_the_old_key_and_everything_readable() throws Exception {
        take(HEADER + rows(0, 2_000));
        int old = server.part(Keys.class).sealingKey();
        AtomicBoolean going = new AtomicBoolean(true);
        Thread load = Thread.ofVirtual().start(() -> {
            for (int n = 2_000; going.get() && n < 60_000; n += 500) {
                take(HEADER + rows(n, n + 500));
            }
        });
        server.part(Resealing.class).rotate("admin");
        while (server.part(Resealing.class).left() > 0) {
            server.part(Resealing.class).work();
        }
        going.set(false);
        load.join();
        server.part(Resealing.class).work();
        assertThat(server.part(Resealing.class).left()).isZero();
        assertThat(count("item WHERE sealed_with = " + old)).isZero();
        long item =
                server.part(Vault.class).find("https://site1.example/path/1").orElseThrow();
        assertThat(server.part(Vault.class).reveal(item, "key2", "check after the rotation"))
                .contains("https://site1.example/path/1");
        assertThat(server.part(AuditCheck.class).check(java.util.Optional.empty()))
                .isInstanceOf(AuditCheck.Finding.Whole.class);
    }

    @Test
    void an_address_is_erased_after_its_time_and_its_return_is_still_known() {
        take(HEADER + rows(1, 3));
        long item =
                server.part(Vault.class).find("https://site1.example/path/1").orElseThrow();
        sql("UPDATE item SET closed_at = now() - interval '91 days' WHERE item_id = " + item);
        sql("UPDATE item SET closed_at = now() - interval '89 days' WHERE item_id <> " + item);
        assertThat(server.part(Retention.class).erase()).isEqualTo(1);
        assertThat(server.part(Vault.class).reveal(item, "key2", "is it still there"))
                .isEmpty();
        assertThat(count("notice WHERE sealed IS NULL")).isEqualTo(1);
        ImportResult back = take("notice_id,url,sent_at\nz,https://site1.example/path/1,2026-01-01T00:00:00Z\n");
        assertThat(back.added()).isEqualTo(1);
        assertThat(back.addedItems()).isZero();
        assertThat(server.part(Vault.class).reveal(item, "key2", "it was notified again"))
                .contains("https://site1.example/path/1");
        assertThat(count("item WHERE item_id = " + item + " AND closed_at IS NULL AND erased_at IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void a_notice_that_was_held_and_is_sent_after_its_item_was_closed_opens_it_again() {
        String head = "notice_id,url,status,reported_at,sent_at\n";
        take(head + "h,https://held.example/1,police_hold,2025-01-01T00:00:00Z,\n"
                + "s,https://sent.example/1,,2025-01-01T00:00:00Z,2025-01-01T00:00:00Z\n");
        sql("UPDATE item SET closed_at = '2026-01-01', erased_at = '2026-04-01', address = NULL");
        ImportResult later = take(head + "h,https://held.example/1,,2025-01-01T00:00:00Z,2026-05-01T00:00:00Z\n"
                + "s,https://sent.example/1,delivered,2025-01-01T00:00:00Z,2025-01-01T00:00:00Z\n");
        assertThat(later.changed()).isEqualTo(2);
        assertThat(count("item WHERE closed_at IS NULL AND erased_at IS NULL AND address IS NOT NULL"))
                .as("not what was sent before it was closed")
                .isEqualTo(1);
    }

    @Test
    void a_notice_dated_in_the_future_is_rejected_by_its_column_and_no_other_is() {
        Instant now = Instant.now();
        ImportResult result = take("notice_id,url,sent_at,delivered_at\n"
                + "a,https://one.example/," + now + ",2062-01-01T00:00:00Z\n"
                + "b,https://two.example/," + now.plus(Duration.ofHours(25)) + ",\n"
                + "c,https://three.example/," + now.plus(Duration.ofHours(23)) + ",\n"
                + "d,https://four.example/," + now + ",\n");
        assertThat(result.added()).isEqualTo(2);
        assertThat(result.rejections())
                .extracting(Rejection::line, Rejection::field, Rejection::code)
                .containsExactly(tuple(2L, "delivered_at", "in_the_future"), tuple(3L, "sent_at", "in_the_future"));
    }

    @Test
    void a_row_with_a_line_break_in_quotes_is_one_rejection() {
        ImportResult result = take("notice_id,url,recipient,sent_at\n"
                + "a,https://one.example/,\"first\nsecond\",2026-01-01T00:00:00Z\n"
                + "b,https://two.example/,desk,2026-01-01T00:00:00Z\n");
        assertThat(result.added()).isEqualTo(1);
        assertThat(result.rejections())
                .extracting(Rejection::line, Rejection::field, Rejection::code)
                .containsExactly(tuple(2L, "recipient", "line_break"));
    }

    private static String outcome(long importId) {
        return server.part(Imports.class).newest(10).stream()
                .filter(one -> one.number() == importId)
                .map(Imports.Import::outcome)
                .findFirst()
                .orElse("none");
    }

    @Test
    void an_import_says_how_it_ended() {
        assertThat(outcome(take(HEADER + rows(1, 3)).importId())).isEqualTo("done");
        assertThatExceptionOfType(InputException.class).isThrownBy(() -> take("url\nhttps://one.example/\n"));
        assertThat(server.part(Imports.class).newest(1).getFirst().outcome()).isEqualTo("missing_column");
        InputStream breaksOff = new SequenceInputStream(stream(HEADER + rows(1, 3)), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("a fault that the test makes");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        });
        server.part(NoticeIntake.class).take("hotline", "import", breaksOff, "key1");
        assertThat(server.part(Imports.class).newest(1).getFirst().outcome()).isEqualTo("broken_off");
        sql("UPDATE notice_import SET ended_at = NULL, outcome = NULL WHERE outcome = 'done'");
        server.part(Imports.class).afterSingletonsInstantiated();
        assertThat(server.part(Imports.class).newest(10))
                .as("of a process that ended with it")
                .filteredOn(one -> one.ended() == null)
                .isNotEmpty()
                .allMatch(one -> "broken_off".equals(one.outcome()));
    }

    @Test
    void an_item_is_found_by_its_number_and_by_what_each_register_calls_it() {
        take("notice_id,url,sent_at\nR-7,https://one.example/,2026-01-01T00:00:00Z\n");
        server.part(NoticeIntake.class)
                .take(
                        "other",
                        "import",
                        stream("notice_id,url,sent_at\nR-7,https://two.example/,2026-01-01T00:00:00Z\n"),
                        "key1");
        Imports imports = server.part(Imports.class);
        long one = server.part(Vault.class).find("https://one.example/").orElseThrow();
        long two = server.part(Vault.class).find("https://two.example/").orElseThrow();
        assertThat(imports.find("R-7"))
                .containsExactly(new Imports.Found("hotline", one), new Imports.Found("other", two));
        assertThat(imports.find("hotline", "R-7")).contains(one);
        assertThat(imports.find("hotline", "r-7")).isEmpty();
        assertThat(imports.find(Long.toString(two))).containsExactly(new Imports.Found(null, two));
        assertThat(imports.find("nothing")).isEmpty();
    }

    @Test
    void what_does_not_open_is_left_and_does_not_keep_the_rest_from_the_newest_key() {
        take(HEADER + rows(1, 20));
        sql("UPDATE item SET address = set_byte(address, 20, (get_byte(address, 20) + 1) % 256)"
                + " WHERE item_id = (SELECT min(item_id) FROM item)");
        server.part(Resealing.class).rotate("admin");
        server.part(Resealing.class).work();
        assertThat(server.part(Resealing.class).left()).isEqualTo(1);
        assertThat(count("item WHERE sealed_with <> " + server.part(Keys.class).sealingKey()))
                .isEqualTo(1);
    }

    @Test
    void a_reason_with_an_address_in_it_is_refused() {
        take(HEADER + rows(1, 2));
        assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> server.part(Vault.class).reveal(1, "key2", "complaint about https://one.example/x"))
                .withMessageContaining("without an address");
    }

    @Test
    void a_reason_with_a_control_character_is_refused_in_a_sentence() {
        take(HEADER + rows(1, 2));
        assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> server.part(Vault.class).reveal(1, "key2", "line\u0000nul in here"))
                .withMessageContaining("one line");
    }
}
