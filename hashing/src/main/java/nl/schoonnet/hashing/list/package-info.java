/**
 * Hash lists as their makers hand them out, read record by record: plain text and CSV, Project VIC, hash sharing of NCMEC,
 * StopNCII. Says what stands in them; who may use a list, and for what, is decided elsewhere.
 */
@NullMarked
package nl.schoonnet.hashing.list;

import org.jspecify.annotations.NullMarked;
