// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.util.Optional;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.address.VettedAddress;

/**
 * One question.
 *
 * @param address is connected to
 * @param url gives the name to ask for and the request target; its host is not resolved
 * @param depth how much of the answer is read
 * @param referer the page that led here, where the notice gives one
 * @param cookie the value of a {@code Cookie} field
 */
public record Request(
        Method method,
        VettedAddress address,
        WebUrl url,
        Depth depth,
        Optional<WebUrl> referer,
        Optional<String> cookie) {
    private static final int LONGEST_COOKIE = 8192;

    /**
     * Checks the cookie.
     *
     * @throws IllegalArgumentException if it is too long or holds a character that no field may hold
     */
    public Request {
        cookie.ifPresent(Request::checkCookie);
    }

    /** Throws if the text can't be the value of a {@code Cookie} field. */
    public static void checkCookie(String text) {
        if (text.length() > LONGEST_COOKIE || !text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("a cookie is at most 8192 printable ASCII characters");
        }
    }

    /** Says only the type. */
    @Override
    public String toString() {
        return "Request[...]";
    }
}
