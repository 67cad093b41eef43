// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked from the product. What was unpacked is held against a list of digests at each start, and
 * unpacked anew if a file was changed or is missing.
 */
final class Binaries {
    private static final String LIST = "digests";

    private Binaries() {}

    /**
     * The folder with {@code bin/postgres}.
     *
     * @param parent unpacked in a folder below it, named by the digest of the archive
     * @param archive what is unpacked: a tar of xz
     */
    static Path in(Path parent, byte[] archive) {
        Path folder = parent.resolve("programs-" + HexFormat.of().formatHex(sha256(archive), 0, 8));
        try {
            if (!intact(folder)) {
                delete(folder);
                Path partial = parent.resolve(folder.getFileName() + ".partial");
                delete(partial);
                unpack(archive, partial);
                Files.writeString(partial.resolve(LIST), list(partial));
                Files.move(partial, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new DatabaseException(
                    "PostgreSQL's programs can't be unpacked in the data folder: check its space and that it allows"
                            + " programs to run, or name a database with --database.",
                    e);
        }
    }

    /**
     * The programs that the product brings along.
     *
     * @throws DatabaseException on a system for which the product holds none
     */
    static byte[] bundled() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean amd64 = machine.equals("amd64") || machine.equals("x86_64");
        try (InputStream in = system.equals("linux") && amd64
                ? Binaries.class.getResourceAsStream("/postgres-linux-x86_64.txz")
                : null) {
            if (in == null) {
                throw new DatabaseException("The product holds PostgreSQL for Linux on x86-64 only and this is "
                        + system + " on " + machine + ": name a PostgreSQL 15 or newer with --database.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean intact(Path folder) throws IOException {
        Path list = folder.resolve(LIST);
        return Files.isRegularFile(list) && Files.readString(list).equals(list(folder));
    }

    private static String list(Path folder) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> !f.equals(folder.resolve(LIST))).toList()) {
                String name = folder.relativize(file).toString();
                if (Files.isSymbolicLink(file)) {
                    lines.put(name, "link " + Files.readSymbolicLink(file));
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    lines.put(name, HexFormat.of().formatHex(sha256(Files.readAllBytes(file))));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (name, digest) -> text.append(digest).append("  ").append(name).append('\n'));
        return text.toString();
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new XZInputStream(new BufferedInputStream(new java.io.ByteArrayInputStream(archive)), 512 * 1024))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("An entry of the archive leads out of its folder.");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
