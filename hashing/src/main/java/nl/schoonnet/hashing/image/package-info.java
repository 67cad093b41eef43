/**
 * From the bytes of a hostile file to the brightness of its picture, or to a reason why not. Bounded in bytes, pixels, memory
 * and time; writes nothing to disk and keeps nothing. Shows no picture, knows no colours and follows no metadata.
 */
@NullMarked
package nl.schoonnet.hashing.image;

import org.jspecify.annotations.NullMarked;
