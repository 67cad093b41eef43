// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.util.Optional;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.look.Order;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Level;

/**
 * How deep to look at an item, and what is known of it.
 *
 * @param level the deepest that may be looked
 * @param expected its content as the notice or an earlier look told it
 * @param referer the page that led to it, where the notice names one; never in a log or a message
 */
public record Aim(Level level, Expected expected, Optional<String> referer) {
    private static final Aim STANDARD = new Aim(Level.HEADERS, Expected.nothing(), Optional.empty());

    /** At header fields, without anything known. */
    public static Aim standard() {
        return STANDARD;
    }

    /** What a look at a URL is to do. */
    Order order(String url) {
        Order order = Order.of(url, level).expecting(expected).withNameServers();
        return referer.flatMap(WebUrl::parse).map(order::withReferer).orElse(order);
    }

    /** Says only the level. */
    @Override
    public String toString() {
        return "Aim[level " + level.number() + "]";
    }
}
