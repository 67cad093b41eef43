// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/** Nothing beside the hashes: 40 bytes each, 8 of them the reference. */
final class ScannedPdqIndex extends PdqIndex {
    ScannedPdqIndex(Entries entries, Scan scan) {
        super(entries, scan);
    }

    @Override
    void findNear(int radius, PdqHits hits) {
        scan(radius, hits);
    }
}
