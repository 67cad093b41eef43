// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.keys;

import java.util.Optional;

/**
 * Where keysets are kept: a file on this machine ({@link KeyFile}), or a key management service by a plug-in. Texts are
 * Tink's JSON of a keyset with its key material; an implementation keeps them secret.
 */
public interface KeySource {
    /** All keysets as one text; empty if none were ever kept here. */
    Optional<String> read();

    /** Keeps this text in place of the earlier one: whole or not at all. */
    void write(String keysets);

    /** For people: where the keys are, as in "the key file vault.keys in the data folder". */
    String place();
}
