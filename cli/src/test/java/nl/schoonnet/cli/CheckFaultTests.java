// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import nl.schoonnet.hashing.digest.Digests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files against a server that keeps what was sent, and fails as a test wants it to. */
class CheckFaultTests {
    private static final byte[] LISTED = "made-up".getBytes(StandardCharsets.UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private final List<String> sent = new ArrayList<>();
    private final Queue<String> faults = new ArrayDeque<>();
    private long answerAfterMillis;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        Files.writeString(folder.resolve("key"), "sn_made-up-key-for-a-test_made-up");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Lists what holds {@link #LISTED}, by SHA-256. A fault is a status, and after a space the seconds to wait. */
    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        String fault;
        synchronized (sent) {
            sent.add(path + "\n" + exchange.getRequestHeaders().entrySet() + "\n"
                    + new String(body, StandardCharsets.ISO_8859_1));
            fault = path.contains("/batch") ? null : faults.poll();
        }
        if (fault != null) {
            String[] words = fault.split(" ", -1);
            if (words.length > 1) {
                exchange.getResponseHeaders().add("Retry-After", words[1]);
            }
            exchange.sendResponseHeaders(Integer.parseInt(words[0]), -1);
            exchange.close();
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(answerAfterMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] answer = path.contains("/batch")
                ? "{\"results\":[]}".getBytes(StandardCharsets.UTF_8)
                : bitmap(body, path.contains("sha256") ? 32 : path.contains("sha1") ? 20 : 16);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static byte[] bitmap(byte[] body, int length) {
        byte[] listed = Digests.of(LISTED).sha256().bytes();
        byte[] bitmap = new byte[(body.length / length + 7) / 8];
        for (int i = 0; i < body.length / length; i++) {
            if (Arrays.equals(body, i * length, (i + 1) * length, listed, 0, listed.length)) {
                bitmap[i / 8] |= (byte) (1 << i % 8);
            }
        }
        return bitmap;
    }

    private List<Object> words(Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "check",
                "--server=http://127.0.0.1:" + server.getAddress().getPort(),
                "--access-key-file=" + folder.resolve("key")));
        words.addAll(Arrays.asList(more));
        return words;
    }

    private static Terminal run(List<Object> words) {
        return Terminal.run(words.toArray());
    }

    private Path store(int files) throws IOException {
        Path store = Files.createDirectory(folder.resolve("a-telling-name"));
        for (int i = 0; i < files; i++) {
            Files.writeString(store.resolve("another-name-" + i), "content " + i);
        }
        Files.write(store.resolve("another-name-of-a-listed-one"), LISTED);
        return store;
    }

    @Test
    void nothing_but_digests_leaves_the_machine() throws IOException {
        Path store = store(9);
        run(words(store)).ended(ExitStatus.LISTED);
        assertThat(sent).hasSize(4).noneMatch(all -> all.contains("telling") || all.contains("another-name"));
        assertThat(sent.stream().map(all -> all.lines().findFirst().orElseThrow()))
                .containsExactly(
                        "/api/v1/checks/batch",
                        "/api/v1/checks/md5?answer=bitmap",
                        "/api/v1/checks/sha1?answer=bitmap",
                        "/api/v1/checks/sha256?answer=bitmap");
        assertThat(sent.getLast()).doesNotContain("content");
    }

    @Test
    void a_server_that_asks_to_wait_is_waited_for() throws IOException {
        faults.addAll(List.of("429 1", "503", "502"));
        long begin = System.nanoTime();
        Terminal terminal = run(words(store(3))).ended(ExitStatus.LISTED);
        assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.SECONDS.toNanos(2));
        assertThat(terminal.err())
                .contains("The server asks to wait 1 s.")
                .contains("it is asked again for 300 s.")
                .contains("4 files: 1 listed, 3 not listed, 0 not checked.");
    }

    @Test
    void a_server_that_stays_away_ends_the_run_and_no_file_counts_as_not_listed() throws IOException {
        for (int i = 0; i < 20; i++) {
            faults.add("503");
        }
        Path journal = folder.resolve("journal");
        Path store = store(3);
        Terminal terminal =
                run(words("--patience=1", "--resume", journal, store)).ended(ExitStatus.BROKEN);
        assertThat(terminal.sentence()).contains("didn't answer for 1 s").contains("--resume");
        assertThat(terminal.err()).contains("0 files: 0 listed, 0 not listed, 0 not checked.");
        assertThat(Files.readAllLines(journal)).hasSize(1);
        faults.clear();
        run(words("--resume", journal, store)).ended(ExitStatus.LISTED);
        assertThat(Files.readAllLines(journal)).hasSize(5);
    }

    @Test
    void a_server_that_refuses_half_way_is_told_in_its_words() throws IOException {
        faults.add("401");
        assertThat(run(words(store(3))).ended(ExitStatus.BROKEN).sentence()).contains("doesn't know this key");
    }

    @Test
    @Timeout(120)
    void a_run_that_is_killed_goes_on_where_it_was_and_leaves_no_file_out() throws Exception {
        Path store = store(15_000);
        Path journal = folder.resolve("journal");
        Path table = folder.resolve("table.csv");
        List<Object> words = words("--all", "--resume", journal, "--out", table, store);
        answerAfterMillis = 150;
        int kills = 0;
        long lines = 0;
        for (int i = 0; i < 3; i++) {
            Process process = process(words);
            long before = lines;
            while (process.isAlive() && lines == before) {
                TimeUnit.MILLISECONDS.sleep(10);
                lines = Files.exists(journal) ? Files.readAllLines(journal).size() : 0;
            }
            kills += process.isAlive() ? 1 : 0;
            process.destroyForcibly().waitFor();
        }
        assertThat(kills).isPositive();
        // What a kill in the middle of a line leaves.
        Files.writeString(journal, "0123", StandardOpenOption.APPEND);
        Files.writeString(table, "half a li", StandardOpenOption.APPEND);
        Terminal rest = run(words).ended(ExitStatus.LISTED);
        assertThat(rest.err()).contains("15,001 files: 1 listed, 15,000 not listed, 0 not checked.");
        List<String> rows = Files.readAllLines(table);
        Set<String> told = new HashSet<>();
        rows.stream().skip(1).forEach(row -> told.add(row.substring(0, row.indexOf(','))));
        assertThat(told).hasSize(15_001);
        assertThat(rows).noneMatch(row -> row.startsWith("half"));
        assertThat(rows.size()).isLessThan(15_002 + kills * 4_097);
    }

    private static Process process(List<Object> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx300m",
                "-cp",
                System.getProperty("java.class.path"),
                Schoonnet.class.getName()));
        words.forEach(word -> command.add(word.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void fingerprints_are_a_set() {
        Fingerprints fingerprints = new Fingerprints();
        Set<List<Long>> reference = new HashSet<>();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100_000; i++) {
            long high = random.nextLong(200);
            long low = random.nextLong(200);
            assertThat(fingerprints.contains(high, low)).isEqualTo(reference.contains(List.of(high, Math.max(1, low))));
            assertThat(fingerprints.add(high, low)).isEqualTo(reference.add(List.of(high, Math.max(1, low))));
        }
        assertThat(fingerprints.size()).isEqualTo(reference.size());
    }
}
