/**
 * The place where a perceptual hash that isn't free plugs in, such as PhotoDNA: its holder brings a jar with a {@link
 * nl.schoonnet.hashing.licensed.LicensedHash}. Holds no such hash itself; PDQ, which is free, lives elsewhere.
 */
@NullMarked
package nl.schoonnet.hashing.licensed;

import org.jspecify.annotations.NullMarked;
