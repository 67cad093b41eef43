// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.schoonnet.server.keys.Digest;

/**
 * Knows a request that is sent again because its answer was lost, so that it is counted once. By the name that its sender gave it
 * and by what it asks: a name that is used for something else hides nothing. In memory, the last {@value #MOST} of each holder
 * of keys; what was sent before a restart is new. Safe for use by many threads.
 */
final class Repeats {
    static final int MOST = 10_000;

    private final Map<String, Last> byHolder = new ConcurrentHashMap<>();

    /** Whether it is the first of its name and content. */
    boolean isNew(Asking asking, Collection<byte[]> asked) {
        if (asking.sentAs().isEmpty()) {
            return true;
        }
        return byHolder.computeIfAbsent(asking.caller().holder(), none -> new Last())
                .add(digest(asking.sentAs(), asked));
    }

    private static Digest digest(String name, Collection<byte[]> asked) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            digest.update((text.length + " " + asked.size() + " ").getBytes(StandardCharsets.UTF_8));
            digest.update(text);
            asked.forEach(digest::update);
            return Digest.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static final class Last {
        private final Map<Digest, Boolean> seen = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Digest, Boolean> eldest) {
                return size() > MOST;
            }
        };

        synchronized boolean add(Digest one) {
            return seen.put(one, true) == null;
        }
    }
}
