// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import org.jspecify.annotations.Nullable;

/** Reads ISO 3166 alpha-2 codes as registries write them. */
final class Country {
    private Country() {}

    /** Two capital letters, or null; also null for ZZ, which registries write where they know no country. */
    static @Nullable String orNull(String text) {
        String code = text.strip();
        return code.length() == 2 && isCapital(code.charAt(0)) && isCapital(code.charAt(1)) && !code.equals("ZZ")
                ? code
                : null;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
