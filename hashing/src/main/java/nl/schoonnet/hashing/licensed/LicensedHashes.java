// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The licensed hashes that are installed. Immutable. */
public final class LicensedHashes {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,15}");
    private static final List<String> TAKEN = List.of("md5", "sha1", "sha256", "pdq");
    private static final int MOST_BYTES = 4_096;

    private final Map<String, LicensedHash> byName;

    private LicensedHashes(Map<String, LicensedHash> byName) {
        this.byName = byName;
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
        Map<String, LicensedHash> byName = new TreeMap<>();
        for (LicensedHash hash : hashes) {
            check(hash);
            if (byName.put(hash.name(), hash) != null) {
                throw refusal(hash, "has the name of another");
            }
        }
        return new LicensedHashes(byName);
    }

    private static void check(LicensedHash hash) {
        if (!NAME.matcher(hash.name()).matches()) {
            throw refusal(hash, "has a name of other than 1 to 16 small letters, digits and hyphens, a letter first");
        }
        if (TAKEN.contains(hash.name())) {
            throw refusal(hash, "has the name of a hash that isn't licensed");
        }
        if (hash.bytes() < 1 || hash.bytes() > MOST_BYTES) {
            throw refusal(hash, "has values of other than 1 to " + MOST_BYTES + " bytes");
        }
        if (hash.radius() < 0) {
            throw refusal(hash, "has a radius below zero");
        }
    }

    private static IllegalStateException refusal(LicensedHash hash, String what) {
        return new IllegalStateException("The licensed hash " + hash.getClass().getName() + " " + what + ".");
    }

    /** The one of that name. */
    public Optional<LicensedHash> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Their names, in order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
