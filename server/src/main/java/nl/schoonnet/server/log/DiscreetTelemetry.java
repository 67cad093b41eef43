// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.log;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What traces and metrics may hold: method, status, outcome, the pattern of a path and the class of a fault. Everything else
 * that a library would add is dropped: addresses, queries, hosts, messages of exceptions.
 */
@Component
final class DiscreetTelemetry implements ObservationFilter {
    private static final Set<String> KEPT = Set.of("method", "status", "outcome", "uri", "exception", "error");

    @Override
    public Observation.Context map(Observation.Context context) {
        for (KeyValue value : context.getAllKeyValues()) {
            if (!KEPT.contains(value.getKey())) {
                context.removeLowCardinalityKeyValue(value.getKey());
                context.removeHighCardinalityKeyValue(value.getKey());
            }
        }
        return context;
    }
}
