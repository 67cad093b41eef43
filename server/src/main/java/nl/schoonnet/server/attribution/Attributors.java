// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.internet.attribution.Attributor;
import nl.schoonnet.internet.edition.Edition;
import nl.schoonnet.internet.edition.Editions;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.Networks;
import nl.schoonnet.internet.party.ProviderRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Attributors with the tables that were in force at a moment; the last one stays loaded. Safe for many threads. */
@Component
class Attributors {
    private final NetworkTables tables;
    private @Nullable Loaded loaded;

    Attributors(NetworkTables tables) {
        this.tables = tables;
    }

    /** An attributor with the editions that it uses. */
    record Loaded(List<NetworkTables.Kept> editions, Attributor attributor, List<Attributions.Used> used) {}

    /** As of one state of the tables: what is asked in the order of time loads each edition once. */
    final class Shelf {
        private final List<NetworkTables.Kept> all = tables.editions();

        Loaded at(Instant moment) {
            return load(tables.inForce(all, moment));
        }
    }

    Shelf shelf() {
        return new Shelf();
    }

    private synchronized Loaded load(List<NetworkTables.Kept> editions) {
        Loaded known = loaded;
        if (known != null && known.editions.equals(editions)) {
            return known;
        }
        // Not both in memory at once.
        loaded = null;
        List<Path> networks = new ArrayList<>();
        List<Edition<PublicSuffixList>> suffixes = new ArrayList<>(List.of(PublicSuffixList.bundled()));
        ProviderRegistry registry = ProviderRegistry.none();
        List<Attributions.Used> used = new ArrayList<>();
        for (NetworkTables.Kept edition : editions) {
            Path file = tables.file(edition);
            switch (edition.use()) {
                case NETWORKS -> networks.add(file);
                case SUFFIXES -> suffixes.add(PublicSuffixList.read(file, null, rejection -> {}));
                case PROVIDERS -> registry = ProviderRegistry.read(file, rejection -> {});
            }
            used.add(new Attributions.Used(
                    edition.source(), edition.trueAt(), edition.digest().hex()));
        }
        Loaded now = new Loaded(
                editions,
                new Attributor(Networks.read(networks, rejection -> {}), registry, Editions.of(suffixes)),
                List.copyOf(used));
        loaded = now;
        return now;
    }
}
