// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.digest;

/**
 * A digest of a file. Its {@code toString} is the name of the kind and nothing more, since digests of lists must not come into
 * logs.
 */
public sealed interface Digest permits Md5, Sha1, Sha256 {
    /** All digits in hexadecimal, in small letters. */
    String hex();
}
