/**
 * The hash check: lists of several sources in, answers of yes, no or not checked out. A list never leaves: who asks learns
 * about hashes that it has already. How hashes are made and matched is the library's.
 */
@NullMarked
package nl.schoonnet.server.hashcheck;

import org.jspecify.annotations.NullMarked;
