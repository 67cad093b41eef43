// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.util.Optional;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.request.Request;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Level;

/**
 * What to look at and how deep.
 *
 * @param url as it was notified
 * @param level the deepest that may be looked; {@link Level#BODY} needs a basis on record
 * @param expected what is known of the content
 * @param referer the page that led to the URL, where the notice gives one
 * @param cookie the value of a {@code Cookie} field, where the notice gives one; sent to the asked host only
 * @param embedded an address that the page embeds, to be looked for at level 3
 * @param nameServers whether the name servers of the domain are asked for too
 */
public record Order(
        String url,
        Level level,
        Expected expected,
        Optional<WebUrl> referer,
        Optional<String> cookie,
        Optional<String> embedded,
        boolean nameServers) {
    /**
     * Checks the cookie.
     *
     * @throws IllegalArgumentException if it can't be one
     */
    public Order {
        cookie.ifPresent(Request::checkCookie);
    }

    /** A look at a URL of which nothing more is known. */
    public static Order of(String url, Level level) {
        return new Order(url, level, Expected.nothing(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** The same with content to expect. */
    public Order expecting(Expected content) {
        return new Order(url, level, content, referer, cookie, embedded, nameServers);
    }

    /** The same with a page that led here. */
    public Order withReferer(WebUrl page) {
        return new Order(url, level, expected, Optional.of(page), cookie, embedded, nameServers);
    }

    /** The same with a cookie. */
    public Order withCookie(String value) {
        return new Order(url, level, expected, referer, Optional.of(value), embedded, nameServers);
    }

    /** The same for a page that embeds an address. */
    public Order embedding(String address) {
        return new Order(url, level, expected, referer, cookie, Optional.of(address), nameServers);
    }

    /** The same, asking for name servers too. */
    public Order withNameServers() {
        return new Order(url, level, expected, referer, cookie, embedded, true);
    }

    /** Says only the level. */
    @Override
    public String toString() {
        return "Order[level " + level.number() + "]";
    }
}
