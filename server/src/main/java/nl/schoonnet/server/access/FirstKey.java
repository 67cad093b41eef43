// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import java.util.EnumSet;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The key with which a new installation is entered for the first time. */
@Service
public class FirstKey implements SmartInitializingSingleton {
    private final AccessKeys keys;

    FirstKey(AccessKeys keys) {
        this.keys = keys;
    }

    /** Before anybody can ask for anything. */
    @Override
    public void afterSingletonsInstantiated() {
        keys.bind();
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
