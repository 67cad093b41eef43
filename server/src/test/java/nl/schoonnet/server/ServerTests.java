// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class ServerTests {
    @TempDir
    Path data;

    private static HttpResponse<String> get(RunningServer server, String path, String key)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)));
            if (!key.isEmpty()) {
                request.header("Authorization", "Bearer " + key);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void an_empty_folder_becomes_a_server_that_answers_and_the_first_key_is_shown_once() throws Exception {
        String key;
        try (RunningServer server = RunningServer.in(data)) {
            key = server.server().firstKey().orElseThrow();
            assertThat(get(server, "/actuator/health/readiness", "").body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(get(server, "/actuator/health", "").body())
                    .as("the page names what may ail, and nothing of it")
                    .contains("\"db\":{\"status\":\"UP\"}", "\"diskSpace\":{\"status\":\"UP\"}");
            assertThat(get(server, "/actuator/prometheus", "").statusCode()).isEqualTo(401);
            assertThat(get(server, "/actuator/prometheus", key).body()).contains("jvm_memory_used_bytes");
            assertThat(get(server, "/api/v1/unknown", key).statusCode()).isEqualTo(403);
        }
        try (RunningServer again = RunningServer.in(data)) {
            assertThat(again.server().firstKey()).isEmpty();
            assertThat(get(again, "/actuator/prometheus", key).statusCode()).isEqualTo(200);
        }
    }

    private void refuses(String settings, String sentence) throws IOException {
        Files.writeString(data.resolve("schoonnet.yaml"), settings);
        assertThatExceptionOfType(StartException.class)
                .as(settings)
                .isThrownBy(() -> RunningServer.in(data))
                .withMessageContaining(sentence);
    }

    @Test
    void settings_that_cannot_be_meant_are_told_at_start_and_nothing_is_made() throws Exception {
        refuses("schoonnet: {retention: {address: P-90D}}", "schoonnet.retention.address is a time such as P90D");
        refuses("schoonnet: {retention: {address: 90 dagen}}", "schoonnet.retention.address is a time such as P90D");
        refuses("schoonnet: {retention: {unseen: P1D}}", "at least P30D");
        refuses("schoonnet: {retention: {adress: P90D}}", "schoonnet.retention.adress, which nothing reads");
        refuses("schoonnet: {reveal: {singles-per-day: -5}}", "a number from 0");
        refuses("schoonnet: {observe: {ownAddresses: [192.0.2.1], controlls: []}}", "schoonnet.observe.controlls,");
        assertThat(data.resolve("keys")).doesNotExist();
    }

    @Test
    void a_lost_key_file_is_told_at_start_and_nothing_is_written_over() throws Exception {
        try (RunningServer server = RunningServer.in(data)) {
            assertThat(server.server().keyFingerprint()).matches("[0-9a-f]{16}");
        }
        Path file = data.resolve("keys/vault.keys");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String keys = Files.readString(file);
        Files.delete(file);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> RunningServer.in(data))
                .withMessageContaining("The keys are missing")
                .withMessageContaining("escrowed copy");
        assertThat(file).doesNotExist();
        Files.writeString(file, keys);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> RunningServer.in(data))
                .withMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (RunningServer server = RunningServer.in(data)) {
            assertThat(server.server().firstKey()).isEmpty();
        }
    }

    @Test
    void a_key_file_from_before_the_last_rotation_is_told_at_start() throws Exception {
        Path file = data.resolve("keys/vault.keys");
        String before;
        try (RunningServer server = RunningServer.in(data)) {
            before = Files.readString(file);
            server.part(nl.schoonnet.server.intake.Resealing.class).rotate("admin");
        }
        String after = Files.readString(file);
        Files.writeString(file, before);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> RunningServer.in(data))
                .withMessageContaining("older than the last rotation");
        Files.writeString(file, after);
        try (RunningServer server = RunningServer.in(data)) {
            assertThat(server.server().firstKey()).isEmpty();
        }
    }

    @Test
    void a_task_that_takes_long_keeps_no_other_waiting() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RunningServer server = RunningServer.in(data)) {
            ThreadPoolTaskScheduler scheduler = server.part(ThreadPoolTaskScheduler.class);
            assertThat(server.part(ScheduledTaskHolder.class).getScheduledTasks())
                    .as("tasks; each has a thread")
                    .hasSizeBetween(
                            10, scheduler.getScheduledThreadPoolExecutor().getCorePoolSize());
            CountDownLatch begun = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                var _ = scheduler.scheduleWithFixedDelay(
                        () -> {
                            begun.countDown();
                            try {
                                over.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        Duration.ofMillis(1));
            }
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            CountDownLatch other = new CountDownLatch(2);
            var _ = scheduler.scheduleWithFixedDelay(other::countDown, Duration.ofMillis(1));
            assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
            over.countDown();
        }
    }

    @Test
    void a_database_that_does_not_answer_is_told_in_a_sentence() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> RunningServer.in(
                        data,
                        Map.of(
                                "schoonnet.database.url",
                                "jdbc:postgresql://127.0.0.1:1/none",
                                "schoonnet.database.user",
                                "nobody")))
                .withMessageContaining("doesn't answer")
                .withMessageContaining("--database");
    }

    @Test
    void a_start_that_fails_for_a_known_reason_leaves_its_sentence_alone_and_no_trace_in_the_log() throws Exception {
        Files.writeString(data.resolve("legal-basis.yaml"), "- function: no-such-function\n");
        PrintStream before = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> RunningServer.in(data))
                    .withMessageContaining("legal-basis.yaml, entry 1");
        } finally {
            System.setOut(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .doesNotContain("exception")
                .doesNotContain("\"ERROR\"")
                .doesNotContain("\"WARN\"");
    }

    @Test
    void what_is_no_address_of_a_database_is_told_as_that() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> RunningServer.in(data, Map.of("schoonnet.database.url", "postgresql://127.0.0.1/x")))
                .withMessageContaining("jdbc:postgresql://HOST/NAME");
    }
}
