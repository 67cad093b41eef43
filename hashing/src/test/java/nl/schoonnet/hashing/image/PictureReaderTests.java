// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import nl.schoonnet.hashing.image.Decoded.Note;
import nl.schoonnet.hashing.image.Decoded.Picture;
import nl.schoonnet.hashing.pdq.Luma;
import nl.schoonnet.hashing.pdq.Pdq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound files of every kind, decoded in Java. */
class PictureReaderTests {
    private static final PictureReader READER = PictureReader.inJava(Limits.standard(), () -> 0);

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void formats_without_loss_give_the_brightness_of_their_colours(String format) {
        BufferedImage image = MadeFiles.picture(61, 43, BufferedImage.TYPE_INT_RGB, 1);
        Picture picture = picture(MadeFiles.written(image, format));
        assertThat(picture.format().name()).isEqualToIgnoringCase(format);
        assertThat(picture.notes()).isEmpty();
        assertBrightness(picture.luma(), image);
    }

    @Test
    void colours_with_transparency_are_taken_as_they_are_stored() {
        BufferedImage image = MadeFiles.picture(61, 43, BufferedImage.TYPE_INT_ARGB, 2);
        for (int x = 0; x < 61; x++) {
            image.setRGB(x, 5, image.getRGB(x, 5) & 0x00ffffff);
        }
        assertBrightness(picture(MadeFiles.written(image, "png")).luma(), image);
    }

    @Test
    void a_palette_gives_the_brightness_of_its_colours() {
        BufferedImage image = MadeFiles.picture(61, 43, BufferedImage.TYPE_BYTE_INDEXED, 3);
        assertBrightness(picture(MadeFiles.written(image, "png")).luma(), image);
        assertBrightness(picture(MadeFiles.written(image, "gif")).luma(), image);
        assertBrightness(picture(MadeFiles.written(image, "bmp")).luma(), image);
    }

    @Test
    void one_bit_per_pixel_is_black_and_white() {
        BufferedImage image = MadeFiles.picture(61, 43, BufferedImage.TYPE_BYTE_BINARY, 4);
        for (String format : List.of("png", "bmp", "tiff")) {
            assertBrightness(picture(MadeFiles.written(image, format)).luma(), image);
        }
    }

    @Test
    void shades_of_grey_are_taken_as_they_are_whatever_the_curve_of_the_screen() {
        BufferedImage image =
                MadeFiles.components(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, DataBuffer.TYPE_BYTE, 40, 30);
        fill(image.getRaster(), 256);
        assertSamples(picture(MadeFiles.written(image, "png")).luma(), image.getRaster(), 0);
        assertSamples(picture(MadeFiles.written(image, "tiff")).luma(), image.getRaster(), 0);
    }

    @Test
    void of_sixteen_bits_the_upper_eight_are_taken() {
        BufferedImage gray =
                MadeFiles.components(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, DataBuffer.TYPE_USHORT, 40, 30);
        fill(gray.getRaster(), 65536);
        assertSamples(picture(MadeFiles.written(gray, "png")).luma(), gray.getRaster(), 8);
        BufferedImage rgb =
                MadeFiles.components(ColorSpace.getInstance(ColorSpace.CS_sRGB), true, DataBuffer.TYPE_USHORT, 40, 30);
        fill(rgb.getRaster(), 65536);
        Luma luma = picture(MadeFiles.written(rgb, "png")).luma();
        for (int y = 0; y < 30; y++) {
            float[] row = new float[40];
            luma.row(y, row);
            for (int x = 0; x < 40; x++) {
                int[] pixel = rgb.getRaster().getPixel(x, y, (int[]) null);
                assertThat(row[x])
                        .isEqualTo(0.299f * (pixel[0] >> 8) + 0.587f * (pixel[1] >> 8) + 0.114f * (pixel[2] >> 8));
            }
        }
    }

    @Test
    void grey_with_transparency_is_grey() {
        BufferedImage image =
                MadeFiles.components(ColorSpace.getInstance(ColorSpace.CS_GRAY), true, DataBuffer.TYPE_BYTE, 40, 30);
        fill(image.getRaster(), 256);
        assertSamples(picture(MadeFiles.written(image, "png")).luma(), image.getRaster(), 0);
    }

    @Test
    void of_an_animation_the_first_frame_is_taken_and_that_is_said() {
        BufferedImage first = MadeFiles.picture(61, 43, BufferedImage.TYPE_BYTE_INDEXED, 5);
        BufferedImage second = MadeFiles.picture(61, 43, BufferedImage.TYPE_BYTE_INDEXED, 6);
        Picture picture = picture(MadeFiles.animatedGif(List.of(first, second)));
        assertThat(picture.notes()).containsExactly(Note.FIRST_OF_SEVERAL);
        assertBrightness(picture.luma(), first);
        assertThat(picture(MadeFiles.animatedGif(List.of(first))).notes()).isEmpty();
    }

