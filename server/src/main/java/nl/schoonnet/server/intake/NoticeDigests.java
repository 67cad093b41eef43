// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.nio.charset.StandardCharsets;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;

/** Keyed digests of what is sealed in a notice and yet must be found or grouped by. */
public final class NoticeDigests {
    private NoticeDigests() {}

    /** Of the register's name of an item. */
    public static byte[] ofItem(String item, Keys keys) {
        return of("item " + item, keys);
    }

    /** Of an address in canonical form, as {@code item_by_address} holds it. */
    public static byte[] ofAddress(String canonical, Keys keys) {
        return of("address " + canonical, keys);
    }

    /** Of the page on which an item was found; null if none is told. */
    public static byte @Nullable [] ofPage(String page, Keys keys) {
        return page.isEmpty() ? null : of("page " + page, keys);
    }

    private static byte[] of(String text, Keys keys) {
        return keys.lookup(text.getBytes(StandardCharsets.UTF_8)).bytes();
    }
}
