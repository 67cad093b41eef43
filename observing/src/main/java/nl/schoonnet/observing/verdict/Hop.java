// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.request.Exchange;
import nl.schoonnet.observing.request.Method;

/**
 * One request of a look: the URL asked, or one that a redirect led to.
 *
 * @param address that was connected to
 * @param method the last one tried
 */
public record Hop(WebUrl url, IpAddress address, Method method, Exchange exchange) {
    /** Says only the type. */
    @Override
    public String toString() {
        return "Hop[...]";
    }
}
