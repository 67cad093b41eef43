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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.intake.Numbers;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class HashRetentionTests {
    private static final Duration RETENTION = Duration.ofDays(365);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private static TestService client;

    private static String checker = "";

    @BeforeAll
    static void start() throws Exception {
        client = TestService.in(data);
        checker = client.key("Host", Role.CHECKER);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    /** The removal as it is after some time. */
    static HashRetention after(TestService client, Duration time) {
        return new HashRetention(
                client.part(JdbcClient.class),
                client.part(DataSource.class),
                client.part(TransactionTemplate.class),
                client.part(Keys.class),
                client.part(Numbers.class),
                client.part(HashIntake.class),
                InstantSource.offset(InstantSource.system(), time),
                RETENTION);
    }

    private static void removeAfter(int days) {
        after(client, Duration.ofDays(days)).work();
        client.part(KnownHashes.class).catchUp();
    }

    private KnownHashes another() {
        return new KnownHashes(
                client.part(DataSource.class),
                client.part(Keys.class),
                client.part(HashSources.class),
                client.part(LegalBasis.class),
                InstantSource.system(),
                folder);
    }

    private static boolean lists(KnownHashes known, String md5) {
        return !known.listings(HashValue.read(HashKind.MD5, md5).orElseThrow(), false, 31, new PdqHits())
                .isEmpty();
    }

    private static void withdraw(String source, String list) throws Exception {
        HttpResponse<String> answer = client.post(
                "/api/v1/hashes/sources/" + source + "/withdrawals",
                client.curator(),
                "application/octet-stream",
                Map.of("Reason", encoded("listed by mistake, told by its maker")),
                list.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static long rows(String table, String source) {
        return client.part(JdbcClient.class)
                .sql("SELECT count(*) FROM " + table + " JOIN hash_source USING (source_id) WHERE name = ?")
                .param(source)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static boolean matches(String md5) throws Exception {
        return client.result("md5", md5, checker).equals("match");
    }

    @Test
    void what_was_replaced_or_withdrawn_is_removed_after_the_retention_and_what_is_listed_stays() throws Exception {
        client.source("aged", false);
        String rows = IntStream.range(0, 1_200)
                .mapToObj(i -> i + "," + hash("aged" + i, 16))
                .collect(Collectors.joining("\n"));
        client.taken("aged", "id,md5\n" + rows);
        client.taken("aged", hash("bare", 16));
        String corrected = IntStream.range(0, 700)
                .mapToObj(i -> i + "," + hash("corrected" + i, 16))
                .collect(Collectors.joining("\n"));
        client.taken("aged", "id,md5\n" + corrected);
        withdraw("aged", "id,md5\n1199,\n," + hash("bare", 16));
        removeAfter(364);
        assertThat(rows("hash_fact", "aged")).isEqualTo(1_200 + 1 + 700 + 2);
        removeAfter(366);
        assertThat(rows("hash_fact", "aged")).isEqualTo(1_200 + 1);
        assertThat(rows("hash_naming", "aged")).as("none of what was withdrawn").isEqualTo(1_199);
        KnownHashes read = another();
        read.catchUp();
        for (KnownHashes known : List.of(read, client.part(KnownHashes.class))) {
            assertThat(lists(known, hash("aged0", 16))).isFalse();
            assertThat(lists(known, hash("corrected0", 16))).isTrue();
            assertThat(lists(known, hash("aged1198", 16))).isTrue();
            assertThat(lists(known, hash("aged1199", 16))).isFalse();
            assertThat(lists(known, hash("bare", 16))).isFalse();
        }
        client.taken("aged", "id,md5\n0," + hash("corrected again", 16));
        assertThat(matches(hash("corrected0", 16))).isFalse();
        assertThat(matches(hash("corrected again", 16))).isTrue();
        client.taken("aged", hash("bare", 16));
        assertThat(matches(hash("bare", 16))).as("a later word").isTrue();
    }

    private static String ncmec(String kind, String at, String md5) {
        return "<queryResult xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\"><" + kind
                + "><member id=\"1\"/><timestamp>" + at + "</timestamp><id>e</id>"
                + (md5.isEmpty() ? "" : "<fingerprints><md5>" + md5 + "</md5></fingerprints>") + "</" + kind
                + "></queryResult>";
    }

    @Test
    void a_withdrawal_holds_against_an_older_listing_that_comes_after_its_hashes_were_removed() throws Exception {
        client.source("shared", false);
        String md5 = hash("shared", 16);
        String listing = ncmec("image", "2024-01-02T00:00:00Z", md5);
        client.taken("shared", listing);
        client.taken("shared", ncmec("deletedImage", "2024-01-03T00:00:00Z", ""));
        removeAfter(366);
        assertThat(rows("hash_fact", "shared")).isEqualTo(1);
        client.taken("shared", listing);
        assertThat(matches(md5)).isFalse();
        KnownHashes read = another();
        read.catchUp();
        assertThat(lists(read, md5)).isFalse();
        removeAfter(366);
        assertThat(rows("hash_fact", "shared")).as("it is removed again").isEqualTo(1);
        client.taken("shared", ncmec("image", "2024-01-04T00:00:00Z", md5));
        assertThat(matches(md5)).isTrue();
    }

    @Test
    void files_and_processes_from_before_what_was_removed_read_everything_again() throws Exception {
        client.source("behind", false);
        client.taken("behind", "id,md5\n1," + hash("first", 16) + "\n2," + hash("stays", 16));
        KnownHashes behind = another();
        behind.catchUp();
        behind.save();
        client.taken("behind", "id,md5\n1," + hash("second", 16));
        removeAfter(366);
        KnownHashes started = another();
        started.catchUp();
        behind.catchUp();
        for (KnownHashes known : List.of(started, behind)) {
            assertThat(lists(known, hash("first", 16))).isFalse();
            assertThat(lists(known, hash("second", 16))).isTrue();
            assertThat(lists(known, hash("stays", 16))).isTrue();
        }
        started.save();
        KnownHashes later = another();
        later.catchUp();
        assertThat(later.factsOpened()).as("files are believed again").isZero();
        assertThat(lists(later, hash("second", 16))).isTrue();
    }

    @Test
    void what_a_source_lists_that_has_ended_leaves_memory_and_then_the_database() throws Exception {
        client.source("ended", false);
        client.source("goes-on", false);
        String both = hash("both", 16);
        client.taken("ended", both + "\n" + hash("ended", 16));
        client.taken("goes-on", both);
        long before = client.part(KnownHashes.class).size(HashKind.MD5);
        assertThat(client.post(
                                "/api/v1/hashes/sources/ended/end",
                                client.curator(),
                                "{\"reason\":\"the agreement has ended\"}")
                        .statusCode())
                .isEqualTo(200);
        removeAfter(1);
        assertThat(client.part(KnownHashes.class).size(HashKind.MD5)).isEqualTo(before);
        removeAfter(3);
        assertThat(client.part(KnownHashes.class).size(HashKind.MD5)).isEqualTo(before - 1);
        assertThat(rows("hash_naming", "ended")).isEqualTo(2);
        removeAfter(4);
        assertThat(rows("hash_import", "ended")).as("once").isEqualTo(2);
        removeAfter(367);
        assertThat(rows("hash_naming", "ended")).isZero();
        assertThat(matches(both)).isTrue();
    }
}
