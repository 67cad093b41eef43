// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Files made for tests: sound ones by the writers of Java, others byte by byte. */
final class MadeFiles {
    private MadeFiles() {}

    /** A soft picture in colours; each size and seed another. */
    static BufferedImage picture(int width, int height, int type, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] r = random.doubles(12, 0.5, 4).toArray();
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = 3.0 * x / width;
                double v = 3.0 * y / height;
                int red = (int) (128 + 60 * Math.sin(r[0] * u + r[1] * v) + 60 * Math.cos(r[2] * u * v));
                int green = (int) (128 + 60 * Math.sin(r[3] * u - r[4] * v) + 60 * Math.cos(r[5] * u + r[6] * v * v));
                int blue = (int) (128 + 60 * Math.sin(r[7] * v + r[8]) + 60 * Math.cos(r[9] * u * u));
                image.setRGB(x, y, 0xff000000 | red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    /** A heap of rectangles in bright colours: much to see. */
    static BufferedImage rectangles(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 400; i++) {
            int rgb = random.nextInt(1 << 24);
            int left = random.nextInt(width);
            int top = random.nextInt(height);
            int right = Math.min(width, left + 1 + random.nextInt(width / 6));
            int bottom = Math.min(height, top + 1 + random.nextInt(height / 6));
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    image.setRGB(x, y, rgb);
                }
            }
        }
        return image;
    }

    static byte[] written(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("No writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] jpeg(BufferedImage image, boolean progressive) {
        return jpeg(new IIOImage(image, null, null), progressive);
    }

    /** Components as they are, whatever they mean; without markers that say so. */
    static byte[] rawJpeg(Raster raster) {
        return jpeg(new IIOImage(raster, null, null), false);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.95f);
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(stream);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A GIF of several frames. */
    static byte[] animatedGif(List<BufferedImage> frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A segment put into a JPEG file right after its first marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + content.length + 4);
        out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) (content.length + 2));
        return out.put(content).put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] adobe(int transform) {
        return ByteBuffer.allocate(12)
                .put("Adobe".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 100)
                .putInt(0)
                .put((byte) transform)
                .array();
    }

    /** EXIF with nothing but the wish to be shown turned by a quarter. */
    static byte[] exifTurned() {
        return ByteBuffer.allocate(32)
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) 6)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    /** Where the frame header of a JPEG file has its precision; height follows at 1, width at 3, components at 5. */
    static int frame(byte[] jpeg) {
        for (int place = 2;
                place < jpeg.length;
                place += 2 + ((jpeg[place + 2] & 0xff) << 8 | (jpeg[place + 3] & 0xff))) {
            int marker = jpeg[place + 1] & 0xff;
            if (marker == 0xc0 || marker == 0xc2) {
                return place + 4;
            }
        }
        throw new IllegalArgumentException("No frame");
    }

    /** Where the first scan begins. */
    static int scan(byte[] jpeg) {
        for (int place = 2;
                place < jpeg.length;
                place += 2 + ((jpeg[place + 2] & 0xff) << 8 | (jpeg[place + 3] & 0xff))) {
            if ((jpeg[place + 1] & 0xff) == 0xda) {
                return place;
            }
        }
        throw new IllegalArgumentException("No scan");
    }

    static byte[] patched(byte[] file, int place, int... bytes) {
        byte[] patched = file.clone();
        for (int i = 0; i < bytes.length; i++) {
            patched[place + i] = (byte) bytes[i];
        }
        return patched;
    }

    static byte[] cut(byte[] file, double share) {
        return Arrays.copyOf(file, (int) (file.length * share));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    // PNG

    static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] ihdr(int width, int height, int bits, int colorType) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bits)
                        .put((byte) colorType)
                        .put(new byte[3])
                        .array());
    }

    /** A PNG of zeros: as many rows as are asked for, of as many bytes. */
    static byte[] pngOfZeros(int width, int height, int bits, int colorType, int bytesInRow, byte[]... between) {
        return joined(
                PNG_SIGNATURE,
                ihdr(width, height, bits, colorType),
                joined(between),
                chunk("IDAT", deflatedZeros((long) height * (bytesInRow + 1))),
                chunk("IEND", new byte[0]));
    }

    static byte[] deflatedZeros(long length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 16];
        try (DeflaterOutputStream deflating =
                new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED), 1 << 16)) {
            for (long left = length; left > 0; left -= zeros.length) {
                deflating.write(zeros, 0, (int) Math.min(left, zeros.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    // WebP

    /**
     * Lossless WebP with two colours, one bit per pixel: black where the bit is 0, else full green (WebP lossless bitstream
     * specification, 3 and 6: no transform, no cache, and simple codes of one symbol but for green, which has two).
     */
    static byte[] webp(int width, int height, boolean[] green) {
        Bits bits = new Bits();
        bits.put(0x2f, 8);
        bits.put(width - 1, 14);
        bits.put(height - 1, 14);
        bits.put(0, 1 + 3);
        bits.put(0, 1 + 1 + 1);
        // Green: simple, two symbols, the first of 8 bits.
        bits.put(1, 1);
        bits.put(1, 1);
        bits.put(1, 1);
        bits.put(0, 8);
        bits.put(255, 8);
        // Red, blue, alpha, distance: simple, one symbol of 8 bits.
        for (int symbol : new int[] {0, 0, 255, 0}) {
            bits.put(1, 1);
            bits.put(0, 1);
            bits.put(1, 1);
            bits.put(symbol, 8);
        }
        for (boolean one : green) {
            bits.put(one ? 1 : 0, 1);
        }
        return riff("VP8L", bits.bytes());
    }

    static byte[] riff(String chunk, byte[] content) {
        int padded = content.length + content.length % 2;
        return ByteBuffer.allocate(20 + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(12 + padded)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(chunk.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int current;
        private int filled;

        void put(int value, int count) {
            for (int i = 0; i < count; i++) {
                current |= (value >> i & 1) << filled;
                if (++filled == 8) {
                    out.write(current);
                    current = 0;
                    filled = 0;
                }
            }
        }

        byte[] bytes() {
            byte[] whole = out.toByteArray();
            byte[] all = Arrays.copyOf(whole, whole.length + 1);
            all[whole.length] = (byte) current;
            return all;
        }
    }

    // Rasters

    /** An image of components of any depth. */
    static BufferedImage components(ColorSpace space, boolean alpha, int dataType, int width, int height) {
        ComponentColorModel model = new ComponentColorModel(
                space, alpha, false, alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, dataType);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        return new BufferedImage(model, raster, false, null);
    }

    static WritableRaster bytes(int width, int height, int bands) {
        return Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, bands, null);
    }
}
