// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/** Terms with what they mean, or names with their values (method version, seed, digests). */
public record Definitions(List<Definition> definitions) implements Block {
    public Definitions {
        definitions = List.copyOf(definitions);
    }

    /**
     * One term.
     *
     * @param term the term
     * @param meaning what it means, or its value
     * @param literal whether the meaning is to be typed as it stands (a command, a digest): set in a fixed-width face
     */
    public record Definition(String term, String meaning, boolean literal) {
        public Definition {
            term = CleanText.line(term);
            meaning = CleanText.line(meaning);
        }

        public Definition(String term, String meaning) {
            this(term, meaning, false);
        }
    }
}
