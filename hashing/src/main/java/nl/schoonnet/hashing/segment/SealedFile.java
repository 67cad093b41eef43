// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.segment;

import static nl.schoonnet.hashing.segment.SealedFileException.Fault;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;

/**
 * Writes and reads columns of longs, all of one length, sealed.
 *
 * <p>Layout, numbers big-endian: a {@link Header}; blocks of 16 KiB (the last shorter) of the columns one behind the other in
 * little-endian longs, each sealed with AES-256-GCM and followed by its tag of 16 bytes; the SHA-256 of the header and all
 * tags. The key of a file is derived from the caller's with a salt of its own (HKDF-SHA-256, RFC 5869), so the block's number
 * will do as nonce. Each block is bound to the header, its place and its length.
 *
 * <p>Stateless; safe for several threads, but each file for one writer at a time.
 */
public final class SealedFile {
    private SealedFile() {}

    /** What was read. */
    public static final class Contents {
        private final long position;
        private final long[][] columns;

        Contents(long position, long[][] columns) {
            this.position = position;
            this.columns = columns;
        }

        /** As it was given to {@link #write}. */
        public long position() {
            return position;
        }

        /** The columns, the caller's from now on. */
        public long[][] columns() {
            return columns;
        }
    }

    /**
     * Writes a file beside its place, forces it to disk and moves it there at once; readable by the owner only. A file that was
     * there stays until then.
     *
     * @param key 256 bits
     * @param kind what the columns are, asked for again by {@link #read}
     * @param position a number of the caller's; not secret
     * @param columns 1 to 16, of the same length
     * @throws SealedFileException if it can't be written
     */
    public static void write(Path file, SecretKey key, int kind, long position, long[][] columns) {
        Header header = Header.of(kind, columns.length, columns[0].length, position);
        Path absolute = file.toAbsolutePath();
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            try (FileChannel channel = FileChannel.open(
                    part,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                write(channel, header, Seal.of(key, header), columns);
                channel.force(true);
            }
            Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(absolute.resolveSibling("."), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new SealedFileException(
                    Fault.REFUSED,
                    "The index file " + file.getFileName() + " can't be written: " + reason(e)
                            + "; make room or give the service the right to write in its folder.",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM or HKDF-SHA-256", e);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // The next writer removes it.
        }
    }

    private static void write(FileChannel channel, Header header, Seal seal, long[][] columns)
            throws IOException, GeneralSecurityException {
        writeAll(channel, seal.sealedHeader());
        byte[] plain = new byte[Header.BLOCK];
        byte[] sealed = new byte[Header.BLOCK + Seal.TAG];
        for (int block = 0; block < header.blocks(); block++) {
            int length = header.length(block);
            Columns.gather(columns, header.firstLong(block), length / Long.BYTES, plain);
            int written = seal.seal(block, plain, length, sealed);
            writeAll(channel, ByteBuffer.wrap(sealed, 0, written));
        }
        writeAll(channel, ByteBuffer.wrap(seal.digest()));
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Reads a file; all of it is verified before anything is returned. Blocks are opened by all threads of the common pool.
     *
     * @param key that it was written with
     * @param kind that it was written with
     * @param columns how many
     * @throws SealedFileException if it isn't whole and unchanged, or isn't this
     */
    public static Contents read(Path file, SecretKey key, int kind, int columns) {
        Faults faults = new Faults(file.getFileName().toString());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofShared()) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            Header header = Header.read(mapped, faults);
            Seal seal = Seal.open(key, header, mapped, faults);
            header.check(kind, columns, mapped.byteSize(), faults);
            seal.checkDigest(mapped, faults);
            long[][] read = new long[columns][(int) header.rows()];
            open(mapped, header, seal, read, faults);
            return new Contents(header.position(), read);
        } catch (NoSuchFileException e) {
            throw faults.missing(e);
        } catch (IOException | InternalError e) {
            // An error is what a mapped file gives that was cut while it was read.
            throw faults.unreadable(reason(e), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM or HKDF-SHA-256", e);
        }
    }

    private static void open(MemorySegment mapped, Header header, Seal seal, long[][] columns, Faults faults) {
        AtomicInteger next = new AtomicInteger();
        int workers = Math.min(header.blocks(), Runtime.getRuntime().availableProcessors());
        IntStream.range(0, workers).parallel().forEach(worker -> {
            byte[] sealed = new byte[Header.BLOCK + Seal.TAG];
            byte[] plain = new byte[Header.BLOCK];
            for (int block = next.getAndIncrement(); block < header.blocks(); block = next.getAndIncrement()) {
                int length = header.length(block);
                MemorySegment.copy(mapped, ValueLayout.JAVA_BYTE, header.offset(block), sealed, 0, length + Seal.TAG);
                if (!seal.open(block, sealed, length + Seal.TAG, plain)) {
                    next.set(header.blocks());
                    throw faults.damaged("block " + (block + 1) + " of " + header.blocks() + " was changed");
                }
                Columns.scatter(plain, header.firstLong(block), length / Long.BYTES, columns);
            }
        });
    }

    private static String reason(Throwable e) {
        return e.getClass().getSimpleName();
    }
}
