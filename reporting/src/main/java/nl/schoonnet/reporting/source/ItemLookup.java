// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/** Says which item a row is about. Called from several threads at once where snapshots are read. */
@FunctionalInterface
public interface ItemLookup {
    /**
     * The number of the item, from 0, or -1 if there is no such item.
     *
     * @param item the item's name as the row gives it; {@code ""} where it gives none
     * @param url the address as the row gives it; {@code ""} where it gives none
     */
    int index(String item, String url);
}
