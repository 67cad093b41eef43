// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.hashing.list.ListEntry.Medium;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * Project VIC's data model as JSON: {@code value} holds media, or cases that hold media. Counts in its header are unreliable and
 * not read; of all that is said about a medium only its category is a verdict.
 */
final class VicsList {
    private static final String FORMAT = "Project VIC";

    private final ListOptions options;
    private final Told told;
    private String model = "";
    private boolean media;

    VicsList(ListOptions options, Told told) {
        this.options = options;
        this.told = told;
    }

    void read(InputStream list) throws IOException {
        if (options.categories().isEmpty()) {
            throw new ListException(
                    "categories_not_told",
                    0,
                    "A list of Project VIC holds media of all categories, and what a number means differs by country: say"
                            + " which categories count as listed.");
        }
        try (JsonParser json = Json.FACTORY.createParser(list)) {
            read(json);
        }
    }

    private void read(JsonParser json) throws IOException {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw noSet();
            }
            for (String name = Json.member(json); name != null; name = Json.member(json)) {
                if (name.endsWith("odata.context") || name.equals("odata.metadata")) {
                    model = model(Json.text(json));
                } else if (name.equals("value") && json.currentToken() == JsonToken.START_ARRAY) {
                    media = true;
                    objects(json);
                } else {
                    json.skipChildren();
                }
            }
            if (!media) {
                throw noSet();
            }
            if (json.nextToken() != null) {
                throw new ListException(
                        "more_after_the_end",
                        Json.line(json),
                        "After the end of the list there is more: fetch it again.");
            }
        } catch (JsonProcessingException fault) {
            throw Json.broken(fault, json, FORMAT);
        }
    }

    private static ListException noSet() {
        return new ListException(
                "no_media",
                1,
                "The list holds no array 'value' of media or cases, as lists of Project VIC do: check the file and its format.");
    }

    /** The country of the data model: the last folder before {@code $metadata}. */
    private static String model(String context) {
        int end = context.indexOf("/$metadata");
        String path = end < 0 ? "" : context.substring(0, end);
        String country = path.substring(path.lastIndexOf('/') + 1);
        return country.matches("[A-Za-z]{1,10}") ? country : "";
    }

    private void objects(JsonParser json) throws IOException {
        Json.objects(json, told, () -> object(json));
    }

    /** A medium, or a case with media. */
    private void object(JsonParser json) throws IOException {
        long line = Json.line(json);
        String id = "";
        String category = "";
        boolean aCase = false;
        boolean any = false;
        Medium medium = Medium.UNKNOWN;
        Optional<Instant> changed = Optional.empty();
        List<HashValue> values = new ArrayList<>(2);
        for (String name = Json.member(json); name != null; name = Json.member(json)) {
            switch (name) {
                case "Media" -> {
                    aCase = true;
                    if (json.currentToken() == JsonToken.START_ARRAY) {
                        objects(json);
                    } else {
                        json.skipChildren();
                    }
                }
                case "CaseID" -> {
                    aCase = true;
                    json.skipChildren();
                }
                case "MediaID" -> id = Json.text(json);
                case "Category" -> category = Json.text(json);
                case "DateUpdated" -> changed = told.moment(Json.text(json), Json.line(json), name);
                case "MimeType" -> medium = medium(Json.text(json));
                case "MD5", "SHA1", "SHA256", "PhotoDNA" -> {
                    String text = Json.text(json);
                    if (!text.isEmpty()) {
                        any = true;
                        values.addAll(told.value(kind(name), text, Json.line(json), name));
                    }
                }
                default -> json.skipChildren();
            }
        }
        if (!aCase) {
            medium(id, category, medium, changed, any, values, line);
        }
    }

    private static HashKind kind(String name) {
        return switch (name) {
            case "MD5" -> HashKind.MD5;
            case "SHA1" -> HashKind.SHA1;
            case "SHA256" -> HashKind.SHA256;
            default -> HashKind.PHOTODNA;
        };
    }

    private static Medium medium(String type) {
        return type.startsWith("image/") ? Medium.IMAGE : type.startsWith("video/") ? Medium.VIDEO : Medium.UNKNOWN;
    }

    private void medium(
            String id,
            String category,
            Medium medium,
            Optional<Instant> changed,
            boolean any,
            List<HashValue> values,
            long line) {
        int number;
        try {
            number = Integer.parseInt(category);
        } catch (NumberFormatException none) {
            told.refused(line, "Category", category.isEmpty() ? "without_category" : "not_a_number");
            return;
        }
        if (!options.categories().contains(number)) {
            told.passedOver("category_" + number);
        } else if (!values.isEmpty()) {
            told.listed(id, medium, (model + " " + number).strip(), changed, values);
        } else if (!any) {
            told.refused(line, "", "without_hash");
        }
    }
}
