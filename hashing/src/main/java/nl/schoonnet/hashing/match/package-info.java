/**
 * Is this hash on a list? Exact for digests, within a radius for PDQ; readers never wait for a change of the list. From hash
 * to the caller's reference; what a reference means, and who may know, is decided elsewhere.
 */
@NullMarked
package nl.schoonnet.hashing.match;

import org.jspecify.annotations.NullMarked;
