// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.util.Optional;

/** Tells whether two contents are alike. {@link TextSimilarity} knows text; others know images. */
public interface Similarity {
    /**
     * A sketch; empty if this kind of content isn't known. Keeps nothing of the content.
     *
     * @param mediaType in lower case, without parameters; empty if unknown
     * @param content the beginning, at most some hundred kilobytes; wiped afterwards
     */
    Optional<Sketch> sketch(String mediaType, byte[] content);

    /** How alike, 0 (not at all, or not comparable) to 1. */
    double likeness(Sketch one, Sketch other);
}
