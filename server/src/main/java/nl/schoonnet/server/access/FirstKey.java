// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import java.util.EnumSet;
import java.util.Optional;
import nl.schoonnet.server.audit.AuditCheck;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The key with which a new installation is entered for the first time. */
@Service
public class FirstKey implements SmartInitializingSingleton {
    private final AccessKeys keys;
    private final AuditCheck audit;

    FirstKey(AccessKeys keys, AuditCheck audit) {
        this.keys = keys;
        this.audit = audit;
    }

    /** Before anybody can ask for anything. Where the log isn't whole, who asks may be who broke it. */
    @Override
    public void afterSingletonsInstantiated() {
        if (keys.unbound() && audit.check(Optional.empty()) instanceof AuditCheck.Finding.Whole) {
            keys.bind();
        }
    }

    /** The whole key, once: empty as soon as there is any key. */
    @Transactional
    public Optional<String> issue() {
        return keys.any()
                ? Optional.empty()
                : Optional.of(
                        keys.issue("first administrator", EnumSet.copyOf(AccessKeys.firstRoles()), null, "system"));
    }
}
