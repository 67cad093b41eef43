// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.hashing.value.HashValue;

/** One thing that a hash list says, or one of which it can't be told what it says. */
public sealed interface ListEntry {

    /**
     * A picture or film is on the list.
     *
     * @param reference its maker's own name for it; {@code ""} if it has none
     * @param medium what it is
     * @param classification the maker's verdict in the maker's words, such as {@code A1}; {@code ""} if none is given
     * @param changed when its maker last changed this, where that is told
     * @param values at least one hash, all of the same thing
     */
    record Listed(
            String reference, Medium medium, String classification, Optional<Instant> changed, List<HashValue> values)
            implements ListEntry {
        /** Copies the list. */
        public Listed {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("What is listed has a hash.");
            }
        }
    }

    /**
     * It is no longer on the list.
     *
     * @param reference its maker's own name for it; {@code ""} if it is told by its hashes
     * @param changed when its maker withdrew it, where that is told; lists aren't in order of time
     * @param values its hashes; none if it is told by its reference
     */
    record Withdrawn(String reference, Medium medium, Optional<Instant> changed, List<HashValue> values)
            implements ListEntry {
        /** Copies the list. */
        public Withdrawn {
            values = List.copyOf(values);
            if (reference.isEmpty() == values.isEmpty()) {
                throw new IllegalArgumentException("What is withdrawn is told by its reference or by its hashes.");
            }
        }
    }

    /**
     * A record, or a field of one, that can't be used. Never carries the value.
     *
     * @param record its number in the file, from 1
     * @param line on which it was met, from 1
     * @param field name of the field; {@code ""} if the record as a whole is meant
     * @param code a stable code in lower_snake_case
     */
    record Refused(long record, long line, String field, String code) implements ListEntry {}

    /** What a hash was made of. */
    enum Medium {
        IMAGE,
        VIDEO,
        /** The list doesn't say. */
        UNKNOWN
    }
}
