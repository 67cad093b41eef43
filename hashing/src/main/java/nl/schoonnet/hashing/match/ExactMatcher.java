// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import nl.schoonnet.hashing.segment.SealedFile;
import nl.schoonnet.hashing.segment.SealedFileException;

/**
 * Which digests of one kind are listed, and under which reference of the caller.
 *
 * <p>Any number of threads may ask while others change the list; a question never waits, sees a change either whole or not
 * at all, and sees it if it begins after the change was made. Changes wait for one another; {@link #compact} and
 * {@link #save} run beside both, on the thread that calls them.
 *
 * <p>Memory a digest, in bytes, MD5 / SHA-1 / SHA-256: {@link Layout#FAST} about 49 / 65 / 81, {@link Layout#COMPACT} about
 * 31 / 39 / 47, 8 of them the reference. The newest, up to 100,000, take about 60 each. Fast on huge pages:
 * {@code -XX:+UseTransparentHugePages}.
 */
public final class ExactMatcher {
    /** What {@link #find} gives for a digest that isn't listed. */
    public static final long NONE = -1;

    /** How digests lie in memory. */
    public enum Layout {
        /** Sorted, with a directory. */
        COMPACT,
        /** Open addressing at half load. */
        FAST
    }

    private final ExactKind kind;
    private final Holdings<ExactIndex> holdings;

    /** A list with nothing on it, at position 0. */
    public ExactMatcher(ExactKind kind, Layout layout) {
        this(kind, layout, Holdings.DELTA_LIMIT, Entries.none(kind.words()), 0);
    }

    ExactMatcher(ExactKind kind, Layout layout, int deltaLimit, Entries entries, long position) {
        this.kind = kind;
        holdings = new Holdings<>(
                kind.words(), deltaLimit, those -> ExactIndex.of(kind, those, layout), entries, position);
    }

    /**
     * Opens what {@link #save} wrote.
     *
     * @param key that it was saved with
     * @throws SealedFileException if it can't be read, or isn't whole and unchanged; then nothing is loaded
     */
    public static ExactMatcher open(Path file, SecretKey key, ExactKind kind, Layout layout) {
        SealedFile.Contents contents = SavedEntries.read(file, key, SavedEntries.kind(kind), kind.words());
        return new ExactMatcher(
                kind, layout, Holdings.DELTA_LIMIT, SavedEntries.entries(contents), contents.position());
    }

    /**
     * Changes the list. When this returns, every question that begins sees all of the changes. Up to 100,000 changes are there at
     * once; more become a segment first, which takes seconds for millions, and other changes wait for it.
     *
     * @param position the caller's mark up to which it has now applied its changes; kept with what is saved
     */
    public void apply(ExactChanges changes, long position) {
        holdings.apply(changes.batch(kind), position);
    }

    /**
     * Sets which digests are disputed; they don't match until this is called without them. Not saved.
     *
     * @param digests of this kind
     */
    public void silence(Collection<byte[]> digests) {
        Set<Silence.Key> keys =
                digests.stream().map(digest -> ExactChanges.key(kind, digest)).collect(Collectors.toSet());
        holdings.silence(new Silence(keys, Set.of()));
    }

    /**
     * Looks up one digest.
     *
     * @param digest {@link ExactKind#bytes} bytes
     * @return its reference, or {@link #NONE}
     */
    public long find(byte[] digest) {
        Silence.Key key = ExactChanges.key(kind, digest);
        Holdings.Snapshot<ExactIndex> now = holdings.now();
        long reference = find(now, key.w0(), key.w1(), key.w2(), key.w3(), 0);
        return reference != NONE && now.silence().silences(key) ? NONE : reference;
    }

    /**
     * The reference under which a digest is listed, disputed or not: for whoever keeps the list, not for answers.
     *
     * @param digest {@link ExactKind#bytes} bytes
     * @return its reference, or {@link #NONE}
     */
    public long reference(byte[] digest) {
        return holdings.now().reference(ExactChanges.key(kind, digest));
    }

