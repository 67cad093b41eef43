// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority of its own, made by the JDK's keytool, and one certificate for all secure sites. Made once for the
 * same names and then kept, since keytool takes a second. Safe for many threads.
 */
final class Certificates {
    /** Guards a file that lives for seconds and holds keys of no worth. */
    private static final String PASSWORD = "for-this-run-only";

    private static final Map<List<String>, Certificates> MADE = new ConcurrentHashMap<>();

    private final X509Certificate authority;
    private final SSLContext context;

    private Certificates(KeyStore store) throws GeneralSecurityException {
        this.authority = (X509Certificate) store.getCertificate("authority");
        this.context = context(store);
    }

    /** Keys for these names. */
    static Certificates of(List<String> names) {
        return MADE.computeIfAbsent(List.copyOf(names), Certificates::make);
    }

    private static Certificates make(List<String> names) {
        try {
            Path folder = Files.createTempDirectory("schoonnet-testbed");
            Path file = folder.resolve("keys.p12");
            try {
                keytool(file, "authority", List.of("-ext", "bc:c", "-dname", "CN=Testbed authority"));
                String alternatives = names.isEmpty() ? "dns:nobody.example" : "dns:" + String.join(",dns:", names);
                keytool(
                        file,
                        "site",
                        List.of("-ext", "SAN=" + alternatives, "-dname", "CN=site", "-signer", "authority"));
                KeyStore store = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, PASSWORD.toCharArray());
                }
                return new Certificates(store);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The testbed's keys weren't made.", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The testbed's keys can't be read.", e);
        }
    }

    private static void keytool(Path file, String alias, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-startdate",
                "2020/01/01 00:00:00",
                "-validity",
                "10000"));
        command.addAll(more);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no " + alias + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted.", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        store.deleteEntry("authority");
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, new SecureRandom());
        return context;
    }

    /** The certificate of the authority. */
    X509Certificate authority() {
        return authority;
    }

    /** What a server needs for its side of TLS. */
    SSLContext context() {
        return context;
    }
}
