// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import nl.schoonnet.hashing.image.Decoded.Note;
import nl.schoonnet.hashing.image.Decoded.Picture;
import nl.schoonnet.hashing.image.Decoded.Reason;
import nl.schoonnet.hashing.image.Decoded.Refused;
import nl.schoonnet.hashing.pdq.Luma;

/**
 * Reads the pictures of files that anybody may have made. Whatever the bytes are, the answer is a {@link Decoded}; no exception,
 * and no more memory and time than {@link Limits} allow.
 *
 * <p>Of a JPEG file with brightness of its own (nearly all) that is taken as it is stored, not the sum of red, green and blue
 * that one would see: it costs a third, and hashes of good quality differ by at most some bits. All other files give colours or
 * shades of 8 bits; of deeper ones the highest 8.
 *
 * <p>Any number of threads may use one reader at once. Each decoding takes what {@link Limits#memory} allows at most.
 */
public final class PictureReader {
    private static final Optional<TurboJpeg> TURBO_JPEG = TurboJpeg.find();

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Optional<TurboJpeg> turboJpeg;

    /**
     * A reader with the fastest decoders that the machine has.
     *
     * @param nanoTime a clock as {@link System#nanoTime}, for the limit of time
     */
    public PictureReader(Limits limits, LongSupplier nanoTime) {
        this(limits, nanoTime, TURBO_JPEG);
    }

    /** A reader that decodes in Java what it can, whatever the machine has. */
    public static PictureReader inJava(Limits limits, LongSupplier nanoTime) {
        return new PictureReader(limits, nanoTime, Optional.empty());
    }

    private PictureReader(Limits limits, LongSupplier nanoTime, Optional<TurboJpeg> turboJpeg) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.turboJpeg = turboJpeg;
    }

    /** Which decoder reads JPEG files, in words for {@code --version}. */
    public String jpegDecoder() {
        return turboJpeg.map(TurboJpeg::name).orElse("Java's own");
    }

    /**
     * Reads a stream to its end, or to one byte beyond the limit. Doesn't close it.
     *
     * @throws IOException if the stream fails
     */
    public Decoded read(InputStream in) throws IOException {
        // One more than the limit tells a file that is too long from one that just fits.
        return read(in.readNBytes(limits.bytes() == Integer.MAX_VALUE ? limits.bytes() : limits.bytes() + 1));
    }

    /** Reads a file. The bytes aren't kept. */
    public Decoded read(byte[] file) {
        try {
            return decode(file);
        } catch (RefusedException e) {
            return e.refused();
        } catch (Deadline.PassedException e) {
            return new Refused(
                    Reason.TOO_MUCH_WORK,
                    "The picture wasn't decoded within " + limits.time().toMillis() + " milliseconds.");
        } catch (IOException | RuntimeException e) {
            // Decoders answer to hostile files with exceptions of any kind. Their words may quote the file.
            return new Refused(Reason.DAMAGED, "The file can't be read as what it says it is.");
        } catch (OutOfMemoryError | StackOverflowError e) {
            // A decoder that allocates or descends by a number in the file fails before it has done harm to others.
            return new Refused(Reason.TOO_MUCH_MEMORY, "To decode the file takes more memory than there is.");
        }
    }

    private Decoded decode(byte[] file) throws IOException, RefusedException {
        if (file.length == 0) {
            throw new RefusedException(Reason.EMPTY, "The file is empty.");
        }
        if (file.length > limits.bytes()) {
            throw new RefusedException(
                    Reason.TOO_MANY_BYTES, "The file has more than the " + limits.bytes() + " bytes that are read.");
        }
        Format format = Format.of(file)
                .orElseThrow(() -> new RefusedException(
                        Reason.UNKNOWN_FORMAT, "The file is no JPEG, PNG, GIF, BMP, WebP or TIFF."));
        Deadline deadline = new Deadline(nanoTime, limits.time());
        Set<Note> notes = EnumSet.noneOf(Note.class);
        Luma luma = switch (format) {
            case JPEG -> jpeg(file, deadline, notes);
            case PNG, GIF, BMP, WEBP, TIFF -> JavaDecoder.decode(format, file, limits, deadline, notes);
        };
        return new Picture(luma, format, notes);
    }

    private Luma jpeg(byte[] file, Deadline deadline, Set<Note> notes) throws IOException, RefusedException {
        JpegStructure structure = JpegStructure.of(file)
                .orElseThrow(() -> new RefusedException(Reason.DAMAGED, "The JPEG file holds no picture."));
        JpegFile jpeg = new JpegFile(file, structure);
        jpeg.check(limits);
        if (turboJpeg.isPresent() && structure.kind() == JpegStructure.Kind.BRIGHTNESS_FIRST && structure.bits() == 8) {
            return turboJpeg.get().decode(jpeg, notes);
        }
        return jpeg.decodeInJava(deadline, notes);
    }
}
