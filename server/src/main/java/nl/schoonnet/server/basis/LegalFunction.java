// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.basis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A function that needs a legal basis on record. */
public enum LegalFunction {
    /** Looks at items, at levels 0 to 2. */
    OBSERVE,
    /** Looks at level 3: a digest of the body in memory. */
    OBSERVE_BODY,
    /** Holds hash lists. */
    HOLD_HASHES,
    /** Sends notices. */
    NOTIFY,
    /** Gives instructions. */
    INSTRUCT,
    /** Imposes fines and orders under penalty. */
    FINE,
    /** Publishes the name of a provider. */
    PUBLISH_NAME,
    /** Keeps material. */
    KEEP_MATERIAL;

    /** As written in the file: {@code observe-body}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<LegalFunction> ofWord(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }
}
