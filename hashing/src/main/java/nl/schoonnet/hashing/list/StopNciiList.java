// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.hashing.list.ListEntry.Medium;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/** A page of StopNCII's hashes. Records have no name but their hash; one that is malformed doesn't stop the page. */
final class StopNciiList {
    private static final String FORMAT = "StopNCII";

    private final Told told;

    StopNciiList(Told told) {
        this.told = told;
    }

    void read(InputStream list) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(list)) {
            read(json);
        }
    }

    private void read(JsonParser json) throws IOException {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw noPage();
            }
            boolean records = false;
            boolean more = true;
            String next = "";
            for (String name = Json.member(json); name != null; name = Json.member(json)) {
                switch (name) {
                    case "hashRecords" -> {
                        if (json.currentToken() != JsonToken.START_ARRAY) {
                            throw noPage();
                        }
                        records = true;
                        Json.objects(json, told, () -> record(json));
                    }
                    case "nextPageToken" -> next = Json.text(json);
                    case "hasMoreRecords" -> more = json.currentToken() != JsonToken.VALUE_FALSE;
                    default -> json.skipChildren();
                }
            }
            if (!records) {
                throw noPage();
            }
            told.next(more ? next : "");
        } catch (JsonProcessingException fault) {
            throw Json.broken(fault, json, FORMAT);
        }
    }

    private static ListException noPage() {
        return new ListException(
                "no_records",
                1,
                "The list holds no array 'hashRecords', as pages of StopNCII do: check the file and its format.");
    }

    private void record(JsonParser json) throws IOException {
        String type = "";
        String hash = "";
        String status = "";
        String changed = "";
        long line = Json.line(json);
        for (String name = Json.member(json); name != null; name = Json.member(json)) {
            switch (name) {
                case "signalType" -> type = Json.text(json);
                case "hashValue" -> hash = Json.text(json);
                case "hashStatus" -> status = Json.text(json);
                case "lastModtimestamp" -> changed = Json.text(json);
                default -> json.skipChildren();
            }
        }
        switch (type) {
            case "ImagePDQ" -> record(HashKind.PDQ, Medium.IMAGE, hash, status, changed, line);
            case "ImageMD5" -> record(HashKind.MD5, Medium.IMAGE, hash, status, changed, line);
            case "ImagePDNA" -> record(HashKind.PHOTODNA, Medium.IMAGE, hash, status, changed, line);
            case "VideoMD5" -> record(HashKind.MD5, Medium.VIDEO, hash, status, changed, line);
            case "" -> told.refused(line, "signalType", "without_kind");
            case "VideoTMK", "Text", "URL" -> told.passedOver("kind_" + type);
            default -> told.passedOver("unknown_kind");
        }
    }

    /** In seconds since 1970. */
    private Optional<Instant> seconds(String text, long line) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            told.refused(line, "lastModtimestamp", "not_a_moment");
            return Optional.empty();
        }
    }

    private void record(HashKind kind, Medium medium, String hash, String status, String changedAt, long line) {
        List<HashValue> value = told.value(kind, hash, line, "hashValue");
        if (value.isEmpty()) {
            return;
        }
        Optional<Instant> changed = seconds(changedAt, line);
        switch (status) {
            case "Active" -> told.listed("", medium, "", changed, value);
            case "Withdrawn", "Deleted" -> told.withdrawn("", medium, changed, value);
            default -> told.refused(line, "hashStatus", status.isEmpty() ? "without_status" : "unknown_status");
        }
    }
}
