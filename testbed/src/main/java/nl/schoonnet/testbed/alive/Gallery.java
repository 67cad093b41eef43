// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.testbed.Speed;
import nl.schoonnet.testbed.alive.Item.Kind;
import nl.schoonnet.testbed.alive.Item.Turn;

/**
 * A town that shows every scene: for each a number of sites, all of one kind, so that a look at each of them is worth the
 * same. Nothing changes there over time but what is meant to: content.
 */
public final class Gallery {
    /** Scenes that take an observer as long as it waits; fewer sites suffice. */
    private static final Set<Scene> SLOW = EnumSet.of(Scene.SILENT, Scene.DRIPPING);

    private static final int PER_HOSTER = 12;

    private Gallery() {}

    /**
     * Makes it.
     *
     * @param copies sites per scene
     * @param walledOff the vantage point that sees walls, challenges and withheld names
     * @param silent whether sites that say nothing are among them, which takes real time
     * @param changes when content changes where it does
     */
    public static Town town(long seed, int copies, boolean silent, String walledOff, Instant origin, Instant changes) {
        List<Hoster> hosters = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (Scene scene : Scene.values()) {
            for (int copy = 0; copy < count(scene, copies, silent); copy++) {
                if (sites.size() % PER_HOSTER == 0) {
                    hosters.add(new Hoster(hosters.size(), new Speed(0.9), List.of()));
                }
                boolean wall = scene == Scene.WALL || scene == Scene.CHALLENGE || scene == Scene.WITHHELD;
                Site site = new Site(
                        sites.size(),
                        hosters.getLast(),
                        scene == Scene.TLS_BROKEN || (copy % 5 == 4 && scene != Scene.ELSEWHERE),
                        copy % 4 == 3,
                        unknown(scene, copy),
                        wall ? Optional.of(new Site.Wall(walledOff, scene)) : Optional.empty(),
                        Optional.empty(),
                        0);
                sites.add(site);
                String id = "g" + site.number();
                Scene shown = wall ? Scene.THERE : scene;
                List<Turn> turns = scene == Scene.THERE_CHANGED
                        ? List.of(new Turn(Instant.MIN, Scene.THERE), new Turn(changes, scene))
                        : List.of(new Turn(Instant.MIN, shown));
                items.add(new Item(id, site, "/album/" + id + "-picture", origin, id, Kind.STAYS, Instant.MAX, turns));
            }
        }
        return new Town(seed, hosters, sites, items);
    }

    private static int count(Scene scene, int copies, boolean silent) {
        if (!SLOW.contains(scene)) {
            return copies;
        }
        return silent ? 1 + copies / 8 : 0;
    }

    /** Hosts that answer anything with a page stand among those that don't. */
    private static Scene unknown(Scene scene, int copy) {
        if (scene == Scene.SOFT_404 || scene == Scene.SOFT_404_ECHO) {
            return scene;
        }
        return copy % 3 == 2 ? Scene.SOFT_404 : Scene.NOT_FOUND;
    }
}
