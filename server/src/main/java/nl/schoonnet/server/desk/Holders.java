// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import java.util.Map;
import java.util.stream.Collectors;
import nl.schoonnet.server.access.AccessKeys;
import org.springframework.stereotype.Component;

/** Whose keys are whose, for people who read who did something. */
@Component
class Holders {
    private final AccessKeys keys;

    Holders(AccessKeys keys) {
        this.keys = keys;
    }

    /** The holder by the identifier of each key ever handed out; keys that somebody changed aren't believed. */
    Map<String, String> byKey() {
        return keys.list().stream()
                .filter(AccessKeys.Issued::genuine)
                .collect(Collectors.toMap(AccessKeys.Issued::keyId, AccessKeys.Issued::holder));
    }
}
