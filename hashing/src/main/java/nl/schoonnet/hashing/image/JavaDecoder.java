// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadProgressListener;
import nl.schoonnet.hashing.image.Decoded.Note;
import nl.schoonnet.hashing.image.Decoded.Reason;
import nl.schoonnet.hashing.pdq.Luma;
import org.jspecify.annotations.Nullable;

/** All formats but JPEG by the readers of Java, and WebP by that of TwelveMonkeys, which plugs in there. */
final class JavaDecoder {
    private static final int UNKNOWN_BYTES_PER_PIXEL = 8;

    static {
        // Files are in memory, and nothing of them may come on a disk.
        ImageIO.setUseCache(false);
    }

    private JavaDecoder() {}

    static Luma decode(Format format, byte[] file, Limits limits, Deadline deadline, Set<Note> notes)
            throws IOException, RefusedException {
        ImageReader reader = reader(format);
        try {
            prepare(reader, file, deadline, notes);
            Size.check(reader.getWidth(0), reader.getHeight(0), 1, limits);
            Size.check(reader.getWidth(0), reader.getHeight(0), bytesPerPixel(reader), limits);
            if (Several.in(format, file, reader)) {
                notes.add(Note.FIRST_OF_SEVERAL);
            }
            if (format == Format.WEBP && isCutOff(file)) {
                notes.add(Note.DAMAGED);
            }
            BufferedImage image = reader.read(0);
            deadline.check();
            return luma(image.getRaster(), image.getColorModel());
        } finally {
            reader.dispose();
        }
    }

    /** The container says how long it is; the reader of WebP takes what is missing for zeros without a word. */
    private static boolean isCutOff(byte[] file) {
        int said = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        return Integer.toUnsignedLong(said) > file.length - 8;
    }

    static ImageReader reader(Format format) throws IIOException {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new IIOException("There is no reader for this format.");
        }
        return readers.next();
    }

    static void prepare(ImageReader reader, byte[] file, Deadline deadline, Set<Note> notes) {
        reader.setInput(new FileBytes(file, deadline), false, true);
        reader.addIIOReadWarningListener((source, warning) -> notes.add(Note.DAMAGED));
        reader.addIIOReadProgressListener(new Stop(deadline));
    }

    /** The raster, and what {@link #luma} makes of it. */
    private static int bytesPerPixel(ImageReader reader) throws IOException {
        ImageTypeSpecifier type = reader.getRawImageType(0);
        if (type == null) {
            return UNKNOWN_BYTES_PER_PIXEL;
        }
        SampleModel model = type.getSampleModel();
        int bits = 0;
        for (int band = 0; band < model.getNumBands(); band++) {
            bits += model.getSampleSize(band);
        }
        boolean copied =
                !(model instanceof PixelInterleavedSampleModel) || bits != 8 * model.getNumBands() || bits == 16;
        return (bits + 7) / 8 + (copied ? Math.min(model.getNumBands(), 3) : 0);
    }

    private static Luma luma(Raster raster, ColorModel colors) throws RefusedException {
        int width = raster.getWidth();
        int height = raster.getHeight();
        if (colors instanceof IndexColorModel palette) {
            int[] rgb = new int[palette.getMapSize()];
            palette.getRGBs(rgb);
            return Luma.ofPalette(bands(raster, 1, 8), rgb, width, height);
        }
        int colorBands = colors.getNumColorComponents();
        int space = colors.getColorSpace().getType();
        boolean gray = colorBands == 1 && space == ColorSpace.TYPE_GRAY;
        boolean rgb = colorBands == 3 && space == ColorSpace.TYPE_RGB;
        if (!(gray || rgb) || !holdsWholeNumbers(raster)) {
            throw new RefusedException(Reason.UNSUPPORTED, "The picture has colours of a kind that isn't read.");
        }
        byte[] whole = wholeBuffer(raster);
        if (whole != null) {
            int[] order = ((PixelInterleavedSampleModel) raster.getSampleModel()).getBandOffsets();
            if (gray && order.length == 1) {
                return Luma.ofGray(whole, width, height);
            }
            if (rgb && order.length == 3 && order[0] == 0 && order[1] == 1) {
                return Luma.ofRgb(whole, width, height);
            }
            if (rgb && order.length == 3 && order[0] == 2 && order[1] == 1) {
                return Luma.ofBgr(whole, width, height);
            }
            if (rgb && order.length == 4 && order[0] == 0 && order[1] == 1 && order[2] == 2) {
                return Luma.ofRgbx(whole, width, height);
            }
        }
        return gray ? Luma.ofGray(bands(raster, 1, 0), width, height) : Luma.ofRgb(bands(raster, 3, 0), width, height);
    }

    private static boolean holdsWholeNumbers(Raster raster) {
        int type = raster.getDataBuffer().getDataType();
        return type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT || type == DataBuffer.TYPE_INT;
    }

    /** The bytes behind a raster, if they are its samples from first to last without gaps. */
    private static byte @Nullable [] wholeBuffer(Raster raster) {
        if (raster.getDataBuffer() instanceof DataBufferByte buffer
                && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                && buffer.getNumBanks() == 1
                && buffer.getOffset() == 0
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0
                && model.getPixelStride() == model.getNumBands()
                && model.getScanlineStride() == raster.getWidth() * model.getPixelStride()) {
            return buffer.getData();
        }
        return null;
    }

    /**
     * The first bands of a raster of any layout, row by row, as bytes.
     *
     * @param bits 8 to take samples as numbers; 0 to bring them to the full range of a byte
     */
    private static byte[] bands(Raster raster, int bands, int bits) {
        int width = raster.getWidth();
        byte[] out = new byte[width * raster.getHeight() * bands];
        int[] row = new int[width];
        for (int band = 0; band < bands; band++) {
            int size = bits == 0 ? raster.getSampleModel().getSampleSize(band) : bits;
            int to = band;
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
                for (int x = 0; x < width; x++, to += bands) {
                    out[to] = (byte) (size >= 8 ? row[x] >>> (size - 8) : row[x] * 255 / ((1 << size) - 1));
                }
            }
        }
        return out;
    }

    /** Asks a decoder to stop when the time has passed. */
    private record Stop(Deadline deadline) implements IIOReadProgressListener {
        private void look(ImageReader source) {
            if (deadline.hasPassed()) {
                source.abort();
            }
        }

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            look(source);
        }

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {
            look(source);
        }

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}
    }
}
