/**
 * MD5, SHA-1 and SHA-256 of a stream in one pass. Not for passwords, keys or signatures; what is on a list is looked up
 * elsewhere.
 */
@NullMarked
package nl.schoonnet.hashing.digest;

import org.jspecify.annotations.NullMarked;
