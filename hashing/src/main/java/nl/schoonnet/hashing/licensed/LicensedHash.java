// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.licensed;

import java.util.Optional;
import nl.schoonnet.hashing.pdq.Luma;

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
     * The name in lists, questions and answers.
     *
     * @return 1 to 16 small letters, digits and hyphens, a letter first; always the same
     */
    String name();

    /**
     * The number of bytes of each value.
     *
     * @return 1 to 4,096; always the same
     */
    int bytes();

    /**
     * Takes the hash of a picture.
     *
     * @return nothing if the plug-in only compares values that others made, or if this picture has no usable hash
     */
    Optional<LicensedValue> hash(Luma picture);

    /**
     * How far two values are apart.
     *
     * @param one of {@link #bytes} bytes
     * @param other of {@link #bytes} bytes
     * @return 0 or more, the same for both orders; 0 for equal values
     */
    long distance(LicensedValue one, LicensedValue other);

    /**
     * The largest distance at which two values match.
     *
     * @return 0 or more
     */
    long radius();
}
