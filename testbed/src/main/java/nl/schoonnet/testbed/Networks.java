// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds which addresses and autonomous systems: the documentation prefixes of RFC 5737 and RFC 3849 cut into small
 * pieces, and the documentation AS numbers of RFC 5398, all 32 of them.
 */
final class Networks {
    private static final int[] BLOCKS = {ipv4(192, 0, 2), ipv4(198, 51, 100), ipv4(203, 0, 113)};
    private static final int BLOCK_SIZE = 256;
    private static final int FIRST_SHORT_AS = 64_496;
    private static final int SHORT_AS = 16;
    private static final int FIRST_LONG_AS = 65_536;
    private static final int LONG_AS = 16;

    /**
     * A prefix of one provider.
     *
     * @param first first IPv4 address as a number, or the third group of an IPv6 prefix
     * @param length prefix length
     * @param origin AS that announces it at the start of the year
     * @param laterOrigin AS that announces it in the second set of tables
     */
    record Prefix(Provider holder, boolean ipv6, int first, int length, int origin, int laterOrigin) {
        String text() {
            return ipv6 ? "2001:db8:" + Integer.toHexString(first) + "::/48" : dotted(first) + "/" + length;
        }

        /** The address with a number within the prefix, from 1. */
        String address(int number) {
            return ipv6
                    ? "2001:db8:" + Integer.toHexString(first) + "::" + Integer.toHexString(number)
                    : dotted(first + 1 + Math.floorMod(number - 1, size() - 2));
        }

        /** The range as a registry writes it. */
        String range() {
            return ipv6 ? text() : dotted(first) + " - " + dotted(first + size() - 1);
        }

        String firstAddress() {
            return ipv6 ? "2001:db8:" + Integer.toHexString(first) + "::" : dotted(first);
        }

        int size() {
            return 1 << (32 - length);
        }

        int origin(LocalDate day) {
            return day.isBefore(Story.SECOND_TABLES) ? origin : laterOrigin;
        }
    }

    private final List<Prefix> prefixes;
    private final Map<String, List<Integer>> systems;

    private Networks(List<Prefix> prefixes, Map<String, List<Integer>> systems) {
        this.prefixes = prefixes;
        this.systems = systems;
    }

    static Networks of(Cast cast) {
        Map<String, List<Integer>> systems = new HashMap<>();
        int nextSystem = 0;
        for (Provider provider : cast.providers()) {
            List<Integer> own = new ArrayList<>();
            for (int i = 0; i < provider.systems(); i++) {
                own.add(system(nextSystem++));
            }
            systems.put(provider.id(), List.copyOf(own));
        }
        List<Prefix> prefixes = new ArrayList<>();
        List<Provider> largestFirst = cast.providers().stream()
                .sorted(Comparator.comparingInt(p -> p.prefixes().getFirst()))
                .toList();
        int next = 0;
        for (Provider provider : largestFirst) {
            String carrier = provider.carrier().isEmpty() ? provider.id() : provider.carrier();
            List<Integer> origins = systems.getOrDefault(carrier, List.of());
            for (int i = 0; i < provider.prefixes().size(); i++) {
                int length = provider.prefixes().get(i);
                int first = BLOCKS[next / BLOCK_SIZE] + next % BLOCK_SIZE;
                next += 1 << (32 - length);
                int origin = origins.get(Math.min(i, origins.size() - 1));
                boolean renumbered = provider.id().equals(Cast.ACQUIRER) && i == 0;
                int later = renumbered ? origins.getLast() : origin;
                prefixes.add(new Prefix(provider, false, first, length, origin, later));
            }
        }
        int group = 1;
        for (Provider provider : cast.providers()) {
            if (provider.systems() > 1 && !provider.id().equals(Cast.ACQUIRER)) {
                int origin = systems.getOrDefault(provider.id(), List.of()).getFirst();
                prefixes.add(new Prefix(provider, true, group++, 48, origin, origin));
            }
        }
        return new Networks(List.copyOf(prefixes), Map.copyOf(systems));
    }

    private static int system(int number) {
        if (number >= SHORT_AS + LONG_AS) {
            throw new IllegalStateException("There are no more AS numbers for documentation.");
        }
        return number < SHORT_AS ? FIRST_SHORT_AS + number : FIRST_LONG_AS + number - SHORT_AS;
    }

    private static int ipv4(int a, int b, int c) {
        return a << 24 | b << 16 | c << 8;
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    /** All prefixes, IPv4 first. */
    List<Prefix> prefixes() {
        return prefixes;
    }

    List<Prefix> prefixes(Provider provider) {
        return prefixes.stream().filter(p -> p.holder().equals(provider)).toList();
    }

    /** The own AS numbers of a provider, none if another one carries it. */
    List<Integer> systems(Provider provider) {
        return systems.getOrDefault(provider.id(), List.of());
    }
}