    /**
     * Looks up many digests, which is faster than one by one. All answers are as of one moment.
     *
     * @param digests {@code count} digests one behind the other, from {@code offset} on
     * @param references receives the reference of each or {@link #NONE}, from place 0 on
     * @return how many are listed
     * @throws IndexOutOfBoundsException if either array is too short
     */
    public int find(byte[] digests, int offset, int count, long[] references) {
        Objects.checkFromIndexSize(offset, Math.multiplyExact(count, kind.bytes()), digests.length);
        Objects.checkFromIndexSize(0, count, references.length);
        Holdings.Snapshot<ExactIndex> now = holdings.now();
        List<Holdings.Segment<ExactIndex>> segments = now.segments();
        if (segments.isEmpty()) {
            Arrays.fill(references, 0, count, NONE);
        } else {
            Holdings.Segment<ExactIndex> first = segments.getFirst();
            first.index().find(digests, offset, count, first.withdrawn(), references);
        }
        if (segments.size() > 1 || now.delta().size() > 0) {
            findInOthers(now, digests, offset, count, references);
        }
        if (!now.silence().isEmpty()) {
            applySilence(now.silence(), digests, offset, count, references);
        }
        int listed = 0;
        for (int i = 0; i < count; i++) {
            listed += 1 + (int) (references[i] >> 63);
        }
        return listed;
    }

    private void findInOthers(
            Holdings.Snapshot<ExactIndex> now, byte[] digests, int offset, int count, long[] references) {
        for (int i = 0, at = offset; i < count; i++, at += kind.bytes()) {
            if (references[i] == NONE) {
                references[i] = find(
                        now,
                        kind.first(digests, at),
                        kind.rest(digests, at, 1),
                        kind.rest(digests, at, 2),
                        kind.rest(digests, at, 3),
                        1);
            }
        }
    }

    private static long find(Holdings.Snapshot<ExactIndex> now, long w0, long w1, long w2, long w3, int firstSegment) {
        List<Holdings.Segment<ExactIndex>> segments = now.segments();
        for (int i = firstSegment; i < segments.size(); i++) {
            Holdings.Segment<ExactIndex> segment = segments.get(i);
            int entry = segment.index().locate(w0, w1, w2, w3);
            if (entry != ExactIndex.ABSENT && !segment.withdrawn().has(entry)) {
                return segment.index().reference(entry);
            }
        }
        int entry = now.delta().locate(w0, w1, w2, w3, now.deltaWithdrawn());
        return entry < 0 ? NONE : now.delta().reference(entry);
    }

    private void applySilence(Silence silence, byte[] digests, int offset, int count, long[] references) {
        for (int i = 0; i < count; i++) {
            if (references[i] != NONE && silence.silences(ExactChanges.key(kind, digests, offset + i * kind.bytes()))) {
                references[i] = NONE;
            }
        }
    }

    /** Makes one segment of all that is listed, which makes questions faster. Takes seconds for millions. */
    public void compact() {
        holdings.merge();
    }

    /**
     * Compacts, and writes what was listed when that began to a file that tells nothing without the key, with the position of
     * that moment; what is applied later isn't in it.
     *
     * @param file replaced at once if it is there
     * @param key 256 bits
     * @throws SealedFileException if it can't be written
     */
    public void save(Path file, SecretKey key) {
        SavedEntries.write(file, key, SavedEntries.kind(kind), kind.words(), holdings.merge());
    }

    /** Whether {@link #compact} is worth its while. */
    public boolean wantsCompaction() {
        return holdings.wantsMerge();
    }

    /** The position that was applied last. */
    public long position() {
        return holdings.now().position();
    }

    /** How many digests are listed, silenced ones too. */
    public long size() {
        return holdings.now().size();
    }

    /** The memory that the list takes, in bytes. */
    public long bytes() {
        return holdings.now().bytes();
    }
}
