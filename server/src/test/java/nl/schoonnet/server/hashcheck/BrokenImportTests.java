// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.list.ListOptions;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.intake.Resealing;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class BrokenImportTests {
    /** More than is written at a time. */
    private static final int MANY = 5_500;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        TestService.basis(data);
        server = RunningServer.in(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void source(String name) {
        server.part(HashSources.class)
                .open(name, "owner", "licence", "scheme", HashSource.Action.REVIEW, false, false, null, null, "test");
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String begun(String name) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        return "{\"@odata.context\":\"http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/UK/$metadata#Media\""
                + ",\"value\":["
                + IntStream.range(0, MANY)
                        .mapToObj(i -> {
                            byte[] md5 = new byte[16];
                            random.nextBytes(md5);
                            return "{\"MediaID\":" + i + ",\"Category\":1,\"MD5\":\""
                                    + HexFormat.of().formatHex(md5) + "\"}";
                        })
                        .collect(Collectors.joining(","));
    }

    private static void take(String source, InputStream list) {
        server.part(HashIntake.class)
                .take(source, Optional.of(ListFormat.VICS), new ListOptions(Optional.empty(), Set.of(1)), list, "test");
    }

    /** The removal as it is after some time. */
    private static void removeAfter(Duration time) {
        new BrokenImports(
                        server.part(JdbcClient.class),
                        server.part(Keys.class),
                        server.part(TransactionTemplate.class),
                        InstantSource.offset(InstantSource.system(), time))
                .remove();
    }

    private static long rows(String table, String source) {
        return server.part(JdbcClient.class)
                .sql("SELECT count(*) FROM " + table + " JOIN hash_source USING (source_id) WHERE name = ?")
                .param(source)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    @Test
    void facts_of_an_import_that_broke_off_are_removed_after_a_day_and_no_others() {
        source("whole");
        source("broken");
        take("whole", bytes(begun("whole") + "]}"));
        assertThatExceptionOfType(HashcheckException.class).isThrownBy(() -> take("broken", bytes(begun("broken"))));
        assertThat(rows("hash_fact", "broken")).isPositive();
        removeAfter(Duration.ofHours(23));
        assertThat(rows("hash_fact", "broken")).isPositive();
        removeAfter(Duration.ofHours(25));
        assertThat(rows("hash_fact", "broken")).isZero();
        assertThat(rows("hash_naming", "broken")).isZero();
        assertThat(rows("hash_import", "broken")).isEqualTo(1);
        assertThat(rows("hash_fact", "whole")).isEqualTo(MANY);
        assertThat(rows("hash_naming", "whole")).isEqualTo(MANY);
        take("broken", bytes(begun("broken") + "]}"));
        assertThat(rows("hash_fact", "broken")).isEqualTo(MANY);
    }

    @Test
    void what_is_removed_while_facts_are_given_to_a_new_key_disturbs_neither() {
        source("both");
        assertThatExceptionOfType(HashcheckException.class).isThrownBy(() -> take("both", bytes(begun("both"))));
        server.part(Resealing.class).rotate("admin");
        CompletableFuture<Void> resealed = CompletableFuture.runAsync(server.part(HashResealing.class)::work);
        removeAfter(Duration.ofHours(25));
        resealed.join();
        assertThat(rows("hash_fact", "both")).isZero();
        assertThat(server.part(Resealing.class).left()).isZero();
    }

    @Test
    void an_import_that_was_taken_for_broken_off_can_t_be_completed() {
        source("slow");
        long before = server.part(KnownHashes.class).size(HashKind.MD5);
        InputStream dayPasses = new InputStream() {
            @Override
            public int read() {
                removeAfter(Duration.ofHours(25));
                return -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                return read();
            }
        };
        InputStream list =
                new SequenceInputStream(bytes(begun("slow")), new SequenceInputStream(dayPasses, bytes("]}")));
        assertThatExceptionOfType(HashcheckException.class)
                .isThrownBy(() -> take("slow", list))
                .withMessageContaining("nothing of it counts");
        server.part(KnownHashes.class).catchUp();
        assertThat(server.part(KnownHashes.class).size(HashKind.MD5)).isEqualTo(before);
        removeAfter(Duration.ofHours(25));
        assertThat(rows("hash_fact", "slow")).isZero();
    }
}
