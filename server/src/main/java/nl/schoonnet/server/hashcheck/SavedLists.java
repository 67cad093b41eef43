// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.crypto.spec.SecretKeySpec;
import nl.schoonnet.hashing.segment.SealedFileException;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is listed, in files beside the database, so that a start needn't open every fact. Decision 0021.
 *
 * <p>A file per kind of hash, each sealed with a key of its own, and {@code lists}, which is sealed with the vault's key: it
 * names these files, holds their keys, tells what the numbers in them mean, which sources counted, and up to which completion
 * of which database all of it is true. It is moved into place last, and files that it doesn't name are nobody's: a kill at any
 * moment leaves the lists as they were saved before.
 */
final class SavedLists {
    private static final Logger LOG = LoggerFactory.getLogger(SavedLists.class);
    static final String LISTS = "lists";
    private static final int FORMAT = 2;
    private static final int KEY = 32;
    private static final byte[] CONTEXT = "hash lists".getBytes(StandardCharsets.UTF_8);

    /** So many changes take about a second to be read from the database. */
    private static final long MANY_CHANGES = 20_000;

    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(5);
    private static final Duration AT_LEAST_EVERY = Duration.ofHours(1);

    private final Path folder;
    private final Keys keys;

    /** What stands in the folder, of which this process knows that it is right. */
    private final Map<HashKind, Known> known = new EnumMap<>(HashKind.class);

    /** When it was last opened or saved, or that failed. */
    private Instant triedAt = Instant.EPOCH;

    private int sealedWith;

    /** The sources that counted then. */
    private List<Counting> counted = List.of();

