// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import nl.schoonnet.hashing.image.Decoded.Note;
import nl.schoonnet.hashing.image.Decoded.Picture;
import nl.schoonnet.hashing.image.Decoded.Reason;
import nl.schoonnet.hashing.image.Decoded.Refused;
import nl.schoonnet.hashing.pdq.Pdq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that mean harm, or have come to harm. Each is read in Java and, where the machine has it, by libjpeg-turbo. */
class HostileFilesTests {
    private static final Limits LIMITS = new Limits(4 << 20, 4_000_000, 32L << 20, Duration.ofSeconds(5));
    private static final BufferedImage IMAGE = MadeFiles.picture(64, 48, BufferedImage.TYPE_INT_RGB, 1);
    private static final byte[] JPEG = MadeFiles.jpeg(IMAGE, false);
    private static final byte[] PNG = MadeFiles.written(IMAGE, "png");
    private static final byte[] GIF =
            MadeFiles.written(MadeFiles.picture(64, 48, BufferedImage.TYPE_BYTE_INDEXED, 2), "gif");
    private static final byte[] BMP = MadeFiles.written(IMAGE, "bmp");
    private static final byte[] TIFF = MadeFiles.written(IMAGE, "tiff");
    private static final byte[] WEBP = MadeFiles.webp(64, 48, new boolean[64 * 48]);

