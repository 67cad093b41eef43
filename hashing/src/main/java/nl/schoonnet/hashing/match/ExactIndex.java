// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/**
 * Exact look-up: from a digest to the number of its entry. Never changes; safe for any number of threads; allocates nothing
 * when asked.
 */
abstract sealed class ExactIndex implements Index permits OpenAddressing, SortedDirectory {
    /** What {@link #find} gives for a digest that isn't there. */
    static final int ABSENT = -1;

    private final ExactKind kind;
    private final long[] references;

    ExactIndex(ExactKind kind, long[] references) {
        this.kind = kind;
        this.references = references;
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
     * @param entries receives the number of each one's entry or {@link #ABSENT}, from place 0 on
     */
    abstract void find(byte[] digests, int offset, int count, long[] entries);

    final ExactKind kind() {
        return kind;
    }

    final long[] references() {
        return references;
    }

    @Override
    public final int size() {
        return references.length;
    }

    @Override
    public final long reference(int entry) {
        return references[entry];
    }
}
