// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.schoonnet.reporting.source.MayName;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.server.attribution.NetworkTables;
import org.jspecify.annotations.Nullable;

/**
 * The tables that runs use: those in the folder {@code tables} of the data folder, else those that the server keeps. Each is kept once under its digest in
 * {@code inputs}, so that a run can be made again when the table has another edition.
 */
final class RunInputs {
    private static final List<String> SINGLE = List.of("providers", "interventions", "archive", "may-name");

    private final Path tables;
    private final Path kept;

    private final NetworkTables server;

    /**
     * Over a data folder.
     *
     * @param server the tables that the server keeps by itself, for where none are put into the folder
     */
    RunInputs(Path data, NetworkTables server) {
        this.server = server;
        this.tables = data.resolve("tables");
        this.kept = data.resolve("inputs");
    }

    /**
     * A table.
     *
     * @param role networks, suffixes, providers, interventions, archive or may-name
     * @param name of its file
     * @param digest SHA-256 in hexadecimal
     */
    record Input(String role, String name, String digest) {}

    /** The tables as they are now, kept; of those that the server keeps, the ones of a moment. */
    List<Input> now(Instant asOf) {
        List<Input> inputs = new ArrayList<>();
        List<Path> networks = files(tables.resolve("networks"));
        List<Path> suffixes = files(tables.resolve("suffixes"));
        (networks.isEmpty() ? server.files(asOf) : networks).forEach(file -> inputs.add(keep("networks", file)));
        (suffixes.isEmpty() ? server.suffixes(asOf) : suffixes).forEach(file -> inputs.add(keep("suffixes", file)));
        for (Path file : files(tables)) {
            String name = String.valueOf(file.getFileName());
            for (String role : SINGLE) {
                if (name.startsWith(role + ".")) {
                    inputs.add(keep(role, file));
                }
            }
        }
        if (inputs.stream().noneMatch(input -> input.role.equals("providers"))) {
            server.providers(asOf).ifPresent(file -> inputs.add(keep("providers", file)));
        }
        return inputs;
    }

    /** The names that the table as it is now allows at a day; none without a table. */
    Set<String> mayName(LocalDate day) {
        return files(tables).stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith("may-name."))
                .findFirst()
                .map(file -> mayName(file, day))
                .orElse(Set.of());
    }

    /** The names that a table allows at a day. */
    static Set<String> mayName(Path file, LocalDate day) {
        return MayName.read(file, new ReadingLog()).stream()
                .filter(may -> !may.from().isAfter(day))
                .map(MayName::name)
                .collect(Collectors.toSet());
    }

    /** The files of a role, as they were kept. */
    List<Path> files(List<Input> inputs, String role) {
        return inputs.stream()
                .filter(input -> input.role.equals(role))
                .map(input -> kept.resolve(input.digest).resolve(input.name))
                .toList();
    }

    @Nullable
    Path file(List<Input> inputs, String role) {
        List<Path> files = files(inputs, role);
        return files.isEmpty() ? null : files.getFirst();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new MeasurementException("The folder of tables can't be listed; check its permissions.", e);
        }
    }

    private Input keep(String role, Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            Files.createDirectories(
                    kept, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path partial = Files.createTempFile(
                    kept,
                    ".partial",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                MessageDigest digest = KnownFacts.sha256();
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
                }
                String hex = HexFormat.of().formatHex(digest.digest());
                Path place = kept.resolve(hex);
                Files.createDirectories(place);
                Files.move(partial, place.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                return new Input(role, name, hex);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new MeasurementException(
                    "A table can't be kept; check the data folder and the space on its disk.", e);
        }
    }
}
