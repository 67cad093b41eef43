// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.list.ListOptions;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.intake.Resealing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashRestartTests {
    private static final ListOptions AS_PDQ = new ListOptions(Optional.of(HashKind.PDQ), Set.of());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    private static Answer.Result ask(RunningServer server, HashKind kind, String hex) {
        HashValue value = HashValue.read(kind, hex).orElseThrow();
        return server.part(HashChecks.class)
                .check(List.of(value), Asking.of(new Caller("test", "test", Set.of()), false))
                .getFirst()
                .result();
    }

    private static void take(RunningServer server, ListOptions options, String list) {
        server.part(HashIntake.class)
                .take(
                        "list",
                        Optional.of(ListFormat.TEXT),
                        options,
                        new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
                        "test");
    }

    @Test
    void what_was_listed_and_withdrawn_is_so_after_a_rotation_and_a_restart_and_without_a_basis_nothing_is_answered()
            throws Exception {
        TestService.basis(data);
        String md5 = "00".repeat(16);
        String pdq = "0f".repeat(32);
        try (RunningServer server = RunningServer.in(data)) {
            server.part(HashSources.class)
                    .open(
                            "list",
                            "owner",
                            "licence",
                            "scheme",
                            HashSource.Action.REVIEW,
                            true,
                            false,
                            null,
                            null,
                            "test");
            take(server, AS_PDQ, "md5 " + md5 + "\n" + pdq + "\nsha1 " + "11".repeat(20));
            take(server, ListOptions.NONE, "id,md5\n1," + "22".repeat(16));
            take(server, ListOptions.NONE, "id,md5\n1," + "33".repeat(16));
            Resealing resealing = server.part(Resealing.class);
            resealing.rotate("test");
            assertThat(resealing.left()).isEqualTo(5);
            server.part(HashResealing.class).work();
            assertThat(resealing.left()).isZero();
        }
        try (RunningServer server = RunningServer.in(data)) {
            server.part(KnownHashes.class).catchUp();
            assertThat(server.part(KnownHashes.class).factsOpened()).isZero();
            assertThat(ask(server, HashKind.MD5, md5)).isEqualTo(Answer.Result.MATCH);
            assertThat(ask(server, HashKind.PDQ, pdq)).isEqualTo(Answer.Result.MATCH);
            assertThat(ask(server, HashKind.SHA1, "11".repeat(20))).isEqualTo(Answer.Result.MATCH);
            assertThat(ask(server, HashKind.MD5, "22".repeat(16))).isEqualTo(Answer.Result.NO_MATCH);
            assertThat(ask(server, HashKind.MD5, "33".repeat(16))).isEqualTo(Answer.Result.MATCH);
        }
        Files.delete(data.resolve("legal-basis.yaml"));
        try (RunningServer server = RunningServer.in(data)) {
            server.part(KnownHashes.class).follow();
            assertThat(server.part(KnownHashes.class).ready()).isFalse();
            assertThat(data.resolve("index")).doesNotExist();
            server.part(KnownHashes.class).catchUp();
            assertThatExceptionOfType(HashcheckException.class)
                    .isThrownBy(() -> ask(server, HashKind.MD5, md5))
                    .withMessageStartingWith("Nothing was checked");
            assertThatExceptionOfType(HashcheckException.class)
                    .isThrownBy(() -> take(server, ListOptions.NONE, md5))
                    .withMessageContaining("legal basis");
        }
    }
}
