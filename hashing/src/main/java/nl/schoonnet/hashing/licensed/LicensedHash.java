// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import java.util.Optional;
import nl.schoonnet.hashing.pdq.Luma;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * A perceptual hash with a licence of its own. What its bytes mean, how far two are apart and from which distance on they no
 * longer match is the plug-in's to say; everything else (lists, sources, answers, limits) is as for other hashes.
 *
 * <p>Found by {@link java.util.ServiceLoader}: a jar on the class path that names its class in {@code
 * META-INF/services/nl.schoonnet.hashing.licensed.LicensedHash}. One object serves all threads at once. It runs with all that the
 * service may do; whoever installs one trusts it.
 */
public interface LicensedHash {
    /**
     * The kind of its values.
     *
     * @return always the same; a kind that is {@linkplain HashKind#perceptual perceptual} and licensed, so not PDQ
     */
    HashKind kind();

    /**
     * Takes the hash of a picture.
     *
     * @return nothing if the plug-in only compares values that others made, or if this picture has no usable hash
     */
    Optional<HashValue> hash(Luma picture);

    /**
     * How far two values are apart.
     *
     * @param one of {@link #kind}
     * @param other of {@link #kind}
     * @return 0 or more, the same for both orders; 0 for equal values
     */
    long distance(HashValue one, HashValue other);

    /**
     * The largest distance at which two values match.
     *
     * @return 0 or more
     */
    long radius();
}
