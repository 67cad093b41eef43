// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host name with its customer: what ends together where a whole name goes.
 *
 * @param number order of making, the key of its random streams
 * @param provider who hosts it at the start of the year
 * @param host name as in the URL
 * @param origin addresses of the web host
 * @param front the proxy before it, null if none
 * @param registrar of the domain
 * @param cutOff when the provider shows the customer the door, {@link Long#MAX_VALUE} if never
 * @param next who takes the customer in; the same provider if never
 * @param nextAddresses its addresses there
 * @param vantageBlock what the far vantage point gets to see of it
 * @param weight how much of the provider's items are on it
 */
record Site(
        int number,
        Provider provider,
        String host,
        List<String> origin,
        @Nullable Front front,
        String registrar,
        long cutOff,
        Provider next,
        List<String> nextAddresses,
        VantageBlock vantageBlock,
        double weight) {

    /** How a host treats the far vantage point. */
    enum VantageBlock {
        NONE,
        /** A wall before the site: blocked also when the content is gone. */
        ALWAYS,
        /** The application refuses, but says 404 when the content is gone. */
        WHILE_PRESENT
    }

    /**
     * A proxy before a site.
     *
     * @param disclosed whether the proxy told which addresses are behind it
     */
    record Front(Provider proxy, List<String> addresses, boolean disclosed) {}

    Provider providerAt(long second) {
        return second < cutOff ? provider : next;
    }

    /** Whether a proxy hides the web host. */
    boolean hidden() {
        return front != null && !front.disclosed();
    }

    /** What a name server answers at an instant. */
    List<String> addressesAt(long second) {
        if (second >= cutOff) {
            return nextAddresses;
        }
        return front == null ? origin : front.addresses();
    }

    /** What the sender of a notice knew: the answer of the name server, and what a proxy disclosed. */
    List<String> knownAddressesAt(long second) {
        if (second >= cutOff || front == null || !front.disclosed()) {
            return addressesAt(second);
        }
        return List.of(front.addresses().getFirst(), origin.getFirst());
    }

    /** Whom the sender of a notice wrote to. */
    Provider addresseeAt(long second) {
        return second < cutOff && front != null && !front.disclosed() ? front.proxy() : providerAt(second);
    }
}
