// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

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

    /** Reads the object that is current, to its end. */
    @FunctionalInterface
    interface ObjectReader {
        void read() throws IOException;
    }

    /** The name of an object's next member, whose value is then current; null at the object's end. */
    static @Nullable String member(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            return null;
        }
        String name = json.currentName();
        json.nextToken();
        return name;
    }

    /** Reads the objects of the array that is current, a record each; what else stands there is told. */
    static void objects(JsonParser json, Told told, ObjectReader reader) throws IOException {
        for (JsonToken token = json.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = json.nextToken()) {
            told.record();
            if (token == JsonToken.START_OBJECT) {
                reader.read();
            } else {
                told.refused(line(json), "", "not_an_object");
                json.skipChildren();
            }
        }
    }

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
    static ListException broken(
            com.fasterxml.jackson.core.JsonProcessingException fault, JsonParser json, String format) {
        // Jackson doesn't say where a limit was exceeded.
        long line =
                fault.getLocation() == null ? line(json) : fault.getLocation().getLineNr();
        return new ListException(
                "not_json",
                line,
                "The list isn't whole JSON of " + format + ": it breaks off or is damaged at line " + line
                        + "; fetch it again.",
                fault);
    }
}
