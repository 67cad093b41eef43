// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import nl.schoonnet.observing.address.Refusal;
import nl.schoonnet.observing.resolve.Resolution;

/** How a look came to its end. */
public sealed interface Ending {
    /** The last hop tells: an answer, or a failure. */
    record Asked() implements Ending {}

    /** Only the route was asked for. */
    record RouteOnly() implements Ending {}

    /** The name of the next hop gave no address; never {@link Resolution.Found}. */
    record NotResolved(Resolution resolution) implements Ending {}

    /** The text of the URL, or of a redirect, may not be followed. */
    record UrlRefused(Refusal reason) implements Ending {}

    /** No address of the next hop may be connected to; the reason of the first. */
    record AddressesRefused(Refusal reason) implements Ending {}

    /** There were more redirects than are followed. */
    record TooManyRedirects() implements Ending {}
}
