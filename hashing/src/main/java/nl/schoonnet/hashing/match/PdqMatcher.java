// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.segment.SealedFile;
import nl.schoonnet.hashing.segment.SealedFileException;

/**
 * Which listed PDQ hashes are within a radius of a question, all of them, under which reference of the caller.
 *
 * <p>Any number of threads may ask, each with {@link PdqHits} of its own, while others change the list; a question never
 * waits, sees a change either whole or not at all, and sees it if it begins after the change was made. Changes wait for one
 * another; {@link #compact} and {@link #save} run beside both, on the thread that calls them.
 *
 * <p>Memory a hash, in bytes, 8 of them the reference: {@link Layout#SCAN} 40, {@link Layout#COMPACT} 84 and 604 MB for all
 * together, {@link Layout#FAST} 360 and 4 MB. The newest, up to 100,000, take about 70 each and are scanned. Fast on huge
 * pages: {@code -XX:+UseTransparentHugePages}; scanned faster with {@code --add-modules jdk.incubator.vector}.
 */
public final class PdqMatcher {
    /** The number of bits up to which an index is used; beyond it everything is scanned. */
    public static final int MAX_INDEXED_RADIUS = Substrings.MAX_RADIUS;

    /** What {@link #reference} gives for a hash that isn't listed. */
    public static final long NONE = -1;

    /** How hashes lie in memory. A short list is scanned whatever is said here. */
    public enum Layout {
        /** No index: for bulk, many questions at a time. */
        SCAN,
        /** An index of few bytes a hash, for lists of several million; below 2.2 million the fast one. */
        COMPACT,
        /** The fastest index. */
        FAST
    }

    private static final Scan SCAN = new Scan(ScanKernel.best());

    private final Holdings<PdqIndex> holdings;

    /** A list with nothing on it, at position 0. */
    public PdqMatcher(Layout layout) {
        this(layout, Holdings.DELTA_LIMIT, Entries.none(PdqIndex.WORDS), 0);
    }

    PdqMatcher(Layout layout, int deltaLimit, Entries entries, long position) {
        holdings = new Holdings<>(
                PdqIndex.WORDS, deltaLimit, those -> PdqIndex.of(those, layout, SCAN), entries, position);
    }

    /**
     * Opens what {@link #save} wrote.
     *
     * @param key that it was saved with
     * @throws SealedFileException if it can't be read, or isn't whole and unchanged; then nothing is loaded
     */
    public static PdqMatcher open(Path file, SecretKey key, Layout layout) {
        SealedFile.Contents contents = SavedEntries.read(file, key, SavedEntries.pdq(), PdqIndex.WORDS);
        return new PdqMatcher(layout, Holdings.DELTA_LIMIT, SavedEntries.entries(contents), contents.position());
    }

    /** How this JVM scans: plain, or with vectors of how many bits. For people. */
    public static String scanning() {
        return SCAN.kernel().description();
    }

    /**
     * Changes the list. When this returns, every question that begins sees all of the changes. Up to 100,000 changes are there at
     * once; more become a segment first, which takes seconds for millions, and other changes wait for it.
     *
     * @param position the caller's mark up to which it has now applied its changes; kept with what is saved
     */
    public void apply(PdqChanges changes, long position) {
        holdings.apply(changes.batch(), position);
    }

    /**
     * Sets what is disputed; it doesn't match until this is called without it. Not saved.
     *
     * @param hashes that take part in no match, neither listed nor asked about
     * @param pairs that don't match each other
     */
    public void silence(Collection<PdqHash> hashes, Collection<PdqPair> pairs) {
        holdings.silence(new Silence(
                hashes.stream().map(PdqMatcher::key).collect(Collectors.toSet()),
                pairs.stream()
                        .map(pair -> new Silence.Pair(key(pair.question()), key(pair.listed())))
                        .collect(Collectors.toSet())));
    }

    private static Silence.Key key(PdqHash hash) {
        return new Silence.Key(hash.bits255to192(), hash.bits191to128(), hash.bits127to64(), hash.bits63to0());
    }

