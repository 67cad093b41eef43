// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.util.List;
import java.util.Optional;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.request.Exchange;

/**
 * What a look found, before it is judged.
 *
 * @param asked empty if the text was refused
 * @param aliases the names that the asked host is an alias of
 * @param nameServers of its registrable domain, if they were asked for
 * @param hops the requests in order, redirects followed; empty if nothing was connected to
 * @param control the answer to a control path, if one is known
 * @param body of the last hop, if it was read
 */
public record Facts(
        Optional<WebUrl> asked,
        Level level,
        List<String> aliases,
        List<String> nameServers,
        List<Hop> hops,
        Ending ending,
        Optional<ControlAnswer> control,
        Optional<BodyFacts> body,
        Expected expected) {
    /** Copies. */
    public Facts {
        aliases = List.copyOf(aliases);
        nameServers = List.copyOf(nameServers);
        hops = List.copyOf(hops);
    }

    /** The answer of the last hop, if the look ended with one. */
    public Optional<Exchange.Answered> answer() {
        return ending instanceof Ending.Asked
                        && !hops.isEmpty()
                        && hops.getLast().exchange() instanceof Exchange.Answered answered
                ? Optional.of(answered)
                : Optional.empty();
    }

    /** The same with a control answer. */
    public Facts withControl(ControlAnswer answer) {
        return new Facts(asked, level, aliases, nameServers, hops, ending, Optional.of(answer), body, expected);
    }

    /** Says only the type. */
    @Override
    public String toString() {
        return "Facts[...]";
    }
}
