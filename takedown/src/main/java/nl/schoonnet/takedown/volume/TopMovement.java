// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who moved in and out of the top between two periods.
 *
 * @param <T> the key of a party
 * @param stayed in both tops, in the later order
 * @param enteredFromBelow in the later top, seen earlier but not at the top, in the later order
 * @param neverSeenBefore in the later top and in no earlier period, in the later order
 * @param left in the earlier top only, in the earlier order
 */
public record TopMovement<T>(List<T> stayed, List<T> enteredFromBelow, List<T> neverSeenBefore, List<T> left) {

    /** The lists are copied. */
    public TopMovement {
        stayed = List.copyOf(stayed);
        enteredFromBelow = List.copyOf(enteredFromBelow);
        neverSeenBefore = List.copyOf(neverSeenBefore);
        left = List.copyOf(left);
    }

    /**
     * The movement between two top lists.
     *
     * @param earlierTop the top of the earlier period
     * @param seenEarlier everybody seen in the earlier period or before it; the earlier top is taken as seen
     * @param laterTop the top of the later period
     */
    public static <T> TopMovement<T> between(List<T> earlierTop, Set<T> seenEarlier, List<T> laterTop) {
        List<T> stayed = new ArrayList<>();
        List<T> entered = new ArrayList<>();
        List<T> unseen = new ArrayList<>();
        for (T party : laterTop) {
            if (earlierTop.contains(party)) {
                stayed.add(party);
            } else if (seenEarlier.contains(party)) {
                entered.add(party);
            } else {
                unseen.add(party);
            }
        }
        List<T> left =
                earlierTop.stream().filter(party -> !laterTop.contains(party)).toList();
        return new TopMovement<>(stayed, entered, unseen, left);
    }

    /** The {@code size} parties with the largest volumes above 0, largest first, equals by key. */
    public static <T extends Comparable<? super T>> List<T> top(Map<T, Double> volumes, int size) {
        Comparator<Map.Entry<T, Double>> byVolume = Map.Entry.comparingByValue(Comparator.reverseOrder());
        return volumes.entrySet().stream()
                .filter(party -> party.getValue() > 0)
                .sorted(byVolume.thenComparing(Map.Entry.comparingByKey()))
                .limit(size)
                .map(Map.Entry::getKey)
                .toList();
    }
}
