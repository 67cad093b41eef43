// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.edition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Fresh random labels for parties that may not be named: drawn anew for each report, so that two reports of the same run
 * can't be joined by label. A label carries no order, size or time. Not safe for use by many threads.
 */
final class Labels {
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 5;

    private final RandomGenerator random;
    private final Map<String, String> labels = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    /** Labels from a source that must not be predictable, such as {@link java.security.SecureRandom}. */
    Labels(RandomGenerator random) {
        this.random = random;
    }

    /** The label of a party, the same one for the life of this object. */
    String of(String party) {
        return labels.computeIfAbsent(party, p -> draw());
    }

    private String draw() {
        String label;
        do {
            StringBuilder letters = new StringBuilder(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            label = letters.toString();
        } while (!used.add(label));
        return label;
    }
}
