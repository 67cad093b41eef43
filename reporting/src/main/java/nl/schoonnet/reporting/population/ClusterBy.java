// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

/** What ends together, as asked for on the command line. */
public sealed interface ClusterBy {
    /** The first that the notices have: column {@code cluster}, page, batch, else (registrable domain, day of notice). */
    record First() implements ClusterBy {}

    /** Each item by itself. */
    record ByItem() implements ClusterBy {}

    /** Column {@code page}; items without one by (registrable domain, day of notice). */
    record ByPage() implements ClusterBy {}

    /** (Registrable domain, day of notice in Amsterdam). */
    record ByDomainDay() implements ClusterBy {}

    /** A column of the notices. */
    record ByColumn(String name) implements ClusterBy {}

    /**
     * Reads {@code item}, {@code page}, {@code domain-day} or {@code column:NAME}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static ClusterBy parse(String text) {
        return switch (text) {
            case "item" -> new ByItem();
            case "page" -> new ByPage();
            case "domain-day" -> new ByDomainDay();
            default -> {
                if (!text.startsWith("column:") || text.length() == "column:".length()) {
                    throw new IllegalArgumentException("--cluster takes item, page, domain-day or column:NAME.");
                }
                yield new ByColumn(text.substring("column:".length()));
            }
        };
    }
}
