// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.value;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A kind of hash. */
public enum HashKind {
    /** RFC 1321; 16 bytes. */
    MD5(16, false),
    /** FIPS 180-4; 20 bytes. */
    SHA1(20, false),
    /** FIPS 180-4; 32 bytes. */
    SHA256(32, false),
    /** Meta's perceptual hash of a picture; 32 bytes. */
    PDQ(32, true),
    /** Microsoft's licensed perceptual hash; 144 bytes. Kept; compared by a plug-in only. */
    PHOTODNA(144, true);

    private static final Map<String, HashKind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(HashKind::word, Function.identity()));

    private final int length;
    private final boolean perceptual;
    private final String word = name().toLowerCase(Locale.ROOT);

    HashKind(int length, boolean perceptual) {
        this.length = length;
        this.perceptual = perceptual;
    }

    /** The kind that a word means, as {@link #word()} writes it or in capitals. */
    public static Optional<HashKind> of(String word) {
        HashKind kind = BY_WORD.get(word);
        return Optional.ofNullable(kind == null ? BY_WORD.get(word.toLowerCase(Locale.ROOT)) : kind);
    }

    /** As interfaces write it: {@code sha256}. */
    public String word() {
        return word;
    }

    /** Its length in bytes. */
    public int length() {
        return length;
    }

    /** Whether pictures that look the same have hashes that are near each other. */
    public boolean perceptual() {
        return perceptual;
    }
}
