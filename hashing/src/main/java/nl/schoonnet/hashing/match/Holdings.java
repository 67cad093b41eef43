// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is listed now: immutable segments with their tombstones, a small delta, and what is silenced, as one immutable
 * snapshot that is swapped at once. A key is live in at most one place.
 *
 * <p>Readers take {@link #now} once per question and never wait. Writers wait for one another. A merge reads a snapshot
 * beside both and takes the writers' lock only to begin and to swap.
 *
 * @param <I> the kind of index of a segment
 */
final class Holdings<I extends Index> {
    /** The most keys of a delta, withdrawn ones counted. */
    static final int DELTA_LIMIT = 100_000;

    /** Segments beyond which a merge is worth its while. */
    private static final int MANY_SEGMENTS = 4;

    private final int width;
    private final int deltaLimit;
    private final Function<Entries, I> builder;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock merging = new ReentrantLock();
    private volatile Snapshot<I> now;

    /** Keys withdrawn since the running merge began; null while none runs. Guarded by {@link #writing}. */
    private @Nullable KeyBatch withdrawnMeanwhile;

    /**
     * Begins with entries and a position.
     *
     * @param width the words of a key
     * @param deltaLimit at least 1
     */
    Holdings(int width, int deltaLimit, Function<Entries, I> builder, Entries entries, long position) {
        this.width = width;
        this.deltaLimit = deltaLimit;
        this.builder = builder;
        now = new Snapshot<>(segments(entries), Delta.empty(width), Tombstones.NONE, Silence.NONE, position);
    }

    private List<Segment<I>> segments(Entries entries) {
        return entries.size() == 0 ? List.of() : List.of(new Segment<>(builder.apply(entries), Tombstones.NONE));
    }

    Snapshot<I> now() {
        return now;
    }

    /** Makes changes visible, all at once, in the order in which they came. */
    void apply(KeyBatch changes, long position) {
        writing.lock();
        try {
            Change change = new Change(now);
            if (changes.size() > deltaLimit) {
                change.load(changes.distinct());
            } else {
                if (changes.size() > deltaLimit - change.delta.size()) {
                    change.seal();
                }
                for (int i = 0; i < changes.size(); i++) {
                    change.put(
                            changes.word(i, 0),
                            changes.word(i, 1),
                            changes.word(i, 2),
                            changes.word(i, 3),
                            changes.reference(i));
                }
            }
            now = change.done(position);
        } finally {
            writing.unlock();
        }
    }

    void silence(Silence silence) {
        writing.lock();
        try {
            now = now.with(silence);
        } finally {
            writing.unlock();
        }
    }

    /** Whether {@link #merge} would make questions faster by something that one notices. */
    boolean wantsMerge() {
        Snapshot<I> current = now;
        return current.delta().size() > deltaLimit / 2
                || current.segments().size() > MANY_SEGMENTS
                || current.segments().stream()
                                .mapToLong(segment -> segment.withdrawn().count())
                                .sum()
                        > current.size() / 4;
    }

    /**
     * Makes one segment of all that is live.
     *
     * @return what was live when the merge began, in at most one segment, with the position of that moment
     */
    Snapshot<I> merge() {
        merging.lock();
        try {
            Snapshot<I> before = begin();
            List<Segment<I>> parts = before.segments();
            if (parts.size() <= 1
                    && parts.stream().allMatch(part -> part.withdrawn().count() == 0)) {
                return before;
            }
            List<Segment<I>> merged = segments(Entries.merged(
                    width,
                    parts.stream()
                            .map(part -> part.index().live(part.withdrawn()))
                            .toList()));
            swap(parts.size(), merged);
            return new Snapshot<>(merged, before.delta(), before.deltaWithdrawn(), before.silence(), before.position());
        } finally {
            end();
            merging.unlock();
        }
    }

    private Snapshot<I> begin() {
        writing.lock();
        try {
            Change change = new Change(now);
            change.seal();
            Snapshot<I> sealed = change.done(now.position());
            now = sealed;
            withdrawnMeanwhile = new KeyBatch(width);
            return sealed;
        } finally {
            writing.unlock();
        }
    }

    private void swap(int replaced, List<Segment<I>> merged) {
        writing.lock();
        try {
            Snapshot<I> current = now;
            List<Segment<I>> segments = new ArrayList<>();
            for (Segment<I> segment : merged) {
                segments.add(new Segment<>(segment.index(), withdrawnSince(segment.index())));
            }
            segments.addAll(
                    current.segments().subList(replaced, current.segments().size()));
            now = new Snapshot<>(
                    List.copyOf(segments),
                    current.delta(),
                    current.deltaWithdrawn(),
                    current.silence(),
                    current.position());
        } finally {
            writing.unlock();
        }
    }

    private Tombstones withdrawnSince(I index) {
        Tombstones withdrawn = Tombstones.NONE;
        KeyBatch keys = withdrawnMeanwhile;
        for (int i = 0; keys != null && i < keys.size(); i++) {
            int entry = index.locate(keys.word(i, 0), keys.word(i, 1), keys.word(i, 2), keys.word(i, 3));
            if (entry >= 0) {
                withdrawn = withdrawn.with(entry);
            }
        }
        return withdrawn;
    }

    private void end() {
        writing.lock();
        try {
            withdrawnMeanwhile = null;
        } finally {
            writing.unlock();
        }
    }

    /** A segment and what was withdrawn of it. */
    record Segment<I extends Index>(I index, Tombstones withdrawn) {}

    /**
     * All that a question needs.
     *
     * @param position what the caller last said that it has applied
     */
    record Snapshot<I extends Index>(
            List<Segment<I>> segments, Delta delta, Tombstones deltaWithdrawn, Silence silence, long position) {
        Snapshot<I> with(Silence other) {
            return new Snapshot<>(segments, delta, deltaWithdrawn, other, position);
        }

        /** The reference of a key, silenced or not; {@link KeyBatch#WITHDRAWN} if it isn't live. */
        long reference(Silence.Key key) {
            int inDelta = delta.locate(key.w0(), key.w1(), key.w2(), key.w3(), deltaWithdrawn);
            if (inDelta >= 0) {
                return delta.reference(inDelta);
            }
            for (Segment<I> segment : segments) {
                int entry = segment.index().locate(key.w0(), key.w1(), key.w2(), key.w3());
                if (entry >= 0 && !segment.withdrawn().has(entry)) {
                    return segment.index().reference(entry);
                }
            }
            return KeyBatch.WITHDRAWN;
        }

        /** How many keys are live. */
        long size() {
            long size = (long) delta.size() - deltaWithdrawn.count();
            for (Segment<I> segment : segments) {
                size += segment.index().size() - segment.withdrawn().count();
            }
            return size;
        }

        long bytes() {
            long bytes = delta.bytes() + deltaWithdrawn.bytes();
            for (Segment<I> segment : segments) {
                bytes += segment.index().bytes() + segment.withdrawn().bytes();
            }
            return bytes;
        }
    }

    /** A snapshot in the making. Under the writers' lock. */
    private final class Change {
        private final List<Segment<I>> segments;
        private final Silence silence;
        private Delta delta;
        private Tombstones deltaWithdrawn;
        private final KeyBatch withdrawn = new KeyBatch(width);

        Change(Snapshot<I> from) {
            segments = new ArrayList<>(from.segments());
            delta = from.delta();
            deltaWithdrawn = from.deltaWithdrawn();
            silence = from.silence();
        }

        Snapshot<I> done(long position) {
            if (withdrawnMeanwhile != null) {
                withdrawnMeanwhile.addAll(withdrawn);
            }
            return new Snapshot<>(List.copyOf(segments), delta, deltaWithdrawn, silence, position);
        }

        /** The delta becomes a segment. */
        void seal() {
            if (delta.size() > 0) {
                segments.addAll(Holdings.this.segments(delta.live(deltaWithdrawn)));
                delta = Delta.empty(width);
                deltaWithdrawn = Tombstones.NONE;
            }
        }

        /** One change. */
        void put(long w0, long w1, long w2, long w3, long reference) {
            if (reference == KeyBatch.WITHDRAWN) {
                withdraw(w0, w1, w2, w3);
            } else if (reference(w0, w1, w2, w3) != reference) {
                withdraw(w0, w1, w2, w3);
                delta = delta.with(w0, w1, w2, w3, reference);
            }
        }

        /** Many changes, one for each key. */
        void load(Entries changes) {
            long[][] words = changes.words();
            KeyBatch added = new KeyBatch(width);
            boolean empty = segments.isEmpty() && delta.size() == 0;
            for (int i = 0; i < changes.size(); i++) {
                long w2 = Keys.word(words, i, 2);
                long w3 = Keys.word(words, i, 3);
                if (!empty) {
                    withdraw(words[0][i], words[1][i], w2, w3);
                }
                if (changes.references()[i] != KeyBatch.WITHDRAWN) {
                    added.add(words[0][i], words[1][i], w2, w3, changes.references()[i]);
                }
            }
            segments.addAll(Holdings.this.segments(added.size() == changes.size() ? changes : added.distinct()));
        }

        private long reference(long w0, long w1, long w2, long w3) {
            int inDelta = delta.locate(w0, w1, w2, w3, deltaWithdrawn);
            if (inDelta >= 0) {
                return delta.reference(inDelta);
            }
            for (Segment<I> segment : segments) {
                int entry = segment.index().locate(w0, w1, w2, w3);
                if (entry >= 0 && !segment.withdrawn().has(entry)) {
                    return segment.index().reference(entry);
                }
            }
            return KeyBatch.WITHDRAWN;
        }

        private void withdraw(long w0, long w1, long w2, long w3) {
            int inDelta = delta.locate(w0, w1, w2, w3, deltaWithdrawn);
            if (inDelta >= 0) {
                deltaWithdrawn = deltaWithdrawn.with(inDelta);
                return;
            }
            for (int i = 0; i < segments.size(); i++) {
                Segment<I> segment = segments.get(i);
                int entry = segment.index().locate(w0, w1, w2, w3);
                if (entry >= 0 && !segment.withdrawn().has(entry)) {
                    segments.set(
                            i,
                            new Segment<>(segment.index(), segment.withdrawn().with(entry)));
                    withdrawn.add(w0, w1, w2, w3, KeyBatch.WITHDRAWN);
                    return;
                }
            }
        }
    }
}
