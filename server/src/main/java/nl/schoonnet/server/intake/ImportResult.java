// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.util.List;
import nl.schoonnet.internet.input.Rejection;

/**
 * What became of the rows of an import. Every row is in one of {@code added}, {@code changed}, {@code known} and
 * {@code rejected}; blank lines are no rows.
 *
 * @param importId its number
 * @param added notices that were new; of these {@code addedItems} about an address that was new too
 * @param addedItems addresses that were seen for the first time
 * @param changed rows that were known and now say something else: kept as a further revision
 * @param known rows that were known and say the same: nothing is done
 * @param rejected rows that can't be used
 * @param rejections file, line, field and code of these, at most a million; never a value
 */
public record ImportResult(
        long importId,
        long added,
        long addedItems,
        long changed,
        long known,
        long rejected,
        List<Rejection> rejections) {
    /** Copies the list. */
    public ImportResult {
        rejections = List.copyOf(rejections);
    }
}
