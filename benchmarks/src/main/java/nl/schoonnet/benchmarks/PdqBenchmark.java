// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Luma;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.hashing.pdq.PdqVariants;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Pictures a second on one core, of five made pictures of 0.8 to 1.6 megapixels: PDQ from brightness, from colours and from JPEG
 * files, and digests of these files.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class PdqBenchmark {
    private static final int PICTURES = 5;
    private static final int[][] SIZES = {{1024, 768}, {1100, 800}, {1280, 960}, {960, 1440}, {1600, 1000}};

    private final PictureReader fastest = new PictureReader(Limits.standard(), System::nanoTime);
    private final PictureReader inJava = PictureReader.inJava(Limits.standard(), System::nanoTime);
    private final Luma[] brightness = new Luma[PICTURES];
    private final Luma[] colours = new Luma[PICTURES];
    private final byte[][] baseline = new byte[PICTURES][];
    private final byte[][] progressive = new byte[PICTURES][];

    /** Makes the pictures, and prints what they are and which decoder is there. */
    @Setup
    public void setUp() {
        long pixels = 0;
        long bytes = 0;
        for (int i = 0; i < PICTURES; i++) {
            BufferedImage image = picture(SIZES[i][0], SIZES[i][1], i);
            byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            colours[i] = Luma.ofBgr(bgr, image.getWidth(), image.getHeight());
            brightness[i] = gray(colours[i]);
            baseline[i] = jpeg(image, false);
            progressive[i] = jpeg(image, true);
            pixels += (long) image.getWidth() * image.getHeight();
            bytes += baseline[i].length;
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d pictures, %.2f megapixels and %.0f kB of JPEG on average; decoder: %s%n",
                PICTURES,
                pixels / 1e6 / PICTURES,
                bytes / 1e3 / PICTURES,
                fastest.jpegDecoder());
    }

    /** From brightness to hash and quality. */
    @Benchmark
    @OperationsPerInvocation(PICTURES)
    public int luma() {
        return hashed(brightness);
    }

    /** From red, green and blue to hash and quality. */
    @Benchmark
    @OperationsPerInvocation(PICTURES)
    public int rgb() {
        return hashed(colours);
    }

    /** From brightness to the hashes of all eight turns. */
    @Benchmark
    @OperationsPerInvocation(PICTURES)
    public int variants() {
        int sum = 0;
        for (Luma luma : brightness) {
            PdqVariants variants = Pdq.variantsOf(luma);
            sum += variants.quality();
        }
        return sum;
    }

    /** From a baseline file to hash and quality, by the fastest decoder of the machine. */
    @Benchmark
    @OperationsPerInvocation(PICTURES)
    public int file() {
        return hashed(fastest, baseline);
    }

    /** The same of progressive files. */
    @Benchmark
    @OperationsPerInvocation(PICTURES)
    public int fileProgressive() {
        return hashed(fastest, progressive);
    }

    /** From a baseline file to hash and quality, in Java alone. */
    @Benchmark
    @OperationsPerInvocation(PICTURES)
    public int fileInJava() {
        return hashed(inJava, baseline);
    }

    /** The same of progressive files. */
    @Benchmark
    @OperationsPerInvocation(PICTURES)
    public int fileProgressiveInJava() {
        return hashed(inJava, progressive);
    }

    /** The three digests of a baseline file. */
    @Benchmark
    @OperationsPerInvocation(PICTURES)
    public long digests() {
        long sum = 0;
        for (byte[] file : baseline) {
            sum += Digests.of(file).md5().hashCode();
        }
        return sum;
    }

    private static int hashed(Luma[] pictures) {
        int sum = 0;
        for (Luma luma : pictures) {
            sum += Pdq.of(luma).quality();
        }
        return sum;
    }

    private static int hashed(PictureReader reader, byte[][] files) {
        int sum = 0;
        for (byte[] file : files) {
            sum += switch (reader.read(file)) {
                case Decoded.Picture picture -> Pdq.of(picture.luma()).quality();
                case Decoded.Refused refused -> throw new IllegalStateException(refused.sentence());
            };
        }
        return sum;
    }

    /** Rectangles and waves in colours with some noise, about as hard to compress as a photograph. */
    private static BufferedImage picture(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        int[] shade = new int[64];
        for (int i = 0; i < shade.length; i++) {
            shade[i] = random.nextInt(150);
        }
        byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int place = shade[8 * y / height * 8 + 8 * x / width];
                double wave = 30 * Math.sin(x / 37.0 + seed) * Math.cos(y / 23.0);
                for (int band = 0; band < 3; band++) {
                    int value = (int) (place + 30 + wave * (band + 1) / 2) + random.nextInt(33);
                    samples[3 * (y * width + x) + band] = (byte) Math.clamp(value, 0, 255);
                }
            }
        }
        return image;
    }

    private static Luma gray(Luma luma) {
        byte[] samples = new byte[luma.width() * luma.height()];
        float[] row = new float[luma.width()];
        for (int y = 0; y < luma.height(); y++) {
            luma.row(y, row);
            for (int x = 0; x < row.length; x++) {
                samples[y * row.length + x] = (byte) Math.round(row[x]);
            }
        }
        return Luma.ofGray(samples, luma.width(), luma.height());
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(0.85f);
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
