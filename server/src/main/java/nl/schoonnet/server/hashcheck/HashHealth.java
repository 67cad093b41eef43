// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down if the lists in memory can't be brought up to date. */
@Component("hashLists")
final class HashHealth implements HealthIndicator {
    private final KnownHashes known;

    HashHealth(KnownHashes known) {
        this.known = known;
    }

    @Override
    public Health health() {
        return known.stale() ? Health.down().build() : Health.up().build();
    }
}
