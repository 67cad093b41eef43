// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import nl.schoonnet.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObserveCommandTests {
    @TempDir
    Path folder;

    private Path keyFile(String key) throws IOException {
        return Files.writeString(folder.resolve("observer.key"), key);
    }

    @ParameterizedTest
    @CsvSource({
        "--server,http://schoonnet.example,--server takes an address",
        "--server,schoonnet.example,--server takes an address",
        "--server,http://user@127.0.0.1,--server takes an address",
        "--server,'http://a b',--server takes an address",
        "--resolver,ns.example,--resolver takes an IP address",
        "--own-address,host.example,--own-address takes an IP address",
        "--proxy,proxy.example:3128,--proxy takes an IP address",
        "--proxy,192.0.2.1:70000,--proxy takes an IP address",
        "--together,0,Looks under way at once",
        "--together,50000,This process may have",
        "--contact,'two words','To observe, a contact is needed'"
    })
    void a_wrong_option_is_told_in_a_sentence_that_does_not_repeat_it(String option, String value, String sentence)
            throws IOException {
        List<String> words = new java.util.ArrayList<>(List.of(
                "observe",
                "--vantage",
                "v",
                "--access-key-file",
                keyFile("sn_abc_" + "d".repeat(43)).toString()));
        Map.of(
                        "--server",
                        "https://schoonnet.example",
                        "--resolver",
                        "192.0.2.53",
                        "--contact",
                        "abuse@schoonnet.example")
                .forEach((name, standard) -> {
                    if (!name.equals(option)) {
                        words.addAll(List.of(name, standard));
                    }
                });
        words.addAll(List.of(option, value));
        Terminal said =
                Terminal.run(words).ended(option.equals("--server") ? ExitStatus.UNUSABLE_INPUT : ExitStatus.USAGE);
        assertThat(said.err()).contains(sentence).doesNotContain(".example").doesNotContain("user@");
    }

    @Test
    @Timeout(120)
    void a_vantage_point_in_a_process_of_its_own_looks_and_reports_and_ends_on_sigterm() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        Files.writeString(
                data.resolve("legal-basis.yaml"),
                "- {function: observe, article: Article 1, organisation: Made-up authority, from: 2020-01-01}\n");
        // A norm of 24 minutes is looked at every minute: of 120 items the first is due within a second or two.
        try (Server server = Server.start(data, Map.of("server.port", 0, "schoonnet.observe.norm", "PT24M"));
                ServerClient admin = new ServerClient(
                        URI.create("http://127.0.0.1:" + server.port() + "/"),
                        server.firstKey().orElseThrow())) {
            String issued = Terminal.run(List.of(
                            "keys",
                            "issue",
                            "--data",
                            data.toString(),
                            "--holder",
                            "harbour",
                            "--role",
                            "observer",
                            "--days",
                            "30"))
                    .ended(ExitStatus.DONE)
                    .out()
                    .strip();
            StringBuilder csv = new StringBuilder("notice_id,url,sent_at\n");
            for (int n = 0; n < 120; n++) {
                // Addresses for documentation, which the policy refuses: a look is made, and no connection.
                csv.append(n + ",http://192.0.2." + n + "/marker," + Instant.now() + "\n");
            }
            admin.post("/api/v1/imports?source=hotline", "text/csv", () -> bytes(csv.toString()));
            Path said = folder.resolve("said");
            Process observer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Schoonnet.class.getName(),
                            "observe",
                            "--server=http://127.0.0.1:" + server.port(),
                            "--vantage=harbour",
                            "--access-key-file=" + keyFile(issued),
                            "--resolver=127.0.0.1",
                            "--contact=abuse@schoonnet.example",
                            "--together=10")
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                long looks = 0;
                while (looks < 3 && observer.isAlive()) {
                    Thread.sleep(200);
                    JsonNode vantage =
                            admin.get("/api/v1/observation").path("vantages").path(0);
                    assertThat(vantage.path("name").asText("harbour")).isEqualTo("harbour");
                    looks = vantage.path("looks").asLong();
                }
                assertThat(looks).as(Files.readString(said)).isGreaterThanOrEqualTo(3);
                observer.destroy();
                assertThat(observer.waitFor(20, TimeUnit.SECONDS)).isTrue();
            } finally {
                observer.destroyForcibly();
            }
            assertThat(Files.readString(said))
                    .contains("Observing.", "Stopped.")
                    .doesNotContain("192.0.2", "marker");
        }
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
