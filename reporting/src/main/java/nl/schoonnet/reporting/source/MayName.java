// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A provider that may be named in a public edition.
 *
 * @param name the name, exactly as the registry of providers has it
 * @param basis the decision or agreement that allows it
 * @param from the first day on which it may be named
 */
public record MayName(String name, String basis, LocalDate from) {
    /**
     * Reads {@code name,basis,from}; a name that came before is rejected.
     *
     * @throws nl.schoonnet.internet.input.InputException if the file can't be used at all
     */
    public static List<MayName> read(Path file, ReadingLog log) {
        return SmallTables.mayName(file, log);
    }
}
