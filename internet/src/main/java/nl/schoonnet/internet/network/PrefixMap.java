// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Longest match to values of any kind; equal values are kept once. Immutable. */
final class PrefixMap<V> {
    private final PrefixTable table;
    private final List<V> values;

    private PrefixMap(PrefixTable table, List<V> values) {
        this.table = table;
        this.values = values;
    }

    @Nullable
    V find(IpAddress address) {
        int index = table.find(address);
        return index == PrefixTable.ABSENT ? null : values.get(index);
    }

    Optional<Prefix> match(IpAddress address) {
        return table.match(address);
    }

    int size() {
        return table.size();
    }

    static <V> Builder<V> builder() {
        return new Builder<>();
    }

    static final class Builder<V> {
        private final List<Range<V>> ranges = new ArrayList<>();

        /** Adds a range; where ranges overlap the smaller one answers, of equal ones the one added last. */
        void add(IpAddress first, IpAddress last, V value) {
            ranges.add(new Range<>(first, last, value));
        }

        void add(Prefix prefix, V value) {
            add(prefix.first(), prefix.last(), value);
        }

        boolean isEmpty() {
            return ranges.isEmpty();
        }

        PrefixMap<V> build() {
            // A part of a smaller range is never wider than the part of a greater range that contains it, but it may be
            // equal to it; so the greater range is added first.
            ranges.sort(Comparator.comparing((Range<V> range) -> range.size()).reversed());
            PrefixTable.Builder table = PrefixTable.builder();
            Map<V, Integer> numbers = new HashMap<>();
            List<V> values = new ArrayList<>();
            for (Range<V> range : ranges) {
                int number = numbers.computeIfAbsent(range.value(), value -> {
                    values.add(value);
                    return values.size() - 1;
                });
                for (Prefix prefix : Prefix.ofRange(range.first(), range.last())) {
                    table.add(prefix, number);
                }
            }
            return new PrefixMap<>(table.build(), List.copyOf(values));
        }
    }

    private record Range<V>(IpAddress first, IpAddress last, V value) {
        /** The number of addresses less one, as unsigned 128 bits. */
        IpAddress size() {
            long low = last.low() - first.low();
            long borrow = Long.compareUnsigned(last.low(), first.low()) < 0 ? 1 : 0;
            return new IpAddress(last.high() - first.high() - borrow, low);
        }
    }
}
