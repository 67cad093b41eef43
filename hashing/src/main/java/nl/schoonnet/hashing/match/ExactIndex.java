// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/**
 * Exact look-up: from a digest to its reference. Never changes; safe for any number of threads; allocates nothing
 * when asked.
 */
abstract sealed class ExactIndex implements Index permits OpenAddressing, SortedDirectory {
    /** What {@link #locate} gives for a digest that isn't there. */
    static final int ABSENT = -1;

    private final ExactKind kind;

    ExactIndex(ExactKind kind) {
        this.kind = kind;
    }

    /** The index over entries of this kind. */
    static ExactIndex of(ExactKind kind, Entries entries, ExactMatcher.Layout layout) {
        return switch (layout) {
            case FAST -> new OpenAddressing(kind, entries);
            case COMPACT -> new SortedDirectory(kind, entries);
        };
    }

    /**
     * Looks up digests that lie one behind the other.
     *
     * @param digests from {@code offset} on, {@code count} of them
     * @param withdrawn entries that don't count
     * @param references receives the reference of each or {@link ExactMatcher#NONE}, from place 0 on
     */
    abstract void find(byte[] digests, int offset, int count, Tombstones withdrawn, long[] references);

    final ExactKind kind() {
        return kind;
    }
}
