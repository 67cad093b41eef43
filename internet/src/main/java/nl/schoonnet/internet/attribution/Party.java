// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

import nl.schoonnet.internet.party.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a role.
 *
 * @param key equal for the same party: the provider's id, else {@code as:64500}, {@code org:HANDLE}, {@code net:name},
 *     {@code proxy:name}, {@code domain:name} or {@code registrar:name}
 * @param name for people
 * @param provider the provider in the registry; null if it has none
 */
public record Party(String key, String name, @Nullable Provider provider) {
    static Party of(Provider provider) {
        return new Party(provider.id(), provider.name(), provider);
    }
}
