// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** TLS by two settings of ours, which become many of Spring's: a certificate with its chain, and its key, both PEM. */
final class Https {
    private static final String CERTIFICATE = "schoonnet.https.certificate-file";
    private static final String KEY = "schoonnet.https.key-file";
    private static final String BUNDLE = "spring.ssl.bundle.pem.schoonnet.";

    private Https() {}

    static boolean isSet(Environment environment) {
        return StringUtils.hasText(environment.getProperty(CERTIFICATE));
    }

    /**
     * Switches it on where both files are named. They are read again when they change; where they can't be read then, what was
     * read before stays.
     *
     * @throws StartException if only one is named, or one can't be read
     */
    static void set(ConfigurableEnvironment environment) {
        String certificate = environment.getProperty(CERTIFICATE, "");
        String key = environment.getProperty(KEY, "");
        if (certificate.isBlank() && key.isBlank()) {
            return;
        }
        if (certificate.isBlank() || key.isBlank()) {
            throw new StartException(
                    CERTIFICATE + " and " + KEY + " are set together: a certificate and its key, both PEM.");
        }
        Path certificateFile = readable(CERTIFICATE, certificate);
        Path keyFile = readable(KEY, key);
        if (!hold(certificateFile, keyFile)) {
            throw new StartException("The files of " + CERTIFICATE + " and " + KEY
                    + " hold no certificate and key: both are PEM, the key without a password.");
        }
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "https",
                        Map.of(
                                BUNDLE + "keystore.certificate",
                                "file:" + certificateFile,
                                BUNDLE + "keystore.private-key",
                                "file:" + keyFile,
                                BUNDLE + "keystore.verify-keys",
                                "true",
                                BUNDLE + "reload-on-update",
                                "true",
                                BUNDLE + "options.enabled-protocols",
                                "TLSv1.3,TLSv1.2",
                                "server.ssl.bundle",
                                "schoonnet")));
    }

    private static Path readable(String name, String file) {
        Path path = Path.of(file).toAbsolutePath();
        if (!Files.isReadable(path)) {
            throw new StartException(name + " names no file that can be read.");
        }
        return path;
    }

    private static boolean hold(Path certificate, Path key) {
        try {
            return !PemContent.load(certificate).getCertificates().isEmpty()
                    && PemContent.load(key).getPrivateKey() != null;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            return false;
        }
    }
}
