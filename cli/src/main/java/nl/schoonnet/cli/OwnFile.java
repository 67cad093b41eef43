// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import nl.schoonnet.internet.input.InputException;

/** Files that tell which files are listed: only their owner may read them. */
final class OwnFile {
    private static final int STEP = 4_096;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private OwnFile() {}

    /**
     * Opens a file to read and write it; makes an empty one if there is none. It is this run's until it is closed: the file
     * mustn't be opened a second time meanwhile, since closing that would end the lock.
     *
     * @throws InputException if it can't be written, or another run writes it
     */
    static FileChannel open(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new InputException(
                        "in_use",
                        "",
                        0,
                        file + " is written by another run: wait until it ends, or name another file.");
            }
            return channel;
        } catch (IOException e) {
            throw new InputException("not_written", "", 0, file + " can't be written: check its folder and rights.", e);
        }
    }

    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException taken) {
            return false;
        } catch (IOException unsupported) {
            return true; // a file system without locks
        }
    }

    private static void make(Path file) throws IOException {
        if (posix(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
    }

    /**
     * Takes from others what they may do with a file that was there.
     *
     * @throws InputException if it is somebody else's
     */
    static void makePrivate(Path file) {
        try {
            // A device stays as it is.
            if (Files.isRegularFile(file) && posix(file)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
        } catch (IOException e) {
            throw new InputException(
                    "not_ours", "", 0, file + " can't be closed to others than you: name another file.", e);
        }
    }

    private static boolean posix(Path file) throws IOException {
        return Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    }

    /** Cuts off what a kill left of a last line. */
    static void cutAtLine(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer part = ByteBuffer.allocate(STEP);
        while (end > 0) {
            long from = Math.max(0, end - STEP);
            part.clear().limit((int) (end - from));
            int read = 0;
            while (part.hasRemaining() && read >= 0) {
                read = channel.read(part, from + part.position());
            }
            for (int i = part.position() - 1; i >= 0; i--) {
                if (part.get(i) == '\n') {
                    channel.truncate(from + i + 1);
                    return;
                }
            }
            end = from;
        }
        channel.truncate(0);
    }
}
