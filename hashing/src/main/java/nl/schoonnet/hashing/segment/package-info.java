/**
 * Columns of numbers in a file that tells nothing without its key, and in which no changed bit goes unseen. Knows nothing of
 * hashes; what the columns mean is their owner's matter.
 */
@NullMarked
package nl.schoonnet.hashing.segment;

import org.jspecify.annotations.NullMarked;
