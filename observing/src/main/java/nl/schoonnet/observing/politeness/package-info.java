/**
 * How often and how many at once: per host and per network, and what to do when a host asks for rest.
 *
 * <p>It decides and never waits; when to come back is for whoever plans the looks.
 */
@NullMarked
package nl.schoonnet.observing.politeness;

import org.jspecify.annotations.NullMarked;