    @Test
    void of_an_animated_png_the_still_picture_is_taken_and_that_is_said() {
        byte[] animated = MadeFiles.pngOfZeros(8, 8, 8, 0, 8, MadeFiles.chunk("acTL", new byte[8]));
        assertThat(picture(animated).notes()).containsExactly(Note.FIRST_OF_SEVERAL);
        assertThat(picture(MadeFiles.pngOfZeros(8, 8, 8, 0, 8)).notes()).isEmpty();
    }

    @Test
    void lossless_webp_gives_the_brightness_of_its_colours() {
        boolean[] green = new boolean[40 * 30];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < green.length; i++) {
            green[i] = random.nextInt(3) == 0;
        }
        Picture picture = picture(MadeFiles.webp(40, 30, green));
        assertThat(picture.format()).isEqualTo(Format.WEBP);
        for (int y = 0; y < 30; y++) {
            float[] row = new float[40];
            picture.luma().row(y, row);
            for (int x = 0; x < 40; x++) {
                assertThat(row[x]).isEqualTo(green[40 * y + x] ? 0.587f * 255 : 0);
            }
        }
    }

    /** A Y plane that was written as such comes back within the loss of JPEG. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void brightness_of_jpeg_is_that_of_its_first_component(boolean progressive) {
        BufferedImage image = MadeFiles.picture(160, 120, BufferedImage.TYPE_INT_RGB, 8);
        Picture picture = picture(MadeFiles.jpeg(image, progressive));
        assertThat(picture.notes()).isEmpty();
        assertThat(meanDifference(picture.luma(), image)).isLessThan(2);
    }

    @Test
    void jpeg_of_one_component_is_brightness() {
        BufferedImage image = MadeFiles.picture(160, 120, BufferedImage.TYPE_BYTE_GRAY, 9);
        Picture picture = picture(MadeFiles.jpeg(image, false));
        for (int y = 0; y < 120; y++) {
            float[] row = new float[160];
            picture.luma().row(y, row);
            for (int x = 0; x < 160; x++) {
                assertThat(Math.abs(row[x] - image.getRaster().getSample(x, y, 0)))
                        .isLessThan(12);
            }
        }
    }

    @Test
    void jpeg_of_red_green_and_blue_is_known_by_its_marker() {
        BufferedImage image = MadeFiles.picture(160, 120, BufferedImage.TYPE_INT_RGB, 10);
        WritableRaster raster = MadeFiles.bytes(160, 120, 3);
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 160; x++) {
                int rgb = image.getRGB(x, y);
                raster.setPixel(x, y, new int[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff});
            }
        }
        byte[] file = MadeFiles.withSegment(MadeFiles.rawJpeg(raster), 0xee, MadeFiles.adobe(0));
        assertThat(meanDifference(picture(file).luma(), image)).isLessThan(2);
    }

    @Test
    void jpeg_of_four_inks_is_the_paper_that_they_leave() {
        BufferedImage image = MadeFiles.picture(160, 120, BufferedImage.TYPE_INT_RGB, 11);
        WritableRaster paper = MadeFiles.bytes(160, 120, 4);
        WritableRaster ink = MadeFiles.bytes(160, 120, 4);
        WritableRaster ycck = MadeFiles.bytes(160, 120, 4);
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 160; x++) {
                int rgb = image.getRGB(x, y);
                double red = rgb >> 16 & 0xff;
                double green = rgb >> 8 & 0xff;
                double blue = rgb & 0xff;
                // Half of the darkness is black ink.
                double black = 255 - (255 - Math.max(red, Math.max(green, blue))) / 2;
                double[] own = {red * 255 / black, green * 255 / black, blue * 255 / black};
                for (int band = 0; band < 3; band++) {
                    paper.setSample(x, y, band, (int) Math.round(own[band]));
                    ink.setSample(x, y, band, (int) Math.round(255 - own[band]));
                }
                // Brightness and colours of the ink (JFIF 1.02), since what YCCK stores is turned over once more.
                double c = 255 - own[0];
                double m = 255 - own[1];
                double k = 255 - own[2];
                double luma = 0.299 * c + 0.587 * m + 0.114 * k;
                ycck.setSample(x, y, 0, (int) Math.round(luma));
                ycck.setSample(x, y, 1, (int) Math.round(Math.clamp((k - luma) / 1.772 + 128, 0, 255)));
                ycck.setSample(x, y, 2, (int) Math.round(Math.clamp((c - luma) / 1.402 + 128, 0, 255)));
                for (WritableRaster raster : List.of(paper, ycck)) {
                    raster.setSample(x, y, 3, (int) Math.round(black));
                }
                ink.setSample(x, y, 3, (int) Math.round(255 - black));
            }
        }
        assertThat(meanDifference(luma(paper, 0), image)).isLessThan(3);
        assertThat(meanDifference(luma(ycck, 2), image)).isLessThan(3);
        assertThat(meanDifference(picture(MadeFiles.rawJpeg(ink)).luma(), image))
                .isLessThan(3);
    }

    private static Luma luma(Raster raster, int transform) {
        return picture(MadeFiles.withSegment(MadeFiles.rawJpeg(raster), 0xee, MadeFiles.adobe(transform)))
                .luma();
    }

    /** PDQ has no say in how a picture is to be held; who wants to find turned ones asks for the variants. */
    @Test
    void a_wish_to_be_shown_turned_changes_nothing() {
        byte[] jpeg = MadeFiles.jpeg(MadeFiles.picture(160, 120, BufferedImage.TYPE_INT_RGB, 12), false);
        byte[] turned = MadeFiles.withSegment(jpeg, 0xe1, MadeFiles.exifTurned());
        assertThat(turned).hasSizeGreaterThan(jpeg.length);
        Luma luma = picture(turned).luma();
        assertThat(luma.width()).isEqualTo(160);
        assertThat(Pdq.of(luma)).isEqualTo(Pdq.of(picture(jpeg).luma()));
    }

    /** The rule that the reference sets for two ways to the same picture: at most 10 bits where quality is 80 or more. */
    @Test
    void a_hash_from_stored_brightness_is_within_ten_bits_of_that_from_colours() throws IOException {
        for (int seed = 20; seed < 30; seed++) {
            byte[] file = MadeFiles.jpeg(MadeFiles.rectangles(300, 200, seed), seed % 2 == 0);
            BufferedImage colours = ImageIO.read(new ByteArrayInputStream(file));
            byte[] png = MadeFiles.written(colours, "png");
            Pdq fromColours = Pdq.of(picture(png).luma());
            Pdq fromBrightness = Pdq.of(picture(file).luma());
            assertThat(fromColours.quality()).isGreaterThanOrEqualTo(80);
            assertThat(fromColours.hash().distance(fromBrightness.hash())).isLessThanOrEqualTo(10);
        }
    }

    @Test
    void a_stream_gives_the_same_picture_as_its_bytes() throws IOException {
        byte[] file = MadeFiles.written(MadeFiles.picture(61, 43, BufferedImage.TYPE_INT_RGB, 13), "png");
        Picture streamed = (Picture) READER.read(new ByteArrayInputStream(file));
        assertThat(Pdq.of(streamed.luma())).isEqualTo(Pdq.of(picture(file).luma()));
    }

    @Test
    void the_decoder_in_use_is_said() {
        assertThat(READER.jpegDecoder()).isEqualTo("Java's own");
        assertThat(new PictureReader(Limits.standard(), () -> 0).jpegDecoder())
                .matches("Java's own|libjpeg-turbo \\(.+\\)");
    }

    @Test
    void notes_can_t_be_changed_from_outside() {
        Set<Note> notes = picture(MadeFiles.pngOfZeros(8, 8, 8, 0, 8)).notes();
        assertThatThrownBy(() -> notes.add(Note.DAMAGED)).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Picture picture(byte[] file) {
        Decoded decoded = READER.read(file);
        assertThat(decoded).isInstanceOf(Picture.class);
        return (Picture) decoded;
    }

    private static void fill(WritableRaster raster, int bound) {
        SplittableRandom random = new SplittableRandom(bound);
        int[] samples = random.ints((long) raster.getWidth() * raster.getHeight() * raster.getNumBands(), 0, bound)
                .toArray();
        raster.setPixels(0, 0, raster.getWidth(), raster.getHeight(), samples);
    }

    private static void assertSamples(Luma luma, Raster raster, int shift) {
        for (int y = 0; y < luma.height(); y++) {
            float[] row = new float[luma.width()];
            luma.row(y, row);
            for (int x = 0; x < luma.width(); x++) {
                assertThat(row[x]).isEqualTo(raster.getSample(x, y, 0) >> shift);
            }
        }
    }

    private static void assertBrightness(Luma luma, BufferedImage image) {
        assertThat(luma.width()).isEqualTo(image.getWidth());
        assertThat(luma.height()).isEqualTo(image.getHeight());
        for (int y = 0; y < luma.height(); y++) {
            float[] row = new float[luma.width()];
            luma.row(y, row);
            for (int x = 0; x < luma.width(); x++) {
                assertThat(row[x]).isEqualTo(brightness(image.getRGB(x, y)));
            }
        }
    }

    private static double meanDifference(Luma luma, BufferedImage image) {
        double sum = 0;
        for (int y = 0; y < luma.height(); y++) {
            float[] row = new float[luma.width()];
            luma.row(y, row);
            for (int x = 0; x < luma.width(); x++) {
                sum += Math.abs(row[x] - brightness(image.getRGB(x, y)));
            }
        }
        return sum / luma.width() / luma.height();
    }

    private static float brightness(int rgb) {
        return 0.299f * (rgb >> 16 & 0xff) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff);
    }
}
