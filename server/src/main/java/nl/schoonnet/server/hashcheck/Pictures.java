// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * Hashes pictures within a quarter of the heap, whatever they ask for: half of it for the many small ones, half for the few
 * large ones, so that neither waits for the other. Safe for use by many threads.
 */
final class Pictures {
    private static final int SHARE = 8;
    private static final long SMALL_BYTES = 32L << 20;
    private static final int MOST_AT_ONCE = 16;
    private static final int SECONDS_WAITED = 2;

    private final Desk small;
    private final Desk large;

    /**
     * A reader with its room.
     *
     * @param heap bytes that all of the process may take
     */
    Pictures(long heap) {
        Limits most = Limits.standard();
        long room = Math.max(1, heap / SHARE);
        long largest = Math.min(most.memory(), room);
        large = new Desk(most, largest, room);
        small = new Desk(most, Math.min(SMALL_BYTES, largest / 2), room);
    }

    /** What became of a file. */
    sealed interface Look {}

    /** A picture that one can tell from others. */
    record Seen(HashValue hash) implements Look {}

    /**
     * Nothing that can be compared.
     *
     * @param why a stable code in lower-case words with dashes
     */
    record Unseen(String why) implements Look {}

    /** The perceptual hash of a file. */
    Look look(byte[] file) {
        Look look = small.look(file);
        return look instanceof Unseen unseen && unseen.why.equals("too-much-memory") ? large.look(file) : look;
    }

    private static Look look(PictureReader reader, byte[] file) {
        return switch (reader.read(file)) {
            case Decoded.Refused refused -> new Unseen(refused.reason().word());
            case Decoded.Picture picture -> {
                Pdq pdq = Pdq.of(picture.luma());
                yield pdq.quality() < Pdq.USABLE
                        ? new Unseen("quality-too-low")
                        : new Seen(
                                HashValue.read(HashKind.PDQ, pdq.hash().hex()).orElseThrow());
            }
        };
    }

    /** So many pictures at once, each of so many bytes at most. */
    private static final class Desk {
        private final PictureReader reader;
        private final Semaphore places;

        Desk(Limits most, long each, long room) {
            reader = new PictureReader(
                    new Limits(most.bytes(), most.pixels(), Math.max(1, each), most.time()), System::nanoTime);
            places = new Semaphore(Math.clamp(room / Math.max(1, each), 1, MOST_AT_ONCE));
        }

        Look look(byte[] file) {
            try {
                if (!places.tryAcquire(SECONDS_WAITED, TimeUnit.SECONDS)) {
                    return new Unseen("busy");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Unseen("busy");
            }
            try {
                return Pictures.look(reader, file);
            } finally {
                places.release();
            }
        }
    }
}
