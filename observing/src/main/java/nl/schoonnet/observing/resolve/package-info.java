/**
 * Names to addresses, once per look, with the ways to fail told apart.
 *
 * <p>It judges no address and connects to nothing but the configured name servers. It keeps nothing unless told to.
 */
@NullMarked
package nl.schoonnet.observing.resolve;

import org.jspecify.annotations.NullMarked;
