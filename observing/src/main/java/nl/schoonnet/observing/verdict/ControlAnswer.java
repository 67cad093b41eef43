// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.util.Optional;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.request.Exchange;

/**
 * How a host answers to a path that nobody can know.
 *
 * @param pathLength of that path, in characters
 * @param location where it redirects to, if it does
 * @param body if the look that asked was of level 3
 */
public record ControlAnswer(Exchange exchange, int pathLength, Optional<WebUrl> location, Optional<BodyFacts> body) {
    /** Whether the host answered at all. */
    public boolean answered() {
        return exchange instanceof Exchange.Answered;
    }

    /** Says only the type. */
    @Override
    public String toString() {
        return "ControlAnswer[...]";
    }
}
