// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import java.io.Serializable;
import java.security.Principal;
import java.util.Set;

/**
 * Who calls: the holder of an access key.
 *
 * @param keyId the key's identifier, which isn't secret
 * @param holder for people: whose it is
 * @param roles what it may do
 */
public record Caller(String keyId, String holder, Set<Role> roles) implements Principal, Serializable {
    /** Copies the roles. */
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** The key's identifier, as the audit log names the actor. */
    @Override
    public String getName() {
        return keyId;
    }
}