    static Stream<Arguments> refused() {
        int frame = MadeFiles.frame(JPEG);
        byte[] noise = new byte[10_000];
        new SplittableRandom(3).nextBytes(noise);
        noise[0] = 0;
        return Stream.of(
                refused("nothing", new byte[0], Reason.EMPTY),
                refused("one byte", new byte[] {(byte) 0xff}, Reason.UNKNOWN_FORMAT),
                refused("noise", noise, Reason.UNKNOWN_FORMAT),
                refused("a text", text("GIF, said the text, but began otherwise"), Reason.UNKNOWN_FORMAT),
                refused("a drawing in XML", text("<svg xmlns='http://www.w3.org/2000/svg'/>"), Reason.UNKNOWN_FORMAT),
                refused(
                        "a picture behind a page of a document",
                        MadeFiles.joined(text("%PDF-1.7\n"), JPEG),
                        Reason.UNKNOWN_FORMAT),
                refused("zeros", new byte[100], Reason.UNKNOWN_FORMAT),
                refused("too many bytes", Arrays.copyOf(PNG, LIMITS.bytes() + 1), Reason.TOO_MANY_BYTES),
                // JPEG
                refused("JPEG: three bytes", Arrays.copyOf(JPEG, 3), Reason.DAMAGED),
                refused("JPEG: no frame", Arrays.copyOf(JPEG, frame - 4), Reason.DAMAGED),
                refused("JPEG: no scan", Arrays.copyOf(JPEG, MadeFiles.scan(JPEG)), Reason.DAMAGED),
                refused(
                        "JPEG: 65,535 x 65,535",
                        MadeFiles.patched(JPEG, frame + 1, 255, 255, 255, 255),
                        Reason.TOO_MANY_PIXELS),
                refused("JPEG: no rows", MadeFiles.patched(JPEG, frame + 1, 0, 0), Reason.NO_SIZE),
                refused("JPEG: no columns", MadeFiles.patched(JPEG, frame + 3, 0, 0), Reason.NO_SIZE),
                refused("JPEG: twelve bits", MadeFiles.patched(JPEG, frame, 12), Reason.UNSUPPORTED),
                refused("JPEG: two components", MadeFiles.patched(JPEG, frame + 5, 2), Reason.UNSUPPORTED),
                refused("JPEG: no components", MadeFiles.patched(JPEG, frame + 5, 0), Reason.DAMAGED),
                refused("JPEG: 200 components", MadeFiles.patched(JPEG, frame + 5, 200), Reason.UNSUPPORTED),
                refused("JPEG: lossless", MadeFiles.patched(JPEG, frame - 3, 0xc3), Reason.DAMAGED),
                refused("JPEG: tables that aren't there", withoutTables(), Reason.DAMAGED),
                refused("JPEG: a thousand scans", scans(1_000), Reason.TOO_MUCH_WORK),
                refused("JPEG: 50 scans over 4 million pixels", large(scans(50)), Reason.TOO_MUCH_WORK),
                refused("JPEG: segment longer than the file", MadeFiles.patched(JPEG, 4, 255, 255), Reason.DAMAGED),
                refused("JPEG: segment shorter than its length", MadeFiles.patched(JPEG, 4, 0, 1), Reason.DAMAGED),
                // PNG
                refused("PNG: signature alone", MadeFiles.PNG_SIGNATURE, Reason.DAMAGED),
                refused(
                        "PNG: no header",
                        MadeFiles.joined(MadeFiles.PNG_SIGNATURE, MadeFiles.chunk("IEND", new byte[0])),
                        Reason.DAMAGED),
                refused(
                        "PNG: 100,000 x 100,000 in some bytes",
                        MadeFiles.pngOfZeros(100_000, 100_000, 1, 0, 0),
                        Reason.TOO_MANY_PIXELS),
                refused(
                        "PNG: 2,000 x 2,000 of 8 bytes",
                        MadeFiles.pngOfZeros(2_000, 2_000, 16, 6, 16_000),
                        Reason.TOO_MUCH_MEMORY),
                refused("PNG: no columns", MadeFiles.pngOfZeros(0, 10, 8, 0, 0), Reason.DAMAGED),
                refused(
                        "PNG: 2,147,483,647 columns",
                        MadeFiles.pngOfZeros(Integer.MAX_VALUE, 1, 8, 0, 0),
                        Reason.TOO_MANY_PIXELS),
                refused("PNG: columns below zero", MadeFiles.pngOfZeros(-5, 10, 8, 0, 0), Reason.DAMAGED),
                refused("PNG: depth that isn't", MadeFiles.pngOfZeros(10, 10, 7, 0, 10), Reason.DAMAGED),
                refused("PNG: palette that isn't there", MadeFiles.pngOfZeros(10, 10, 8, 3, 10), Reason.DAMAGED),
                refused("PNG: first half", MadeFiles.cut(PNG, 0.5), Reason.DAMAGED),
                // GIF
                refused("GIF: signature alone", Arrays.copyOf(GIF, 6), Reason.DAMAGED),
                refused("GIF: no picture", Arrays.copyOf(GIF, 13), Reason.DAMAGED),
                refused("GIF: no columns", gifOfSize(0, 10), Reason.NO_SIZE),
                refused("GIF: 65,535 x 65,535", gifOfSize(65_535, 65_535), Reason.TOO_MANY_PIXELS),
                // BMP
                refused("BMP: signature alone", Arrays.copyOf(BMP, 2), Reason.DAMAGED),
                refused("BMP: first half of the header", Arrays.copyOf(BMP, 26), Reason.DAMAGED),
                refused("BMP: 2,147,483,647 columns", MadeFiles.patched(BMP, 18, 255, 255, 255, 127), Reason.DAMAGED),
                refused(
                        "BMP: 10,000 x 10,000",
                        MadeFiles.patched(
                                MadeFiles.patched(BMP, 18, 16, 39, 0, 0, 16, 39, 0, 0), 2, 255, 255, 255, 127),
                        Reason.TOO_MANY_PIXELS),
                refused("BMP: columns below zero", MadeFiles.patched(BMP, 18, 255, 255, 255, 255), Reason.DAMAGED),
                refused("BMP: no rows", MadeFiles.patched(BMP, 22, 0, 0, 0, 0), Reason.DAMAGED),
                refused("BMP: first half", MadeFiles.cut(BMP, 0.5), Reason.DAMAGED),
                refused("BMP: pixels far beyond the file", MadeFiles.patched(BMP, 10, 0, 0, 0, 127), Reason.DAMAGED),
                refused("BMP: palette of 2,147,483,647 colours", bmpWithPalette(), Reason.DAMAGED),
                // WebP
                refused("WebP: signature alone", Arrays.copyOf(WEBP, 12), Reason.DAMAGED),
                refused(
                        "WebP: 16,384 x 16,384 in 40 bytes",
                        MadeFiles.webp(16_384, 16_384, new boolean[0]),
                        Reason.TOO_MANY_PIXELS),
                refused("WebP: no bits of pixels", Arrays.copyOf(WEBP, 30), Reason.DAMAGED),
                refused("WebP: unknown chunk", MadeFiles.riff("ABCD", new byte[20]), Reason.DAMAGED),
                // TIFF
                refused("TIFF: header alone", Arrays.copyOf(TIFF, 8), Reason.DAMAGED),
                refused(
                        "TIFF: directory beyond the file",
                        MadeFiles.patched(tiff(64, 48), 4, 255, 255, 255, 127),
                        Reason.DAMAGED),
                refused("TIFF: 1,000,000 x 1,000,000", tiff(1_000_000, 1_000_000), Reason.TOO_MANY_PIXELS),
                refused("TIFF: 5,000 x 5,000", tiff(5_000, 5_000), Reason.TOO_MANY_PIXELS),
                refused(
                        "TIFF: a strip longer than the file",
                        MadeFiles.patched(tiff(64, 48), 10 + 12 * 8 + 8, 255, 255, 255, 127),
                        Reason.DAMAGED),
                refused("TIFF: no rows", tiff(64, 0), Reason.NO_SIZE),
                refused("TIFF: 65,535 entries", MadeFiles.patched(tiff(64, 48), 8, 255, 255), Reason.DAMAGED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void gets_a_clear_verdict(String name, byte[] file, Reason reason) {
        for (PictureReader reader : readers(LIMITS)) {
            Decoded decoded = reader.read(file);
            assertThat(decoded).isInstanceOf(Refused.class);
            Refused refused = (Refused) decoded;
            assertThat(refused.reason()).as(refused.sentence()).isEqualTo(reason);
            assertThat(refused.sentence()).endsWith(".");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.999})
    void a_jpeg_that_is_cut_off_gives_what_there_is_and_says_that_it_is_damaged(double share) {
        byte[] large = MadeFiles.jpeg(MadeFiles.rectangles(300, 200, 4), false);
        for (PictureReader reader : readers(LIMITS)) {
            Picture picture = (Picture) reader.read(MadeFiles.cut(large, share));
            assertThat(picture.notes()).containsExactly(Note.DAMAGED);
            assertThat(picture.luma().height()).isEqualTo(200);
        }
    }

    @Test
    void a_jpeg_without_its_last_marker_has_the_hash_that_it_had() {
        byte[] large = MadeFiles.jpeg(MadeFiles.rectangles(300, 200, 4), false);
        for (PictureReader reader : readers(LIMITS)) {
            Picture cut = (Picture) reader.read(Arrays.copyOf(large, large.length - 2));
            assertThat(Pdq.of(cut.luma())).isEqualTo(Pdq.of(((Picture) reader.read(large)).luma()));
        }
    }

    @Test
    void what_stands_behind_a_picture_changes_nothing() {
        for (byte[] file : List.of(JPEG, PNG, GIF, BMP, TIFF, WEBP)) {
            byte[] longer = MadeFiles.joined(file, text("PK\3\4 and so on"));
            for (PictureReader reader : readers(LIMITS)) {
                assertThat(Pdq.of(((Picture) reader.read(longer)).luma()))
                        .isEqualTo(Pdq.of(((Picture) reader.read(file)).luma()));
            }
        }
    }

    /** Chunks that unfold to 100 MB of text or profile aren't unfolded. */
    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP"})
    void a_small_png_with_a_bomb_in_its_metadata_is_read_without_it(String type) {
        byte[] deflated = MadeFiles.deflatedZeros(100L << 20);
        byte[] head = type.equals("iTXt") ? text("a\0\1\0\0\0") : text("a\0\0");
        byte[] bomb = MadeFiles.chunk(type, MadeFiles.joined(head, deflated));
        byte[] palette = MadeFiles.chunk("PLTE", new byte[6]);
        for (byte[] file : List.of(
                MadeFiles.pngOfZeros(8, 8, 8, 0, 8, bomb),
                MadeFiles.pngOfZeros(8, 8, 8, 3, 8, bomb, palette),
                MadeFiles.pngOfZeros(8, 8, 8, 3, 8, palette, bomb))) {
            assertThat(file.length).isLessThan(LIMITS.bytes());
            long before = allocated();
            assertThat(PictureReader.inJava(LIMITS, () -> 0).read(file)).isInstanceOf(Picture.class);
            assertThat(allocated() - before).isLessThan(20L << 20);
        }
    }

    @Test
    void directories_that_go_round_in_a_circle_are_not_followed() {
        byte[] circle = TIFF.clone();
        ByteBuffer bytes =
                ByteBuffer.wrap(circle).order(circle[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = bytes.getInt(4);
        bytes.putInt(directory + 2 + 12 * bytes.getShort(directory), directory);
        assertThat(((Picture) PictureReader.inJava(LIMITS, () -> 0).read(circle)).notes())
                .containsExactly(Note.FIRST_OF_SEVERAL);
    }

    @Test
    void a_webp_that_is_cut_off_says_that_it_is_damaged() {
        byte[] whole = MadeFiles.webp(64, 48, new boolean[64 * 48]);
        PictureReader reader = PictureReader.inJava(LIMITS, () -> 0);
        assertThat(((Picture) reader.read(whole)).notes()).isEmpty();
        assertThat(((Picture) reader.read(MadeFiles.cut(whole, 0.95))).notes()).containsExactly(Note.DAMAGED);
    }

    /** Its reader takes each missing bit for a zero, and would do so for 4 million pixels. */
    @Test
    void a_webp_of_which_most_is_missing_is_left_at_once() {
        byte[] head = MadeFiles.webp(2_000, 2_000, new boolean[100]);
        Refused refused = (Refused) PictureReader.inJava(LIMITS, () -> 0).read(head);
        assertThat(refused.reason()).isEqualTo(Reason.DAMAGED);
    }

    /** The clock jumps by a second at each look at it. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "gif", "bmp", "tiff"})
    void decoding_stops_when_the_time_has_passed(String format) {
        BufferedImage image = MadeFiles.rectangles(1_000, 800, 5);
        AtomicLong clock = new AtomicLong();
        PictureReader reader = PictureReader.inJava(
                LIMITS, () -> clock.getAndAdd(Duration.ofSeconds(1).toNanos()));
        Refused refused = (Refused) reader.read(MadeFiles.written(image, format));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_MUCH_WORK);
        assertThat(refused.sentence()).isEqualTo("The picture wasn't decoded within 5000 milliseconds.");
    }

    @Test
    void an_endless_stream_is_left_when_the_limit_is_reached() throws IOException {
        InputStream endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                return 'B';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                given += length;
                assertThat(given).isLessThanOrEqualTo(LIMITS.bytes() + 1L);
                Arrays.fill(into, offset, offset + length, (byte) 'B');
                return length;
            }
        };
        assertThat(((Refused) PictureReader.inJava(LIMITS, () -> 0).read(endless)).reason())
                .isEqualTo(Reason.TOO_MANY_BYTES);
    }

    /** Any file with a few bytes changed, cut or doubled is a picture or refused, in bounded memory and time. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "progressive", "png", "gif", "bmp", "tiff", "webp"})
    void damage_of_any_kind_is_survived(String kind) {
        byte[] file = switch (kind) {
            case "jpeg" -> JPEG;
            case "progressive" -> MadeFiles.jpeg(IMAGE, true);
            case "png" -> PNG;
            case "gif" -> GIF;
            case "bmp" -> BMP;
            case "tiff" -> TIFF;
            default -> WEBP;
        };
        SplittableRandom random = new SplittableRandom(kind.hashCode());
        List<PictureReader> readers =
                readers(new Limits(1 << 20, 100_000, 4 << 20, Duration.ofSeconds(5)), System::nanoTime);
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            byte[] damaged = damaged(file, random);
            for (PictureReader reader : readers) {
                long before = allocated();
                Decoded decoded = reader.read(damaged);
                assertThat(allocated() - before).as("allocated").isLessThan(64L << 20);
                switch (decoded) {
                    case Picture picture ->
                        assertThat(Pdq.of(picture.luma()).quality()).isBetween(0, 100);
                    case Refused no -> {
                        assertThat(no.reason()).isNotEqualTo(Reason.TOO_MUCH_MEMORY);
                        refused++;
                    }
                }
            }
        }
        assertThat(refused).isPositive();
    }

    private static byte[] damaged(byte[] file, SplittableRandom random) {
        byte[] damaged = file.clone();
        // Half of the damage in the head, where numbers are that decoders believe.
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int place = random.nextInt(random.nextBoolean() ? Math.min(200, damaged.length) : damaged.length);
            damaged[place] = switch (random.nextInt(4)) {
                case 0 -> (byte) 0xff;
                case 1 -> 0;
                case 2 -> (byte) (damaged[place] ^ 1 << random.nextInt(8));
                default -> (byte) random.nextInt();
            };
        }
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(damaged, random.nextInt(damaged.length));
            case 1 -> MadeFiles.joined(damaged, damaged);
            default -> damaged;
        };
    }

    private static Arguments refused(String name, byte[] file, Reason reason) {
        return Arguments.of(name, file, reason);
    }

    private static List<PictureReader> readers(Limits limits) {
        return readers(limits, () -> 0);
    }

    private static List<PictureReader> readers(Limits limits, LongSupplier clock) {
        return List.of(PictureReader.inJava(limits, clock), new PictureReader(limits, clock));
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] withoutTables() {
        int frame = MadeFiles.frame(JPEG) - 4;
        return MadeFiles.joined(Arrays.copyOf(JPEG, 2), Arrays.copyOfRange(JPEG, frame, JPEG.length));
    }

    /** A progressive file of which the last scan comes again and again. */
    private static byte[] scans(int number) {
        byte[] progressive = MadeFiles.jpeg(IMAGE, true);
        int last = progressive.length;
        do {
            last--;
        } while (progressive[last] != (byte) 0xff || progressive[last + 1] != (byte) 0xda);
        byte[] scan = Arrays.copyOfRange(progressive, last, progressive.length - 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(progressive, 0, last);
        for (int i = 0; i < number; i++) {
            out.writeBytes(scan);
        }
        out.write(progressive, progressive.length - 2, 2);
        return out.toByteArray();
    }

    /** 2,000 x 2,000 by its header. */
    private static byte[] large(byte[] jpeg) {
        return MadeFiles.patched(jpeg, MadeFiles.frame(jpeg) + 1, 2_000 >> 8, 2_000 & 0xff, 2_000 >> 8, 2_000 & 0xff);
    }

    private static byte[] gifOfSize(int width, int height) {
        int place = 13 + (GIF[10] < 0 ? 6 << (GIF[10] & 7) : 0);
        while (GIF[place] != 0x2c) {
            // An extension: its blocks, to one of no length.
            place += 2;
            while (GIF[place] != 0) {
                place += 1 + (GIF[place] & 0xff);
            }
            place++;
        }
        byte[] patched = MadeFiles.patched(GIF, place + 5, width & 0xff, width >> 8, height & 0xff, height >> 8);
        return MadeFiles.patched(patched, 6, width & 0xff, width >> 8, height & 0xff, height >> 8);
    }

    /** Eight bits per pixel, and so many colours that the pixels begin 2 GB later. */
    private static byte[] bmpWithPalette() {
        byte[] indexed = MadeFiles.written(MadeFiles.picture(64, 48, BufferedImage.TYPE_BYTE_INDEXED, 6), "bmp");
        byte[] patched = MadeFiles.patched(indexed, 46, 255, 255, 255, 127);
        return MadeFiles.patched(patched, 10, 255, 255, 255, 127);
    }

    /** Grey, one byte per pixel, one strip. */
    private static byte[] tiff(int width, int height) {
        int[][] entries = {
            {256, width},
            {257, height},
            {258, 8},
            {259, 1},
            {262, 1},
            {273, 200},
            {277, 1},
            {278, height},
            {279, (int) Math.min(64 * 48, (long) width * height)}
        };
        ByteBuffer out = ByteBuffer.allocate(200 + 64 * 48).order(ByteOrder.LITTLE_ENDIAN);
        out.put(text("II*\0")).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            out.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
        }
        return out.putInt(0).array();
    }
}
