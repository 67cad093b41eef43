// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.NoSuchFileException;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Pdq;
import org.jspecify.annotations.Nullable;

/** Hashes files, each read once. Any number of threads may use one. */
final class FileHasher {
    private static final Limits LIMITS = Limits.standard();

    private final boolean perceptual;
    private final PictureReader pictures = new PictureReader(LIMITS, System::nanoTime);

    /** @param perceptual whether pictures are hashed by PDQ too, which takes longer */
    FileHasher(boolean perceptual) {
        this.perceptual = perceptual;
    }

    /**
     * The hashes of a file.
     *
     * @param digests null where the file wasn't read
     * @param pdq null where it wasn't wanted, or there is none that tells anything
     * @param why a code why it wasn't read, or has no perceptual hash; else {@code ""}
     */
    record Hashed(
            FoundFile file,
            @Nullable Digests digests,
            @Nullable Pdq pdq,
            String why) {
        static Hashed unread(FoundFile file, String why) {
            return new Hashed(file, null, null, why);
        }
    }

    /** The hashes of a file, or why there are none. */
    Hashed hash(FoundFile file) {
        try (InputStream in = file.open()) {
            Hashed hashed = perceptual ? pictured(file, in) : new Hashed(file, digests(in), null, "");
            return file.unchanged() ? hashed : Hashed.unread(file, "changed-while-read");
        } catch (NoSuchFileException e) {
            return Hashed.unread(file, "gone");
        } catch (IOException e) {
            return Hashed.unread(file, "unreadable");
        }
    }

    private static Digests digests(InputStream in) throws IOException {
        return Digests.of(in, Long.MAX_VALUE);
    }

    /** A file that is longer than a picture may be is digested without being held in memory. */
    private Hashed pictured(FoundFile file, InputStream in) throws IOException {
        byte[] beginning = in.readNBytes(LIMITS.bytes() + 1);
        Digests digests = beginning.length > LIMITS.bytes()
                ? digests(new SequenceInputStream(new ByteArrayInputStream(beginning), in))
                : Digests.of(beginning);
        return switch (pictures.read(beginning)) {
            case Decoded.Refused refused ->
                new Hashed(file, digests, null, refused.reason().word());
            case Decoded.Picture picture -> {
                Pdq pdq = Pdq.of(picture.luma());
                yield pdq.quality() < Pdq.USABLE
                        ? new Hashed(file, digests, null, "quality-too-low")
                        : new Hashed(file, digests, pdq, "");
            }
        };
    }
}
