// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import nl.schoonnet.internet.edition.Dating;
import nl.schoonnet.internet.network.IpAddress;

/**
 * One place from which a table is taken.
 *
 * @param use what its tables are for
 * @param setting as it was set: a path or an address
 */
record TableSource(Use use, String setting) {
    /** What a table is for. */
    enum Use {
        /** Who has which addresses. */
        NETWORKS,
        /** Who is who. */
        PROVIDERS,
        /** Where domains are registered. */
        SUFFIXES
    }

    private boolean isAddress() {
        return setting.matches("(?i)[a-z][a-z0-9+.-]*://.*");
    }

    /**
     * The address; empty if it is a file.
     *
     * @throws TableFault unless it is https, or http from this very machine, without a user
     */
    Optional<URI> address() {
        if (!isAddress()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(setting);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            if (host == null || uri.getRawUserInfo() != null) {
                throw new TableFault("unusable_address");
            }
            if (!scheme.equals("https") && !(scheme.equals("http") && isLoopback(host))) {
                throw new TableFault("not_https");
            }
            return Optional.of(uri);
        } catch (URISyntaxException e) {
            throw new TableFault("unusable_address");
        }
    }

    private static boolean isLoopback(String host) {
        return IpAddress.parse(host.replaceAll("^\\[|\\]$", ""))
                .map(Object::toString)
                .filter(text -> text.startsWith("127.") || text.equals("::1"))
                .isPresent();
    }

    /** For people and the database: the path, or the address without its query, which may hold a secret. */
    String name() {
        return isAddress() ? setting.replaceAll("[?#].*", "") : setting;
    }

    /** The last part of the path, of letters that may be in the name of any file. */
    String fileName() {
        String path = isAddress() ? name().replaceFirst("^[^:]*://[^/]*", "") : name();
        Path last = Path.of(path.isEmpty() ? "table" : path).getFileName();
        String file = last == null ? "table" : last.toString().replaceAll("[^A-Za-z0-9._-]", "_");
        return file.isEmpty() || file.startsWith(".") ? "table" + file : file;
    }

    /** What its editions have in common: network tables of one series are taken for editions of one table. */
    String series() {
        return Dating.without(fileName());
    }
}
