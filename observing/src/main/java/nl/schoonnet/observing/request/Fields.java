// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The header fields of an answer, in order, names compared without case. Immutable. {@code toString} shows none. */
public final class Fields {
    private static final int LONGEST_LENGTH = 18;

    private final List<String> names;
    private final List<String> values;

    Fields(List<String> names, List<String> values) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.values = List.copyOf(values);
    }

    /** No fields. */
    public static Fields none() {
        return new Fields(List.of(), List.of());
    }

    /** The first value of this name. */
    public Optional<String> first(String name) {
        int at = names.indexOf(name.toLowerCase(Locale.ROOT));
        return at < 0 ? Optional.empty() : Optional.of(values.get(at));
    }

    /** All values of this name. */
    public List<String> all(String name) {
        List<String> found = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            if (names.get(at).equals(name.toLowerCase(Locale.ROOT))) {
                found.add(values.get(at));
            }
        }
        return found;
    }

    /** How many fields there are. */
    public int size() {
        return names.size();
    }

    /** The media type without parameters, in lower case. */
    public Optional<String> mediaType() {
        return first("content-type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty() && value.length() <= 128);
    }

    /** The length of the body that is announced; empty if there is none, or no plain number below 10^18. */
    public OptionalLong contentLength() {
        Optional<String> text = first("content-length");
        if (text.isEmpty() || !isNumber(text.get())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    /** Whether lengths are announced that contradict each other (RFC 9112 section 6.3). */
    boolean lengthsDiffer() {
        return all("content-length").stream()
                        .flatMap(value -> List.of(value.split(",")).stream())
                        .map(String::strip)
                        .distinct()
                        .count()
                > 1;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_LENGTH
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Says only how many there are. */
    @Override
    public String toString() {
        return "Fields[" + names.size() + "]";
    }
}
