// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import nl.schoonnet.hashing.value.HashKind;

/** The licensed hashes that are installed. Immutable. */
public final class LicensedHashes {
    private final Map<HashKind, LicensedHash> byKind;

    private LicensedHashes(Map<HashKind, LicensedHash> byKind) {
        this.byKind = byKind;
    }

    /**
     * Those on the class path.
     *
     * @throws IllegalStateException if one can't be loaded or breaks the rules of {@link LicensedHash}; the message says which
     */
    public static LicensedHashes installed() {
        try {
            return of(ServiceLoader.load(LicensedHash.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList());
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("A licensed hash can't be loaded: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Some.
     *
     * @throws IllegalStateException if one breaks the rules of {@link LicensedHash}; the message says which
     */
    public static LicensedHashes of(Collection<? extends LicensedHash> hashes) {
        Map<HashKind, LicensedHash> byKind = new EnumMap<>(HashKind.class);
        for (LicensedHash hash : hashes) {
            if (!hash.kind().perceptual() || hash.kind() == HashKind.PDQ) {
                throw refusal(hash, "is of kind " + hash.kind() + ", which isn't licensed");
            }
            if (hash.radius() < 0) {
                throw refusal(hash, "has a radius below zero");
            }
            if (byKind.put(hash.kind(), hash) != null) {
                throw refusal(hash, "is of kind " + hash.kind() + ", as another is");
            }
        }
        return new LicensedHashes(byKind);
    }

    private static IllegalStateException refusal(LicensedHash hash, String what) {
        return new IllegalStateException("The licensed hash " + hash.getClass().getName() + " " + what + ".");
    }

    /** The one of that kind. */
    public Optional<LicensedHash> of(HashKind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** The kinds for which there is one. */
    public Set<HashKind> kinds() {
        return Collections.unmodifiableSet(byKind.keySet());
    }
}
