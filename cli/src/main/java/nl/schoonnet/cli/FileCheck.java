// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import nl.schoonnet.cli.CheckClient.Answer;
import nl.schoonnet.cli.FileHasher.Hashed;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import org.jspecify.annotations.Nullable;

/**
 * Checks the files of folders: one thread walks, several read and hash, one asks. How much is under way is bounded, so that
 * any number of files of any size fits in memory.
 */
final class FileCheck {
    private static final int FILES_PER_REQUEST = 4_096;
    private static final int PICTURES_PER_REQUEST = 500;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Lists lists;
    private final FileHasher hasher;
    private final int together;
    private final int batch;
    private final Sink sink;

    private final BlockingQueue<Hashed> hashed = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean allHashed;

    /** What is asked. */
    @FunctionalInterface
    interface Lists {
        /** Whether hashes of one kind are listed, in their order. */
        List<Answer> ask(HashKind kind, List<HashValue> hashes);
    }

    /** What is told of. */
    interface Sink {
        /** Whether a file was checked before. */
        boolean knows(FoundFile file);

        /** Some files were checked. */
        void checked(List<CheckedFile> files) throws IOException;

        /** A link or special file inside a folder was passed over. */
        void passedOver();

        /** About once a second. */
        void tick();
    }

    /**
     * A check.
     *
     * @param perceptual whether pictures are checked by PDQ too
     * @param threads how many files are read at once
     */
    FileCheck(Lists lists, boolean perceptual, int threads, Sink sink) {
        this.lists = lists;
        this.hasher = new FileHasher(perceptual);
        this.together = threads;
        this.batch = perceptual ? PICTURES_PER_REQUEST : FILES_PER_REQUEST;
        this.room = new Semaphore(2 * batch + threads);
        this.sink = sink;
    }

    /**
     * Checks all files.
     *
     * @param roots files, folders, and a dash for standard input
     * @throws nl.schoonnet.internet.input.InputException if the server refuses or is away; what was told before stands
     * @throws IOException if results can't be written
     */
    void run(List<String> roots) throws IOException {
        Thread asking = Thread.ofPlatform().name("asking").start(this::ask);
        try (ExecutorService readers = Executors.newFixedThreadPool(together)) {
            try {
                for (String root : roots) {
                    walk(root, readers);
                }
            } finally {
                if (failure.get() != null) {
                    readers.shutdownNow();
                }
            }
        }
        allHashed = true;
        try {
            asking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        switch (failure.get()) {
            case null -> {}
            case UncheckedIOException e -> throw e.getCause();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    /** Visits regular files, and tells what it doesn't visit. Links aren't followed. */
    static void visit(Path root, Visit visit) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean go = attributes.isRegularFile()
                        ? visit.file(FoundFile.of(file, attributes))
                        : visit.other(file, attributes, file.equals(root));
                return go ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) {
                return visit.fault(file) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) {
                return fault == null || visit.fault(folder) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }
        });
    }

    /** What a walk meets; false ends it. */
    interface Visit {
        boolean file(FoundFile file);

        boolean other(Path file, BasicFileAttributes attributes, boolean named);

        boolean fault(Path file);
    }

    private void walk(String root, ExecutorService readers) throws IOException {
        if (root.equals("-")) {
            offer(FoundFile.standardInput(), readers);
            return;
        }
        visit(Path.of(root), new Visit() {
            @Override
            public boolean file(FoundFile file) {
                return sink.knows(file) ? failure.get() == null : offer(file, readers);
            }

            @Override
            public boolean other(Path file, BasicFileAttributes attributes, boolean named) {
                if (!named) {
                    sink.passedOver();
                    return failure.get() == null;
                }
                return unread(file, attributes.isSymbolicLink() ? "symbolic-link" : "special-file");
            }

            @Override
            public boolean fault(Path file) {
                return unread(file, Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "unreadable" : "gone");
            }
        });
    }

    private boolean unread(Path file, String why) {
        return enter() && hashed.add(Hashed.unread(FoundFile.named(file), why));
    }

    private boolean offer(FoundFile file, ExecutorService readers) {
        if (!enter()) {
            return false;
        }
        readers.execute(() -> {
            try {
                if (failure.get() == null) {
                    hashed.add(hasher.hash(file));
                }
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        });
        return true;
    }

    private boolean enter() {
        room.acquireUninterruptibly();
        return failure.get() == null;
    }

    private void fail(Throwable e) {
        if (failure.compareAndSet(null, e)) {
            // Whoever waits for room goes on, and sees it.
            room.release(Integer.MAX_VALUE / 2);
        }
    }

    private void ask() {
        try {
            List<Hashed> some = new ArrayList<>(batch);
            long first = System.nanoTime();
            long ticked = first;
            while (failure.get() == null) {
                // Asked before the queue is seen to be empty.
                boolean last = allHashed;
                Hashed next = last ? hashed.poll() : hashed.poll(PATIENCE_NANOS / 4, TimeUnit.NANOSECONDS);
                if (next != null) {
                    first = some.isEmpty() ? System.nanoTime() : first;
                    some.add(next);
                }
                boolean ended = last && next == null;
                boolean due = System.nanoTime() - first >= PATIENCE_NANOS;
                if (!some.isEmpty() && (some.size() == batch || due || ended)) {
                    sink.checked(checked(some));
                    room.release(some.size());
                    some.clear();
                }
                if (ended) {
                    return;
                }
                if (System.nanoTime() - ticked >= PATIENCE_NANOS) {
                    ticked = System.nanoTime();
                    sink.tick();
                }
            }
        } catch (IOException e) {
            fail(new UncheckedIOException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new IllegalStateException(e));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private List<CheckedFile> checked(List<Hashed> files) {
        List<Map<HashKind, Answer>> answers = new ArrayList<>(files.size());
        files.forEach(file -> answers.add(new EnumMap<>(HashKind.class)));
        ask(files, answers, HashKind.MD5, file -> digest(file, Digests::md5));
        ask(files, answers, HashKind.SHA1, file -> digest(file, Digests::sha1));
        ask(files, answers, HashKind.SHA256, file -> digest(file, Digests::sha256));
        ask(files, answers, HashKind.PDQ, file -> pdq(file));
        List<CheckedFile> checked = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            Hashed file = files.get(i);
            checked.add(file.digests() == null ? CheckedFile.unread(file) : CheckedFile.of(file, answers.get(i)));
        }
        return checked;
    }

    private static @Nullable HashValue digest(Hashed file, Function<Digests, HashValue> kind) {
        Digests digests = file.digests();
        return digests == null ? null : kind.apply(digests);
    }

    private static @Nullable HashValue pdq(Hashed file) {
        Pdq pdq = file.pdq();
        return pdq == null
                ? null
                : HashValue.read(HashKind.PDQ, pdq.hash().hex()).orElseThrow();
    }

    /** Asks about one kind of hash of all files that have one. */
    private void ask(
            List<Hashed> files,
            List<Map<HashKind, Answer>> answers,
            HashKind kind,
            Function<Hashed, @Nullable HashValue> hash) {
        List<HashValue> asked = new ArrayList<>(files.size());
        List<Integer> places = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            HashValue value = hash.apply(files.get(i));
            if (value != null) {
                asked.add(value);
                places.add(i);
            }
        }
        if (asked.isEmpty()) {
            return;
        }
        List<Answer> given = lists.ask(kind, asked);
        for (int i = 0; i < given.size(); i++) {
            answers.get(places.get(i)).put(kind, given.get(i));
        }
    }
}
