// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

/** The role in which parties are ranked; a ranking is always at a stated role. */
public enum RankedRole {
    /** The organisation of the address range, else the network, flagged. */
    WEB_HOST,
    /** The origin AS of the longest announced prefix. */
    NETWORK,
    /** The registrable domain. */
    PLATFORM;

    /** The word on the command line and in figures: {@code web-host}, {@code network}, {@code platform}. */
    public String word() {
        return switch (this) {
            case WEB_HOST -> "web-host";
            case NETWORK -> "network";
            case PLATFORM -> "platform";
        };
    }
}
