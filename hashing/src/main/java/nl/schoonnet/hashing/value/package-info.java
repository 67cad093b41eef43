/** Hashes as values: their kinds, and what is written of them. How they are made and found is told elsewhere. */
@NullMarked
package nl.schoonnet.hashing.value;

import org.jspecify.annotations.NullMarked;
