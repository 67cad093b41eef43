// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nl.schoonnet.internet.input.InputException;

/**
 * Notices as JSON: an array of objects, whose members are the columns of a CSV file. They become one, so that both are read by
 * the same rules. A member is text, a number, null (as if it weren't there), or for {@code address} and {@code flags} also an
 * array of texts.
 */
final class NoticeJson {
    /** The most notices of one request; more go as a file. */
    static final int MOST = 10_000;

    /** The most bytes of one request. */
    static final int LARGEST = 32 * 1024 * 1024;

    private static final int MOST_MEMBERS = 200;
    private static final int LONGEST_TEXT = 100_000;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(50)
                    .build())
            .build());

    private NoticeJson() {}

    /**
     * The CSV of an array of notices; the notice at index {@code i} begins at line {@code i + 2}.
     *
     * @throws InputException if it is no such array, or too long
     */
    static byte[] csv(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw tooMuch();
        }
        JsonNode notices = parse(bytes);
        if (!notices.isArray()) {
            throw new InputException(
                    "not_an_array", "", 0, "Notices are sent as a JSON array of objects, one per notice.");
        }
        if (notices.size() > MOST) {
            throw tooMuch();
        }
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode notice : notices) {
            if (!notice.isObject()) {
                throw new InputException(
                        "not_an_object", "", 0, "Notices are sent as a JSON array of objects, one per notice.");
            }
            notice.fieldNames().forEachRemaining(columns::add);
            if (columns.size() > MOST_MEMBERS) {
                throw new InputException(
                        "too_many_members", "", 0, "The notices have more than 200 different members in all.");
            }
        }
        if (columns.isEmpty()) {
            columns.addAll(List.of("notice_id", "url", "sent_at"));
        }
        StringBuilder csv = new StringBuilder();
        record(csv, List.copyOf(columns));
        for (JsonNode notice : notices) {
            List<String> cells = new ArrayList<>(columns.size());
            for (String column : columns) {
                cells.add(text(notice.path(column)));
            }
            record(csv, cells);
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static InputException tooMuch() {
        return new InputException(
                "too_many", "", 0, "A request holds at most 10,000 notices and 32 MB; send more as a CSV file.");
    }

    private static JsonNode parse(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            // Its message would quote the input.
            throw new InputException(
                    "not_json",
                    "",
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    "This is no JSON that can be read, or one of its texts is longer than 100,000 characters.");
        }
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(text(part)));
            return String.join(" ", parts);
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** A line break would be rejected by the reader as well, but would shift the lines after it. */
    private static void record(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i).replace("\r", "\0").replace("\n", "\0");
            csv.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(cell.replace("\"", "\"\""))
                    .append('"');
        }
        csv.append('\n');
    }
}
