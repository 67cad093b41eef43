// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

/** Whether a vantage point may look. */
public enum Permission {
    /** It may. */
    GRANTED,
    /** All looks were stopped by hand; those under way end too. */
    STOPPED,
    /** No legal basis is in force; looks under way end too. */
    NO_BASIS,
    /** It is blind, and looks again once its control sites answer. */
    BLIND;

    /** Whether looks that have begun must end. */
    boolean endsLooks() {
        return switch (this) {
            case STOPPED, NO_BASIS -> true;
            case GRANTED, BLIND -> false;
        };
    }
}
