// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.regex.Pattern;

/** Names of anchors and files: lower case words with hyphens, so that they are safe in HTML, in URLs and on disk. */
final class Identifier {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private Identifier() {}

    static String checked(String id) {
        if (id.length() > 64 || !FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("an id is made of lower case words with hyphens, at most 64 characters");
        }
        return id;
    }
}
