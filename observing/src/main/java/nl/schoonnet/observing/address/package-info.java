/**
 * What may be connected to: URLs judged by their text, addresses judged by their bytes.
 *
 * <p>Only this package makes a {@link nl.schoonnet.observing.address.VettedAddress}, and only those are connected to. It
 * resolves no name and opens no connection.
 */
@NullMarked
package nl.schoonnet.observing.address;

import org.jspecify.annotations.NullMarked;
