// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The list of items that a sample is drawn from. Immutable; the order of the items carries no meaning. */
public final class Frame {

    /**
     * An item of the frame.
     *
     * @param id its name, unique in the frame
     * @param stratum the stratum it belongs to: its provider; any constant if not stratified
     * @param page the page it is on; its own id if it is on none
     */
    public record Unit(String id, String stratum, String page) {}

    private final List<Unit> units;

    private Frame(List<Unit> units) {
        this.units = units;
    }

    /**
     * A frame of these items.
     *
     * @throws IllegalArgumentException if the frame is empty or two items have the same id
     */
    public static Frame of(Collection<Unit> units) {
        Set<String> ids = new HashSet<>();
        if (units.isEmpty() || !units.stream().allMatch(unit -> ids.add(unit.id()))) {
            throw new IllegalArgumentException("A frame needs items, each with an id of its own.");
        }
        return new Frame(units.stream().sorted(Comparator.comparing(Unit::id)).toList());
    }

    /** The items, by id. */
    public List<Unit> units() {
        return units;
    }

    /** The number of items per stratum. */
    public SortedMap<String, Integer> strata() {
        return count(Unit::stratum);
    }

    /** The number of items per page. */
    public SortedMap<String, Integer> pages() {
        return count(Unit::page);
    }

    private SortedMap<String, Integer> count(Function<Unit, String> by) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        units.forEach(unit -> counts.merge(by.apply(unit), 1, Integer::sum));
        return counts;
    }
}
