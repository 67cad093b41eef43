// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that happened to a provider.
 *
 * @param provider the provider, by its id
 * @param at when; a bare date in the file is midnight in Amsterdam
 * @param kind what
 * @param note free text, or {@code ""}
 */
public record Intervention(String provider, Instant at, InterventionKind kind, String note) {
    /**
     * Reads {@code provider,kind,note} and {@code date} or {@code at}, in the order of the file.
     *
     * @param provider the id of a provider by what the file calls it, empty if nobody is called so; its row is rejected
     * @throws nl.schoonnet.internet.input.InputException if the file can't be used at all
     */
    public static List<Intervention> read(Path file, Function<String, Optional<String>> provider, ReadingLog log) {
        return SmallTables.interventions(file, provider, log);
    }
}
