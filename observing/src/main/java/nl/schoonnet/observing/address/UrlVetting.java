// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

import nl.schoonnet.internet.name.WebUrl;

/** What {@link UrlPolicy} says about the text of a URL. */
public sealed interface UrlVetting {
    /** Nothing in the text forbids a look; its addresses are judged once they are known. */
    record Permitted(WebUrl url) implements UrlVetting {}

    /** It may not be looked at. */
    record Refused(Refusal reason) implements UrlVetting {}
}