    /**
     * The reference under which this very hash is listed, disputed or not: for whoever keeps the list, not for answers.
     *
     * @return its reference, or {@link #NONE}
     */
    public long reference(PdqHash hash) {
        return holdings.now().reference(key(hash));
    }

    /**
     * Finds all listed hashes within a radius of one.
     *
     * @param radius 0 to 256 bits
     * @param hits receives them, in place of what it held
     * @throws IllegalArgumentException if the radius is out of range
     */
    public void find(PdqHash question, int radius, PdqHits hits) {
        hits.clear();
        ask(question, hits);
        answer(radius, hits);
    }

    /**
     * Finds all listed hashes within a radius of any of several; {@link PdqHits#question} tells of which. All answers are as of
     * one moment. Where hashes are scanned, many questions together take much less than one after the other; 64 will do.
     *
     * @param radius 0 to 256 bits
     * @param hits receives them, in place of what it held
     * @throws IllegalArgumentException if the radius is out of range
     */
    public void find(List<PdqHash> questions, int radius, PdqHits hits) {
        hits.clear();
        for (int i = 0; i < questions.size(); i++) {
            ask(questions.get(i), hits);
        }
        answer(radius, hits);
    }

    private static void ask(PdqHash question, PdqHits hits) {
        hits.ask(question.bits255to192(), question.bits191to128(), question.bits127to64(), question.bits63to0());
    }

    private void answer(int radius, PdqHits hits) {
        if (radius < 0 || radius > PdqHash.BITS) {
            throw new IllegalArgumentException("A radius is 0 to " + PdqHash.BITS + ", not " + radius + ".");
        }
        Holdings.Snapshot<PdqIndex> now = holdings.now();
        List<Holdings.Segment<PdqIndex>> segments = now.segments();
        for (int i = 0; i < segments.size(); i++) {
            Holdings.Segment<PdqIndex> segment = segments.get(i);
            int from = hits.size();
            segment.index().find(radius, hits);
            keepLive(segment.index(), segment.withdrawn(), now.silence(), from, hits);
        }
        Delta delta = now.delta();
        if (delta.size() > 0) {
            int from = hits.size();
            SCAN.find(delta.words(), delta.size(), radius, hits);
            keepLive(delta, now.deltaWithdrawn(), now.silence(), from, hits);
        }
    }

    /** Turns numbers of entries into references, and drops what is withdrawn or silenced. */
    private static void keepLive(Listed listed, Tombstones withdrawn, Silence silence, int from, PdqHits hits) {
        int kept = from;
        for (int hit = from; hit < hits.size(); hit++) {
            int entry = (int) hits.reference(hit);
            if (!withdrawn.has(entry)
                    && (silence.isEmpty() || !silences(silence, listed, entry, hits, hits.question(hit)))) {
                hits.keep(hit, kept, listed.reference(entry));
                kept++;
            }
        }
        hits.cut(kept);
    }

    private static boolean silences(Silence silence, Listed listed, int entry, PdqHits hits, int question) {
        Silence.Key asked = new Silence.Key(
                hits.questionWord(question, 0),
                hits.questionWord(question, 1),
                hits.questionWord(question, 2),
                hits.questionWord(question, 3));
        Silence.Key known = new Silence.Key(
                listed.word(entry, 0), listed.word(entry, 1), listed.word(entry, 2), listed.word(entry, 3));
        return silence.silences(asked) || silence.silences(asked, known);
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
        SavedEntries.write(file, key, SavedEntries.pdq(), PdqIndex.WORDS, holdings.merge());
    }

    /** Whether {@link #compact} is worth its while. */
    public boolean wantsCompaction() {
        return holdings.wantsMerge();
    }

    /** The position that was applied last. */
    public long position() {
        return holdings.now().position();
    }

    /** How many hashes are listed, silenced ones too. */
    public long size() {
        return holdings.now().size();
    }

    /** The memory that the list takes, in bytes. */
    public long bytes() {
        return holdings.now().bytes();
    }
}
