// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.basis;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@code legal-basis.yaml}. Dates are days in Amsterdam. Immutable.
 *
 * @param lines in the order of the file
 */
public record LegalBasis(List<Line> lines) {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    /** Nothing is allowed. */
    public static final LegalBasis NONE = new LegalBasis(List.of());

    /** Copies the list. */
    public LegalBasis {
        lines = List.copyOf(lines);
    }

    /**
     * What the file in a data folder allows; nothing if there is none.
     *
     * @throws BasisException if the file can't be used
     */
    public static LegalBasis in(Path data) {
        return BasisFile.read(data.resolve("legal-basis.yaml"));
    }

    /**
     * One function of one organisation.
     *
     * @param article the article of law, as people cite it
     * @param organisation whose task it is
     * @param from first day in force
     * @param until last day in force; null while it has no end
     */
    public record Line(
            LegalFunction function,
            String article,
            String organisation,
            LocalDate from,
            @Nullable LocalDate until) {
        boolean inForce(LocalDate day) {
            return !day.isBefore(from) && (until == null || !day.isAfter(until));
        }
    }

    /** The line that allows a function at a moment; empty if it is off. */
    public Optional<Line> inForce(LegalFunction function, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, AMSTERDAM);
        return lines.stream()
                .filter(line -> line.function == function && line.inForce(day))
                .findFirst();
    }
}
