// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A town that answers on loopback: name servers and web servers, all by one clock. The first vantage point connects directly;
 * each other one has a name server of its own and a proxy, so that a site can tell who asks. Safe for many threads.
 */
public final class LivingInternet implements AutoCloseable {
    /** All that may be connected to. */
    public static final String ADDRESSES = "127.64.0.0/10";

    /** Where proxies stand before sites; no part of {@link Hoster}. */
    public static final String FRONT_ADDRESSES = "127.123.0.0/24";

    /** Where names are asked and proxies listen. */
    public static final String SERVICES = "127.0.0.1";

    private final Town town;
    private final WebServer web;
    private final List<NameServer> nameServers = new ArrayList<>();
    private final Map<String, NameServer> nameServerOf = new HashMap<>();
    private final Map<String, Integer> doors = new HashMap<>();
    private final X509Certificate authority;

    /**
     * Begins to answer.
     *
     * @param vantages who will look; at least one
     */
    public LivingInternet(Town town, InstantSource clock, List<String> vantages) {
        if (vantages.isEmpty()) {
            throw new IllegalArgumentException("A town is looked at from at least one vantage point.");
        }
        this.town = town;
        Certificates certificates = Certificates.of(town.secureNames());
        this.authority = certificates.authority();
        this.web = new WebServer(town, clock, vantages.getFirst(), certificates.context());
        for (String vantage : vantages) {
            NameServer names = new NameServer(new Names(town, clock, vantage));
            nameServers.add(names);
            nameServerOf.put(vantage, names);
            if (!vantage.equals(vantages.getFirst())) {
                doors.put(vantage, web.door(vantage));
            }
        }
    }

    /** The URL of an item. */
    public String url(Item item) {
        Site site = item.site();
        int port = site.secure() ? web.securePort() : web.plainPort();
        return (site.secure() ? "https://" : "http://") + site.name() + ":" + port + item.path();
    }

    /** What a page embeds that embeds what was notified. */
    public static String embedded(Item item) {
        return Answers.embedded(item);
    }

    /** What the sender of a notice knew of the item's addresses, with bars between: a proxy tells what is behind it. */
    public static String knownAddresses(Item item) {
        String seen = Names.addressOf(item.site(), item.origin());
        String own = item.hoster().address();
        return seen.equals(own) ? own : seen + "|" + own;
    }

    /** The ports on which sites answer. */
    public Set<Integer> ports() {
        return Set.of(web.plainPort(), web.securePort());
    }

    /** The port of a vantage point's name server on {@link #SERVICES}, UDP and TCP. */
    public int nameServerPort(String vantage) {
        NameServer names = nameServerOf.get(vantage);
        return names == null ? 0 : names.port();
    }

    /** Lets the name server of a vantage point answer nothing, or again. */
    public void silenceNames(String vantage, boolean silent) {
        Objects.requireNonNull(nameServerOf.get(vantage), "no such vantage point")
                .silent(silent);
    }

    /** The port of a vantage point's proxy on {@link #SERVICES}; 0 if it connects directly. */
    public int proxyPort(String vantage) {
        return doors.getOrDefault(vantage, 0);
    }

    /** The root to trust. */
    public X509Certificate authority() {
        return authority;
    }

    /** What is true. */
    public Town town() {
        return town;
    }

    /** Answers nobody any more, and leaves no socket behind. */
    @Override
    public void close() {
        web.close();
        nameServers.forEach(NameServer::close);
    }
}