    SavedLists(Path folder, Keys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    /** A file. */
    private static final class Segment {
        private final String name;
        private final byte[] key;

        /** All up to this completion is in it. */
        private final long position;

        Segment(String name, byte[] key, long position) {
            this.name = name;
            this.key = key;
            this.position = position;
        }
    }

    /** A file, and how many changes its kind had seen when it was begun. */
    private record Known(Segment segment, long changes) {}

    /** A source that counts. */
    record Counting(int source, boolean test, @Nullable Instant until) {
        private static List<Counting> in(ListingSets sets) {
            return sets.counting().stream()
                    .map(source -> new Counting(source.number(), source.test(), source.until()))
                    .sorted(Comparator.comparingInt(Counting::source))
                    .toList();
        }
    }

    /**
     * What {@code lists} holds.
     *
     * @param asOf what changed later needn't be in any file
     * @param completion nothing later is in any file
     * @param history of that completion
     */
    private record Manifest(
            Instant asOf,
            long completion,
            String history,
            Map<HashKind, Segment> segments,
            List<SortedSet<Listing>> sets,
            List<Counting> sources) {}

    // ---- opened ----

    /**
     * Lists from files.
     *
     * @param position everything up to this completion was applied, to each kind of hash
     * @param touched nothing beyond this completion was
     */
    record Opened(ListedHashes hashes, ListingSets sets, long position, long touched) {}

    /** Reads a completion's history from the database, {@code ""} if there is no such completion. */
    @FunctionalInterface
    interface Histories {
        /** Of one. */
        String of(long completion);
    }

    /**
     * Opens what was saved.
     *
     * @param last the database's last completion
     * @return empty if there is nothing, or it can't be believed: then the log says why
     */
    synchronized Optional<Opened> open(long last, Histories histories, Instant now) {
        try {
            Manifest manifest = manifest();
            if (manifest.completion > last) {
                throw unusable("they are ahead of the database, which was put back from an older copy");
            }
            String history = histories.of(manifest.completion);
            if (history.isEmpty() || !history.equals(manifest.history)) {
                throw unusable("they are of another database, or of one that was put back and went on differently");
            }
            ListedHashes hashes = hashes(manifest, ListedHashes.KINDS);
            ListingSets sets = ListingSets.of(manifest.sets, manifest.completion);
            for (HashKind kind : ListedHashes.KINDS) {
                known.put(kind, new Known(segment(manifest, kind), hashes.changes(kind)));
            }
            triedAt = now;
            counted = manifest.sources;
            long position = manifest.segments.values().stream()
                    .mapToLong(segment -> segment.position)
                    .min()
                    .orElse(0);
            return Optional.of(new Opened(hashes, sets, position, manifest.completion));
        } catch (NoSuchFileException none) {
            LOG.info("There are no saved hash lists yet; everything is read from the database");
        } catch (IOException e) {
            LOG.warn("The saved hash lists can't be read ({}); everything is read from the database", e.toString());
        } catch (KeyException e) {
            LOG.warn(
                    "The saved hash lists were changed or sealed with other keys; everything is read from the database");
        } catch (SealedFileException | HashcheckException e) {
            LOG.warn("Saved hash lists aren't used, everything is read from the database: {}", e.getMessage());
        }
        return Optional.empty();
    }

    /**
     * Lists as they were saved; what came later isn't in them.
     *
     * @param sets what the numbers of hashes mean, from 0
     */
    record AsSaved(ListedHashes hashes, List<SortedSet<Listing>> sets, List<Counting> sources, Instant asOf) {}

    /** Opens what was saved, of some kinds, without asking a database whether it is right. Changes nothing. */
    AsSaved asSaved(Set<HashKind> kinds) throws IOException {
        while (true) {
            Manifest manifest = manifest();
            try {
                return new AsSaved(hashes(manifest, kinds), manifest.sets, manifest.sources, manifest.asOf);
            } catch (SealedFileException e) {
                // A server that saves meanwhile removes what its new list doesn't name.
                if (e.fault() != SealedFileException.Fault.MISSING
                        || names(manifest()).equals(names(manifest))) {
                    throw e;
                }
            }
        }
    }

    private static List<String> names(Manifest manifest) {
        return manifest.segments.values().stream()
                .map(segment -> segment.name)
                .sorted()
                .toList();
    }

    private static HashcheckException unusable(String why) {
        return new HashcheckException("unusable_lists", why);
    }

    private static Segment segment(Manifest manifest, HashKind kind) {
        Segment segment = manifest.segments.get(kind);
        if (segment == null) {
            throw unusable("their list names no file for some kind of hash");
        }
        return segment;
    }

    /** All kinds at a time: much of the work on one is that of one thread. */
    private ListedHashes hashes(Manifest manifest, Set<HashKind> kinds) {
        ListedHashes.Opening opening = new ListedHashes.Opening();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                kinds.size(), Thread.ofPlatform().name("hash-lists-open-", 0).factory())) {
            List<Future<?>> opened = new ArrayList<>();
            for (HashKind kind : kinds) {
                Segment segment = segment(manifest, kind);
                opened.add(threads.submit(
                        () -> opening.open(kind, folder.resolve(segment.name), new SecretKeySpec(segment.key, "AES"))));
            }
            for (Future<?> future : opened) {
                future.get();
            }
            return opening.done();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HashcheckException("not_read", "The hash lists were not read: the server is stopping.", e);
        }
    }

    /** What stands in the folder isn't known to be right any more: all of it is opened or saved anew. */
    synchronized void forget() {
        known.clear();
        triedAt = Instant.EPOCH;
    }

    // ---- saved ----

    /** Whether a save is worth its while. */
    synchronized boolean due(ListedHashes hashes, ListingSets sets, Instant now, boolean stopping) {
        long changes = ListedHashes.KINDS.stream()
                .mapToLong(kind -> hashes.changes(kind) - changesSaved(kind))
                .sum();
        boolean sources = !known.isEmpty() && !counted.equals(Counting.in(sets));
        if (changes == 0 && !sources) {
            return !known.isEmpty() && sealedWith != keys.sealingKey();
        }
        Duration since = Duration.between(triedAt, now);
        return stopping
                || since.compareTo(AT_LEAST_EVERY) >= 0
                || ((sources || changes >= MANY_CHANGES) && since.compareTo(AT_MOST_EVERY) >= 0);
    }

    private long changesSaved(HashKind kind) {
        Known file = known.get(kind);
        return file == null ? 0 : file.changes;
    }

    /**
     * Saves what changed. Beside readers and changes, on the thread that calls it.
     *
     * @param touched the completion beyond which nothing is in memory; asked when the hashes are written
     * @param asOf what changed later needn't be in memory
     * @param wanted asked before anything is put into place
     * @return whether it was saved
     */
    synchronized boolean save(
            ListedHashes hashes,
            ListingSets sets,
            LongSupplier touched,
            Histories histories,
            Instant asOf,
            Instant now,
            BooleanSupplier wanted) {
        try {
            if (!wanted.getAsBoolean()) {
                return false;
            }
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Map<HashKind, Known> next = new EnumMap<>(HashKind.class);
            for (HashKind kind : ListedHashes.KINDS) {
                next.put(kind, saved(hashes, kind));
            }
            long completion = touched.getAsLong();
            String history = histories.of(completion);
            if (history.isEmpty() || !wanted.getAsBoolean()) {
                return false;
            }
            Map<HashKind, Segment> segments = new EnumMap<>(HashKind.class);
            next.forEach((kind, file) -> segments.put(kind, file.segment));
            List<Counting> counting = Counting.in(sets);
            byte[] sealed =
                    keys.seal(bytes(new Manifest(asOf, completion, history, segments, sets.all(), counting)), CONTEXT);
            put(sealed);
            known.putAll(next);
            triedAt = now;
            sealedWith = Keys.sealedWith(sealed);
            counted = counting;
            return true;
        } catch (IOException | SealedFileException | HashcheckException e) {
            LOG.warn("The hash lists can't be saved; until they are, a start reads them from the database", e);
            triedAt = now;
            return false;
        } finally {
            tidy();
        }
    }

    /** A kind that didn't change keeps its file. */
    private Known saved(ListedHashes hashes, HashKind kind) {
        // In this order: what changes meanwhile is then in the file or counted as not in it, or both.
        long position = hashes.position(kind);
        long changes = hashes.changes(kind);
        Known before = known.get(kind);
        if (before != null && before.changes == changes) {
            return new Known(new Segment(before.segment.name, before.segment.key, position), changes);
        }
        byte[] key = random(KEY);
        String name = kind.word() + "-" + HexFormat.of().formatHex(random(8));
        hashes.save(kind, folder.resolve(name), new SecretKeySpec(key, "AES"));
        return new Known(new Segment(name, key, position), changes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private void put(byte[] sealed) throws IOException {
        Path part = folder.resolve(LISTS + ".part");
        Files.deleteIfExists(part);
        try (FileChannel channel = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(sealed);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, folder.resolve(LISTS), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** Removes files that the one in place doesn't name. */
    private void tidy() {
        Set<String> named = new HashSet<>(Set.of(LISTS));
        known.values().forEach(file -> named.add(file.segment.name));
        try {
            if (Files.exists(folder)) {
                removeBut(named);
            }
        } catch (IOException e) {
            LOG.warn("Old files of hash lists can't be removed; they take room and are of no use", e);
        }
    }

    private void removeBut(Set<String> named) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!named.contains(String.valueOf(file.getFileName()))) {
                    Files.delete(file);
                }
            }
        }
    }

    /**
     * Removes everything: hashes aren't held without a basis.
     *
     * @return whether there was anything
     */
    synchronized boolean remove() {
        forget();
        if (!Files.exists(folder)) {
            return false;
        }
        try {
            removeBut(Set.of());
            Files.delete(folder);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- the list of the files, in bytes ----

    private Manifest manifest() throws IOException {
        byte[] sealed = Files.readAllBytes(folder.resolve(LISTS));
        byte[] plain = keys.open(sealed, CONTEXT);
        sealedWith = Keys.sealedWith(sealed);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            if (in.readInt() != FORMAT) {
                throw unusable("their list is of a form that this version doesn't know");
            }
            Instant asOf = Instant.parse(in.readUTF());
            long completion = in.readLong();
            String history = in.readUTF();
            Map<HashKind, Segment> segments = new EnumMap<>(HashKind.class);
            for (int left = in.readInt(); left > 0; left--) {
                segments.put(
                        HashKind.valueOf(in.readUTF()), new Segment(in.readUTF(), in.readNBytes(KEY), in.readLong()));
            }
            int count = in.readInt();
            List<SortedSet<Listing>> sets = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                sets.add(set(in));
            }
            List<Counting> sources = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                sources.add(new Counting(in.readInt(), in.readBoolean(), moment(in.readUTF())));
            }
            return new Manifest(asOf, completion, history, segments, sets, sources);
        }
    }

    private static @Nullable Instant moment(String text) {
        return text.isEmpty() ? null : Instant.parse(text);
    }

    private static SortedSet<Listing> set(DataInputStream in) throws IOException {
        SortedSet<Listing> set = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            int source = in.readInt();
            set.add(new Listing(source, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)));
        }
        return set;
    }

    private static byte[] bytes(Manifest manifest) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeUTF(manifest.asOf.toString());
            out.writeLong(manifest.completion);
            out.writeUTF(manifest.history);
            out.writeInt(manifest.segments.size());
            for (Map.Entry<HashKind, Segment> segment : manifest.segments.entrySet()) {
                out.writeUTF(segment.getKey().name());
                out.writeUTF(segment.getValue().name);
                out.write(segment.getValue().key);
                out.writeLong(segment.getValue().position);
            }
            out.writeInt(manifest.sets.size());
            for (SortedSet<Listing> set : manifest.sets) {
                out.writeInt(set.size());
                for (Listing listing : set) {
                    byte[] classification = listing.classification().getBytes(StandardCharsets.UTF_8);
                    out.writeInt(listing.source());
                    out.writeInt(classification.length);
                    out.write(classification);
                }
            }
            out.writeInt(manifest.sources.size());
            for (Counting source : manifest.sources) {
                out.writeInt(source.source);
                out.writeBoolean(source.test);
                out.writeUTF(Objects.toString(source.until, ""));
            }
        }
        return bytes.toByteArray();
    }
}
