// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nl.schoonnet.hashing.image.Decoded.Picture;
import nl.schoonnet.hashing.pdq.Luma;
import nl.schoonnet.hashing.pdq.Pdq;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurboJpegTests {
    private static final PictureReader IN_JAVA = PictureReader.inJava(Limits.standard(), () -> 0);
    private static final PictureReader FASTEST = new PictureReader(Limits.standard(), () -> 0);

    /** Any library that has other functions than those that are called. */
    @ParameterizedTest
    @ValueSource(strings = {"libm.so.6", "libc.so.6", "libnothing.so.1", "/nowhere/libturbojpeg.so", ""})
    void a_library_that_isn_t_the_one_is_none(String name) {
        assertThat(TurboJpeg.find(name)).isEmpty();
    }

    /** Reported as not run where the machine has no libjpeg-turbo. */
    @Nested
    class Present {
        @BeforeEach
        void only_with_the_library() {
            assumeThat(TurboJpeg.find()).as("libjpeg-turbo on this machine").isPresent();
        }

        @Test
        void it_is_named() {
            assertThat(FASTEST.jpegDecoder()).startsWith("libjpeg-turbo (");
        }

        /** Both compute the exact inverse transform in the same whole numbers. */
        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void brightness_is_that_of_java_s_decoder(boolean progressive) {
            for (int seed = 0; seed < 6; seed++) {
                BufferedImage image = MadeFiles.rectangles(150 + 37 * seed, 100 + 23 * seed, seed);
                assertSame(MadeFiles.jpeg(image, progressive));
            }
            assertSame(MadeFiles.jpeg(MadeFiles.picture(101, 67, BufferedImage.TYPE_BYTE_GRAY, 9), progressive));
        }

        @Test
        void many_threads_decode_at_once() throws Exception {
            byte[] file = MadeFiles.jpeg(MadeFiles.rectangles(300, 200, 1), false);
            Pdq expected = Pdq.of(((Picture) IN_JAVA.read(file)).luma());
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<Pdq>> all = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    all.add(threads.submit(() -> Pdq.of(((Picture) FASTEST.read(file)).luma())));
                }
                for (Future<Pdq> one : all) {
                    assertThat(one.get()).isEqualTo(expected);
                }
            }
        }

        private static void assertSame(byte[] file) {
            Luma one = ((Picture) IN_JAVA.read(file)).luma();
            Luma other = ((Picture) FASTEST.read(file)).luma();
            assertThat(other.width()).isEqualTo(one.width());
            for (int y = 0; y < one.height(); y++) {
                float[] rowOfOne = new float[one.width()];
                float[] rowOfOther = new float[one.width()];
                one.row(y, rowOfOne);
                other.row(y, rowOfOther);
                assertThat(rowOfOther).isEqualTo(rowOfOne);
            }
        }
    }
}
