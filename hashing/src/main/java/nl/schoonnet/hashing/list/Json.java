// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/** How JSON of strangers is read: token by token, within limits. */
final class Json {
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int DEEPEST = 50;
    private static final int LONGEST_NAME = 1_000;
    private static final int LONGEST_NUMBER = 100;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private Json() {}

    /** A text, or a number as text; {@code ""} for anything else, which is passed over. */
    static String text(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
            return json.getText().strip();
        }
        json.skipChildren();
        return "";
    }

    static long line(JsonParser json) {
        return json.currentLocation().getLineNr();
    }

    /** What is wrong with JSON, without a word of it. */
    static ListException broken(com.fasterxml.jackson.core.JsonProcessingException fault, String format) {
        long line = fault.getLocation() == null ? 0 : fault.getLocation().getLineNr();
        return new ListException(
                "not_json",
                line,
                "The list isn't whole JSON of " + format + ": it breaks off or is damaged at line " + line
                        + "; fetch it again.",
                fault);
    }
}
