// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.politeness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;

/** Token buckets, places and rests per host and network, on a clock that is passed in. Safe for many threads. */
public final class Politeness {
    private static final int NETWORK_IPV4 = 24;
    private static final int NETWORK_IPV6 = 48;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration PLACE_TAKEN = Duration.ofMillis(200);

    private final PolitenessSettings settings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Gate> gates = new HashMap<>();
    private int sweepAbove;

    /** With these settings. */
    public Politeness(PolitenessSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.sweepAbove = settings.remembered();
    }

    /** Asks to begin a look at a host. */
    public Admission host(String name) {
        return enter(name, settings.host());
    }

    /** Asks to begin a look at the network of an address. */
    public Admission network(IpAddress address) {
        return enter(networkOf(address), settings.network());
    }

    /** The network of an address. */
    public static Prefix networkOf(IpAddress address) {
        return Prefix.around(address, address.isIpv4() ? NETWORK_IPV4 : NETWORK_IPV6);
    }

    /**
     * Leaves a host alone for a while.
     *
     * @param asked how long the host asked for, if it said so; bounded by the settings
     */
    public void rest(String name, Optional<Duration> asked) {
        lock.lock();
        try {
            Gate gate = gate(name, settings.host());
            Duration own = settings.firstRest().multipliedBy(1L << Math.min(gate.rests, 10));
            Duration rest = asked.filter(Duration::isPositive).orElse(own);
            gate.rests++;
            gate.restUntil =
                    clock.instant().plus(rest.compareTo(settings.longestRest()) > 0 ? settings.longestRest() : rest);
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a host answers again. */
    public void rested(String name) {
        lock.lock();
        try {
            Gate gate = gates.get(name);
            if (gate != null) {
                gate.rests = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    private Admission enter(Object key, PolitenessSettings.Pace pace) {
        lock.lock();
        try {
            Gate gate = gate(key, pace);
            Instant now = clock.instant();
            gate.fill(now);
            if (now.isBefore(gate.restUntil)) {
                return new Admission.NotBefore(gate.restUntil);
            }
            if (gate.inside >= pace.concurrent()) {
                return new Admission.NotBefore(now.plus(PLACE_TAKEN));
            }
            if (gate.tokens < 1) {
                long nanos = (long) Math.ceil((1 - gate.tokens) / pace.perSecond() * NANOS_PER_SECOND);
                return new Admission.NotBefore(now.plusNanos(nanos));
            }
            gate.tokens--;
            gate.inside++;
            return new Place(gate);
        } finally {
            lock.unlock();
        }
    }

    private Gate gate(Object key, PolitenessSettings.Pace pace) {
        if (gates.size() > sweepAbove) {
            Instant now = clock.instant();
            gates.values().removeIf(gate -> gate.isAsNew(now));
            sweepAbove = Math.max(settings.remembered(), 2 * gates.size());
        }
        return gates.computeIfAbsent(key, unknown -> new Gate(pace, clock.instant()));
    }

    private static final class Gate {
        private final PolitenessSettings.Pace pace;
        private double tokens;
        private Instant filledAt;
        private int inside;
        private int rests;
        private Instant restUntil = Instant.MIN;

        Gate(PolitenessSettings.Pace pace, Instant now) {
            this.pace = pace;
            this.tokens = pace.burst();
            this.filledAt = now;
        }

        void fill(Instant now) {
            if (now.isAfter(filledAt)) {
                double seconds = Duration.between(filledAt, now).toNanos() / NANOS_PER_SECOND;
                tokens = Math.min(pace.burst(), tokens + seconds * pace.perSecond());
            }
            // A clock that was set back begins anew from there.
            filledAt = now;
        }

        boolean isAsNew(Instant now) {
            fill(now);
            return inside == 0 && rests == 0 && !now.isBefore(restUntil) && tokens >= pace.burst();
        }
    }

    private final class Place implements Admission.Permit {
        private final Gate gate;
        private boolean left;

        Place(Gate gate) {
            this.gate = gate;
        }

        @Override
        public void oneMore() {
            lock.lock();
            try {
                gate.tokens--;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void giveBack() {
            lock.lock();
            try {
                if (!left) {
                    gate.tokens++;
                }
            } finally {
                lock.unlock();
            }
            close();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!left) {
                    left = true;
                    gate.inside--;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
