// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nl.schoonnet.testbed.alive.Scene.Layer;

/** All hosters, sites and items with what truly happens to them. Immutable. */
public final class Town {
    private static final long HOUR = 3_600;

    /** As many names as one certificate may have; further secure sites have one that isn't theirs. */
    private static final int MOST_SECURE = 500;

    /** What goes wrong for an hour, now and then; what takes an observer real time is rare. */
    private static final List<Scene> FAULTS = List.of(
            Scene.ERROR,
            Scene.BAD_GATEWAY,
            Scene.DROPPED,
            Scene.TOO_MANY,
            Scene.BUSY,
            Scene.NAMES_DOWN,
            Scene.GIBBERISH,
            Scene.ERROR,
            Scene.TOO_MANY,
            Scene.NAMES_DOWN);

    private final long seed;
    private final List<Hoster> hosters;
    private final Map<String, Site> sites;
    private final List<Item> items;
    private final Map<String, Map<String, Item>> bySite;

    Town(long seed, List<Hoster> hosters, List<Site> sites, List<Item> items) {
        this.seed = seed;
        this.hosters = List.copyOf(hosters);
        this.sites = Site.byName(sites);
        this.items = List.copyOf(items);
        this.bySite = Site.index(items);
    }

    /** The hosting companies. */
    public List<Hoster> hosters() {
        return hosters;
    }

    /** The notified items. */
    public List<Item> items() {
        return items;
    }

    /** How many sites there are. */
    public int sites() {
        return sites.size();
    }

    /** What is truly the case with an item at an instant, as one vantage point meets it. */
    public Scene scene(Item item, Instant at, String vantage) {
        return scene(item.site(), item.own(at), at, vantage);
    }

    /** What everything that lies before the item makes of what is the case with it. */
    private Scene scene(Site site, Scene own, Instant at, String vantage) {
        Set<Scene> all = new TreeSet<>((a, b) -> a.layer().compareTo(b.layer()));
        site.wall().filter(wall -> wall.vantage().equals(vantage)).ifPresent(wall -> all.add(wall.scene()));
        all.add(own);
        site.hosterAt(at).troubles().stream()
                .filter(trouble -> trouble.when().contains(at))
                .forEach(trouble -> all.add(trouble.scene()));
        fault(site, at).ifPresent(all::add);
        return all.iterator().next();
    }

    /** What goes wrong on a site in this hour: nothing but seed, site and hour decide. */
    private Optional<Scene> fault(Site site, Instant at) {
        long mixed =
                mixed(seed ^ mixed(site.number() * 0x9E3779B97F4A7C15L ^ Math.floorDiv(at.getEpochSecond(), HOUR)));
        double chance = (mixed >>> 11) * 0x1.0p-53;
        return chance < site.faults()
                ? Optional.of(FAULTS.get((int) (chance / site.faults() * FAULTS.size())))
                : Optional.empty();
    }

    /** The finaliser of SplitMix64. */
    private static long mixed(long value) {
        long bits = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return bits ^ (bits >>> 31);
    }

    /** The site of a name, with or without {@code www}. */
    Optional<Site> site(String name) {
        return Optional.ofNullable(sites.get(name.startsWith("www.") ? name.substring(4) : name));
    }

    /** The item of a path, if there is one. */
    Optional<Item> item(Site site, String path) {
        return Optional.ofNullable(bySite.getOrDefault(site.name(), Map.of()).get(path));
    }

    /** What is the case with a site as a whole: {@link Scene#THERE} if nothing is. */
    Scene ofSite(Site site, Instant at, String vantage) {
        Collection<Item> own = bySite.getOrDefault(site.name(), Map.of()).values();
        Scene whole = own.stream()
                .map(item -> item.own(at))
                .filter(scene -> scene.layer() == Layer.NAME || scene.layer() == Layer.CONNECTION)
                .findFirst()
                .orElse(Scene.THERE);
        return scene(site, whole, at, vantage);
    }

    /** The names of the sites over TLS. */
    List<String> secureNames() {
        return sites.values().stream()
                .filter(Site::secure)
                .map(Site::name)
                .sorted()
                .limit(MOST_SECURE)
                .toList();
    }

    /** All addresses where somebody listens. */
    Set<String> addresses() {
        Set<String> addresses =
                new HashSet<>(Set.of(Names.PARKING_ADDRESS, Names.ELSEWHERE_ADDRESS, Names.BROKEN_TLS_ADDRESS));
        addresses.addAll(Names.FRONTS);
        hosters.forEach(hoster -> addresses.add(hoster.address()));
        sites.values().forEach(site -> addresses.add(site.addressAt(Instant.MAX)));
        return addresses;
    }
}
