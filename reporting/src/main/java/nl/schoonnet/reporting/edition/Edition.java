// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.edition;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For whom a report is made. */
public sealed interface Edition {
    /** The monitor's own analysts: every name. */
    record Internal() implements Edition {}

    /**
     * One provider, before anyone else: its own figures and the text about it.
     *
     * @param provider provider id in the registry
     */
    record Preview(String provider) implements Edition {}

    /**
     * Everybody: a provider by name only where there is a basis.
     *
     * @param mayName per provider id, from when it may be named and on what basis
     * @param on the date of publication
     */
    record Public(Map<String, Basis> mayName, LocalDate on) implements Edition {
        public Public {
            mayName = Map.copyOf(mayName);
        }

        /** Whether a provider may be named on the date of publication. */
        public boolean names(String provider) {
            @Nullable Basis basis = mayName.get(provider);
            return basis != null && !on.isBefore(basis.from());
        }
    }

    /** Why a provider may be named, and from which date. */
    record Basis(String basis, LocalDate from) {}

    /** The word used in figures and on the command line: internal, preview or public. */
    default String word() {
        return switch (this) {
            case Internal ignored -> "internal";
            case Preview ignored -> "preview";
            case Public ignored -> "public";
        };
    }
}
