// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.List;

/**
 * The autonomous systems that announce a prefix.
 *
 * @param asns AS numbers in rising order, 0 to 4,294,967,295, at least one; more than one where several announce it
 */
public record Origins(List<Long> asns) {
    /** Sorts and keeps each number once. */
    public Origins {
        asns = asns.stream().distinct().sorted().toList();
        if (asns.isEmpty()) {
            throw new IllegalArgumentException("at least one origin");
        }
    }
}
