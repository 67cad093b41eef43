// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator sets: in {@code schoonnet.yaml} in the data folder, in the environment ({@code SCHOONNET_DATABASE_URL}) or
 * by flag; a flag beats the environment, which beats the file.
 *
 * @param data folder of everything that isn't in the database: keys, the embedded database, reports
 * @param database which database; without an address the embedded one
 * @param keyFile the key file; null for {@code keys/vault.keys} in the data folder
 */
@ConfigurationProperties("schoonnet")
record Settings(
        Path data,
        @DefaultValue Database database,
        @Nullable Path keyFile) {
    /**
     * A database of one's own.
     *
     * @param url JDBC address without user and password; null for the embedded database
     * @param user its user
     * @param passwordFile file with its password, so that no password stands in a list of processes
     */
    record Database(
            @Nullable String url,
            @Nullable String user,
            @Nullable Path passwordFile) {}

    Path keys() {
        return keyFile == null ? data.resolve("keys").resolve("vault.keys") : keyFile;
    }
}
