// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of notices from rows read to the population: every exclusion has a step. Not safe for use by many threads. */
public final class Funnel {
    /**
     * One step.
     *
     * @param code stable code
     * @param kind in, out or of_which
     */
    public record Step(String code, String kind, long count) {}

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();

    Funnel() {}

    void set(String kind, String code, long count) {
        kinds.put(code, kind);
        counts.put(code, count);
    }

    void add(String kind, String code) {
        kinds.putIfAbsent(code, kind);
        counts.merge(code, 1L, Long::sum);
    }

    /** The count of a step, 0 if it did not occur. */
    public long count(String code) {
        return counts.getOrDefault(code, 0L);
    }

    /** The steps in order. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        counts.forEach((code, count) -> steps.add(new Step(code, kinds.getOrDefault(code, "out"), count)));
        return steps;
    }
}
