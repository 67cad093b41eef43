// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTests {
    private static final char[] LETTERS = "made-up letters".toCharArray();

    @TempDir
    Path folder;

    /** A certificate for this machine and its key, in one store. */
    private KeyStore made(String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(LETTERS))
                .redirectErrorStream(true)
                .start();
        assertThat(tool.waitFor())
                .as(new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore made = KeyStore.getInstance("PKCS12");
            made.load(in, LETTERS);
            return made;
        }
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }

    private void put(KeyStore made) throws IOException, GeneralSecurityException {
        replace("key.pem", pem("PRIVATE KEY", made.getKey("server", LETTERS).getEncoded()));
        replace(
                "certificate.pem",
                pem("CERTIFICATE", made.getCertificate("server").getEncoded()));
    }

    private void replace(String file, String text) throws IOException {
        Path beside = folder.resolve(file + ".new");
        Files.writeString(beside, text);
        Files.move(beside, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static HttpResponse<String> ask(RunningServer server, KeyStore... trusted)
            throws IOException, InterruptedException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        all.load(null, null);
        for (int i = 0; i < trusted.length; i++) {
            all.setCertificateEntry("trusted" + i, trusted[i].getCertificate("server"));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(all);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(server.url("/status/live").replace("http:", "https:")))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String shown(HttpResponse<String> answer) throws IOException {
        Certificate certificate = answer.sslSession().orElseThrow().getPeerCertificates()[0];
        return ((X509Certificate) certificate).getSubjectX500Principal().getName();
    }

    @Test
    void it_answers_over_tls_and_takes_a_new_certificate_without_a_restart() throws Exception {
        KeyStore first = made("first");
        KeyStore second = made("second");
        put(first);
        try (RunningServer server = RunningServer.in(
                folder.resolve("data"),
                Map.of(
                        "schoonnet.https.certificate-file",
                        folder.resolve("certificate.pem"),
                        "schoonnet.https.key-file",
                        folder.resolve("key.pem"),
                        "spring.ssl.bundle.watch.file.quiet-period",
                        "100ms"))) {
            HttpResponse<String> answer = ask(server, first);
            assertThat(answer.body()).isEqualTo("I-AM-ALIVE");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(shown(answer)).isEqualTo("CN=first");
            assertThat(server.server().isSecure()).isTrue();
            put(second);
            Instant end = Instant.now().plus(Duration.ofSeconds(30));
            while (!shown(ask(server, first, second)).equals("CN=second")
                    && Instant.now().isBefore(end)) {
                Thread.sleep(100);
            }
            assertThat(shown(ask(server, first, second))).isEqualTo("CN=second");
            replace("certificate.pem", "no certificate");
            Thread.sleep(1_000);
            assertThat(shown(ask(server, second)))
                    .as("what was read before stays")
                    .isEqualTo("CN=second");
        }
    }

    private void refuses(Map<String, Object> settings, String sentence) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> RunningServer.in(folder.resolve("refused"), settings))
                .withMessageContaining(sentence);
    }

    @Test
    void half_of_it_or_a_file_that_isn_t_there_is_told_at_start() throws Exception {
        Path there = Files.writeString(folder.resolve("there.pem"), "no certificate");
        refuses(Map.of("schoonnet.https.certificate-file", there), "are set together");
        refuses(Map.of("schoonnet.https.key-file", there), "are set together");
        refuses(
                Map.of("schoonnet.https.certificate-file", there, "schoonnet.https.key-file", folder.resolve("none")),
                "schoonnet.https.key-file names no file that can be read");
        refuses(
                Map.of("schoonnet.https.certificate-file", there, "schoonnet.https.key-file", there),
                "hold no certificate and key");
    }
}
