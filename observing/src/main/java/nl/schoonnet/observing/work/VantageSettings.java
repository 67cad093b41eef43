// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.address.OwnAddresses;
import nl.schoonnet.observing.request.Proxy;

/**
 * How a vantage point looks out.
 *
 * @param resolvers the name servers that it asks, at least one
 * @param contact where a host can complain, said in each request: a web page or mail address
 * @param ownAddresses the operator's own public addresses, which are never looked at
 * @param proxy through which it goes out
 * @param controls URLs of pages that are always there, which tell it whether it sees; two or more are best
 * @param together looks under way at once, at most
 */
public record VantageSettings(
        List<IpAddress> resolvers,
        String contact,
        List<IpAddress> ownAddresses,
        Optional<Proxy> proxy,
        List<String> controls,
        int together) {
    private static final int MOST_TOGETHER = 50_000;

    /** Files that a process has open beside its looks. */
    private static final int OTHER_FILES = 1_000;

    /**
     * Checks what can be checked without the machine.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public VantageSettings {
        resolvers = List.copyOf(resolvers);
        ownAddresses = List.copyOf(ownAddresses);
        controls = List.copyOf(controls);
        if (resolvers.isEmpty()) {
            throw new IllegalArgumentException("To observe, name servers are needed.");
        }
        if (contact.isBlank() || !contact.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "To observe, a contact is needed where a host can complain: a web page or mail address in ASCII.");
        }
        if (together < 1 || together > MOST_TOGETHER) {
            throw new IllegalArgumentException("Looks under way at once are 1 to 50,000.");
        }
    }

    /**
     * What stands in the way on this machine; a sentence for the operator each. Nothing may be looked at while there is any.
     *
     * @param openFiles how many files this process may have open; 0 if that isn't known
     */
    public List<String> obstacles(long openFiles) {
        Set<IpAddress> missing = OwnAddresses.missingFrom(ownAddresses);
        Optional<String> own = missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "This machine has " + missing.size()
                                + " public addresses that the own addresses don't name; name them, so that no look is led back to it.");
        long needed = (long) together + OTHER_FILES;
        Optional<String> files = openFiles == 0 || openFiles >= needed
                ? Optional.empty()
                : Optional.of("This process may have " + openFiles + " files open, and " + together
                        + " looks at once need " + needed + ": raise the limit (ulimit -n), or look at fewer at once.");
        return java.util.stream.Stream.of(own, files).flatMap(Optional::stream).toList();
    }
}
