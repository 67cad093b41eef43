// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.resolve;

import java.util.List;
import nl.schoonnet.observing.address.RawAddress;

/** What came of resolving a name. Names are kept out of {@code toString}. */
public sealed interface Resolution {
    /**
     * The name has addresses.
     *
     * @param addresses IPv4 first, each family in the order of the answer; at least one
     * @param aliases the names that the asked one is an alias of, in order; the last has the addresses
     * @param complete false if one family could not be asked
     */
    record Found(List<RawAddress> addresses, List<String> aliases, boolean complete) implements Resolution {
        /** Copies. */
        public Found {
            addresses = List.copyOf(addresses);
            aliases = List.copyOf(aliases);
        }

        @Override
        public String toString() {
            return "Found[" + addresses.size() + " addresses]";
        }
    }

    /** The name doesn't exist (NXDOMAIN), for both families. */
    record NoSuchName() implements Resolution {}

    /** The name exists and has no address. */
    record NoAddress() implements Resolution {}

    /** The resolver, not the name's owner, withholds the answer: by its address, or by an extended error (RFC 8914). */
    record Sinkholed() implements Resolution {}

    /** Name servers answered that they can't say: SERVFAIL, REFUSED, an endless chain of aliases. */
    record Failed() implements Resolution {}

    /** No name server answered in time. */
    record TimedOut() implements Resolution {}
}
