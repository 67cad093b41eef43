/**
 * MD5, SHA-1 and SHA-256 of a stream in one pass, and these digests as values that don't print themselves. Not for
 * passwords, keys or signatures: lists of known files use these digests, MD5 and SHA-1 protect nothing.
 */
@NullMarked
package nl.schoonnet.hashing.digest;

import org.jspecify.annotations.NullMarked;
