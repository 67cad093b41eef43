/**
 * A small internet on loopback for tests: name server, sites, clock. It knows no production class but what it equips.
 */
@NullMarked
package nl.schoonnet.observing.testbench;

import org.jspecify.annotations.NullMarked;
