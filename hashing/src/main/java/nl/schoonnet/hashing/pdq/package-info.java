/**
 * PDQ: the perceptual hash of a picture, its quality and its eight turned and mirrored variants. From luma to hash; files are
 * decoded elsewhere, hashes are matched elsewhere.
 */
@NullMarked
package nl.schoonnet.hashing.pdq;

import org.jspecify.annotations.NullMarked;
