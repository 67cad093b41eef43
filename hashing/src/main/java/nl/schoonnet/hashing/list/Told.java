// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import nl.schoonnet.hashing.list.ListEntry.Listed;
import nl.schoonnet.hashing.list.ListEntry.Medium;
import nl.schoonnet.hashing.list.ListEntry.Refused;
import nl.schoonnet.hashing.list.ListEntry.Withdrawn;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/** Hands on what a reader finds, and counts it. */
final class Told {
    private static final int LONGEST_CLASSIFICATION = 100;

    private final Consumer<ListEntry> sink;
    private final RecordGuard guard;
    private final SortedMap<String, Long> passedOver = new TreeMap<>();
    private long listed;
    private long withdrawn;
    private long refused;
    private long record;
    private Optional<String> next = Optional.empty();

    Told(Consumer<ListEntry> sink, RecordGuard guard) {
        this.sink = sink;
        this.guard = guard;
    }

    /** A record begins. */
    void record() {
        record++;
        guard.next();
    }

    /** It goes on after this page. */
    void next(String where) {
        next = where.isEmpty() ? Optional.empty() : Optional.of(where);
    }

    void listed(
            String reference, Medium medium, String classification, Optional<Instant> changed, List<HashValue> values) {
        listed++;
        sink.accept(new Listed(reference, medium, classification, changed, values));
    }

    void withdrawn(String reference, Medium medium, Optional<Instant> changed, List<HashValue> values) {
        withdrawn++;
        sink.accept(new Withdrawn(reference, medium, changed, values));
    }

    void refused(long line, String field, String code) {
        refused++;
        sink.accept(new Refused(record, line, field, code));
    }

    void passedOver(String code) {
        passedOver.merge(code, 1L, Long::sum);
    }

    /** A hash in text; refused if it isn't one of that kind. */
    List<HashValue> value(HashKind kind, String text, long line, String field) {
        List<HashValue> one = new ArrayList<>(1);
        HashValue.read(kind, text.strip()).ifPresentOrElse(one::add, () -> refused(line, field, "not_a_hash"));
        return one;
    }

    /** A moment as ISO 8601 writes it, with its offset; one without or of another form is refused, since order depends on it. */
    Optional<Instant> moment(String text, long line, String field) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            refused(line, field, "not_a_moment");
            return Optional.empty();
        }
    }

    /** A verdict in its maker's words; what is no word of a scheme, such as a note to itself, is refused. */
    String classification(String text, long line, String field) {
        if (text.length() <= LONGEST_CLASSIFICATION && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        refused(line, field, "not_a_classification");
        return "";
    }

    ListRead done() {
        return new ListRead(listed, withdrawn, refused, passedOver, next);
    }
}
