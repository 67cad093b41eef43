// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The items that were notified, found by name or by address in canonical form. Addresses that were asked for before are
 * remembered, up to {@value #MOST_REMEMBERED}, so that a feed that lists the same addresses day after day does not have them
 * parsed each time. Safe for use by many threads.
 */
public final class NoticedItems implements ItemLookup {
    private static final int MOST_REMEMBERED = 1 << 19;

    private final Map<String, Integer> byName;
    private final Map<String, Integer> byUrl;
    private final UnaryOperator<String> canonicalForm;
    private final Map<String, Integer> remembered = new ConcurrentHashMap<>();

    /**
     * Items by name and by address; the maps must not change afterwards.
     *
     * @param byName number of the item with this name
     * @param byUrl number of the item with this address in canonical form
     * @param canonicalForm gives the canonical form of an address, of a canonical one itself, and {@code ""} for what is no
     *     address
     */
    public NoticedItems(Map<String, Integer> byName, Map<String, Integer> byUrl, UnaryOperator<String> canonicalForm) {
        this.byName = byName;
        this.byUrl = byUrl;
        this.canonicalForm = canonicalForm;
    }

    @Override
    public int index(String item, String url) {
        if (!item.isEmpty()) {
            return byName.getOrDefault(item, -1);
        }
        Integer known = byUrl.get(url);
        if (known == null) {
            known = remembered.get(url);
        }
        if (known == null) {
            known = byUrl.getOrDefault(canonicalForm.apply(url), -1);
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(url, known);
            }
        }
        return known;
    }
}
