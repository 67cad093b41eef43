// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

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

    void listed(String reference, Medium medium, String classification, List<HashValue> values) {
        listed++;
        sink.accept(new Listed(reference, medium, classification, values));
    }

    void withdrawn(String reference, Medium medium, List<HashValue> values) {
        withdrawn++;
        sink.accept(new Withdrawn(reference, medium, values));
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

    ListRead done() {
        return new ListRead(listed, withdrawn, refused, passedOver, next);
    }
}
