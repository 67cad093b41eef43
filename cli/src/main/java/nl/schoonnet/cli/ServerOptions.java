// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.network.IpAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running server a command talks to, and with which key. */
final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The running server, as in https://schoonnet.example; http only for one on this machine.")
    @Nullable
    String server;

    @Option(
            names = "--access-key-file",
            paramLabel = "FILE",
            description = "File with the access key; a key isn't given as an option, where others could read it.")
    @Nullable
    Path accessKeyFile;

    /** Whether a server was named. */
    boolean named() {
        return server != null;
    }

    /** Whether anything of a server was given. */
    boolean given() {
        return server != null || accessKeyFile != null;
    }

    /** The server, to be asked as a client. As {@link #address} and {@link #key}. */
    ServerClient client() {
        return new ServerClient(address(), key());
    }

    /**
     * Where the server answers.
     *
     * @throws InputException if none is named, or one to which the key would travel in clear
     */
    URI address() {
        return address(given(server));
    }

    /**
     * The access key.
     *
     * @throws InputException if there is no file of one
     */
    String key() {
        return key(given(accessKeyFile));
    }

    private static <T> T given(@Nullable T option) {
        if (option == null) {
            throw new InputException(
                    "no_server", "", 0, "Name a server with --server and a key with --access-key-file.");
        }
        return option;
    }

    private static URI address(String text) {
        try {
            URI uri = new URI(text);
            boolean plain = uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
            boolean safe = "https".equalsIgnoreCase(uri.getScheme())
                    || ("http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri.getHost()));
            if (uri.getHost() != null && plain && safe) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new InputException("not_a_server", "", 0, SERVER, e);
        }
        throw new InputException("not_a_server", "", 0, SERVER);
    }

    private static final String SERVER =
            "--server takes an address such as https://HOST or https://HOST:PORT, without user, path or query; http:// only with"
                    + " 127.0.0.1, [::1] or localhost, since the key would travel in clear.";

    private static boolean isLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        Optional<IpAddress> address = IpAddress.parse(bare);
        return host.equals("localhost") || (address.isPresent() && (bare.startsWith("127.") || bare.equals("::1")));
    }

    private static String key(Path file) {
        try {
            String key = Files.readString(file).strip();
            if (key.matches("[A-Za-z0-9_-]{20,200}")) {
                return key;
            }
        } catch (IOException e) {
            throw new InputException("no_access_key", "", 0, KEY, e);
        }
        throw new InputException("no_access_key", "", 0, KEY);
    }

    private static final String KEY =
            "The file of --access-key-file can't be read, or holds no access key (one line that begins with sn_).";
}
