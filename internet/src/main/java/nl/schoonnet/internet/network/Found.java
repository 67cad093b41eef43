// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a table said about an address, an AS number, a handle or a domain.
 *
 * @param prefix the longest matching prefix, null where the key was no address
 * @param source the file
 * @param trueAt when the table was true
 * @param later true if no table at or before the moment was there, so that a later one was used
 */
public record Found<V>(V value, @Nullable Prefix prefix, String source, Instant trueAt, boolean later) {
    /** The same finding with another value. */
    public <W> Found<W> map(Function<? super V, ? extends W> function) {
        return new Found<>(function.apply(value), prefix, source, trueAt, later);
    }
}
