package nl.schoonnet.server.hashcheck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Sets of listings under small numbers, which stand beside each hash in memory: millions of hashes share a few dozen sets. One
 * thread adds, any number reads.
 */
final class ListingSets {
    private final Map<SortedSet<Listing>, Integer> numbers = new HashMap<>();
    private volatile List<SortedSet<Listing>> sets = List.of();
    private volatile boolean[] counting = {};
    private volatile boolean[] testing = {};
    private List<HashSource> sources = List.of();
    private Instant now = Instant.MIN;

    /** The number of a set that isn't empty. */
    synchronized int number(Collection<Listing> listings) {
        SortedSet<Listing> set = new TreeSet<>(listings);
        Integer known = numbers.get(set);
        if (known != null) {
            return known;
        }
        List<SortedSet<Listing>> more = new ArrayList<>(sets);
        more.add(set);
        numbers.put(set, more.size() - 1);
        sets = List.copyOf(more);
        settle();
        return more.size() - 1;
    }

    SortedSet<Listing> set(long number) {
        return sets.get(Math.toIntExact(number));
    }

    /** Which sources count at a moment: a set counts if one of its sources does. */
    synchronized void at(Instant moment, List<HashSource> known) {
        now = moment;
        sources = List.copyOf(known);
        settle();
    }

    private void settle() {
        boolean[] real = new boolean[sets.size()];
        boolean[] made = new boolean[sets.size()];
        for (int i = 0; i < real.length; i++) {
            for (Listing listing : sets.get(i)) {
                for (HashSource source : sources) {
                    if (source.number() == listing.source() && source.counts(now)) {
                        real[i] |= !source.test();
                        made[i] |= source.test();
                    }
                }
            }
        }
        counting = real;
        testing = made;
    }

    /** Whether a set counts, for a test or for good. */
    boolean counts(long number, boolean test) {
        boolean[] which = test ? testing : counting;
        return number >= 0 && number < which.length && which[(int) number];
    }
}
