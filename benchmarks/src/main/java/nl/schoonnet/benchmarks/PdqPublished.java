// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.hashing.pdq.PdqHash;

/**
 * Holds our PDQ against the hashes that Meta publishes with its pictures, which aren't part of this repository: {@code
 * nl.schoonnet.benchmarks.PdqPublished FOLDER}, with the folder {@code pdq/data} of facebook/ThreatExchange. Ends with 1 if one is
 * off.
 *
 * <p>Exact values are those of {@code PDQHasherTest.java}, taken at full size; the others are those of {@code pdq_test.py}, made
 * by another decoder and, where a side is above 512, from a picture that was shrunk first: the rule there is 16 bits.
 */
public final class PdqPublished {
    private static final int ROUNDED = 16;
    private static final int FROM_BRIGHTNESS = 10;
    private static final int QUALITY_FOR_THAT = 80;

    private static final List<Published> PUBLISHED = List.of(
            new Published(
                    "reg-test-input/dih/bridge-1-original.jpg",
                    "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22",
                    0),
            new Published(
                    "reg-test-input/dih/bridge-2-rotate-90.jpg",
                    "30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af",
                    0),
            new Published(
                    "misc-images/c.png", "e64cc9d91e623842f8d1f1d9a398e78c9f199a3bd87924f2b7e11e0bf061b064", ROUNDED),
            new Published(
                    "misc-images/small.jpg",
                    "0007001f003f003f007f00ff00ff00ff01ff01ff01ff03ff03ff03ff03ff03ff",
                    ROUNDED),
            new Published(
                    "misc-images/wee.jpg", "6227401f601ff4ccafcc9fad4b0d95d371a2eb7265a3285234d228ca94deeb2d", ROUNDED),
            new Published(
                    "reg-test-input/labelme-subset/q0003.jpg",
                    "54a977c221d14c1c43ba5e6e21d4a13989a3553f1462611cbb85fda7be83b677",
                    ROUNDED),
            new Published(
                    "reg-test-input/labelme-subset/q0004.jpg",
                    "992d44af36d69e6ca6b812585928bac11def254ef5398c6d07466c9abcc65b92",
                    ROUNDED),
            new Published(
                    "reg-test-input/labelme-subset/q0122.jpg",
                    "cfb2009ddd21c6dab0046a7745b5984757a8a4535b3377aea2591d32b33ff940",
                    ROUNDED),
            new Published(
                    "reg-test-input/labelme-subset/q0291.jpg",
                    "a0fe94f1e5cc1cc8dd855948498dc9243f7ca27336f036d7f212b74bc103c9a7",
                    ROUNDED),
            new Published(
                    "reg-test-input/labelme-subset/q0746.jpg",
                    "1049d96239e24d4dca2c55512b8bdb77425f4dbcf575a0a95555aaab5554aaaa",
                    ROUNDED),
            new Published(
                    "reg-test-input/labelme-subset/q1050.jpg",
                    "489db672e9190276d452aeab41eba20f02375fe4092d88defdf491a5c55c5f70",
                    ROUNDED),
            new Published(
                    "reg-test-input/labelme-subset/q2821.jpg",
                    "b150231ffae4710ffcf4f18bb574b109a576f14bb8543189f8743289f174b109",
                    ROUNDED),
            new Published(
                    "reg-test-input/dih/bridge-3-rotate-180.jpg",
                    "2dadda64b5a142e5d362209057da895ae63b8c7fc277b4b766b319361f893188",
                    ROUNDED),
            new Published(
                    "reg-test-input/dih/bridge-4-rotate-270.jpg",
                    "a5f0a457248995e8c9065c275aaa54d8b61ba4bdf8fcfc0387c32f8b0bfc4f05",
                    ROUNDED),
            new Published(
                    "reg-test-input/dih/bridge-5-flipx.jpg",
                    "d8f80f31e0f417b00e37f5dd028f980fb36ed12a9662c1e233e64c634e9c64dd",
                    ROUNDED),
            new Published(
                    "reg-test-input/dih/bridge-6-flipy.jpg",
                    "0dad259bb1a1bd18d362576556da32a1e63b7380c2374b4866b3c6c91b89ce77",
                    ROUNDED),
            new Published(
                    "reg-test-input/dih/bridge-7-flip-plus-1.jpg",
                    "f0a5e10271dcc0bd9c5309720fff018de34ef1e8ada9a956d2967ade1ea91a50",
                    ROUNDED),
            new Published(
                    "reg-test-input/dih/bridge-8-flip-minus-1.jpg",
                    "69f05aa8a4996a17c146a2da5aaaab07b61b5b60f8fc07fc83c3d0740bfcb0fa",
                    ROUNDED));

    private PdqPublished() {}

    /**
     * Runs.
     *
     * @param arguments the folder
     * @throws IOException if a picture can't be read
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        PictureReader reader = new PictureReader(Limits.standard(), System::nanoTime);
        System.out.println("picture: bits from the published hash, from colours; from brightness as stored ("
                + reader.jpegDecoder() + "); quality");
        int off = 0;
        for (Published published : PUBLISHED) {
            byte[] file = Files.readAllBytes(folder.resolve(published.file()));
            Pdq colours = hash(
                    reader, png(ImageIO.read(folder.resolve(published.file()).toFile())));
            Pdq stored = hash(reader, file);
            PdqHash expected = PdqHash.ofHex(published.hash());
            int bits = colours.hash().distance(expected);
            int apart = stored.hash().distance(colours.hash());
            boolean right =
                    bits <= published.mostBits() && (apart <= FROM_BRIGHTNESS || colours.quality() < QUALITY_FOR_THAT);
            off += right ? 0 : 1;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d (at most %d); %d; %d%s%n",
                    published.file(),
                    bits,
                    published.mostBits(),
                    stored.hash().distance(expected),
                    colours.quality(),
                    right ? "" : " OFF");
        }
        System.out.println(off + " of " + PUBLISHED.size() + " off");
        System.exit(off == 0 ? 0 : 1);
    }

    private static Pdq hash(PictureReader reader, byte[] file) {
        return switch (reader.read(file)) {
            case Decoded.Picture picture -> Pdq.of(picture.luma());
            case Decoded.Refused refused -> throw new IllegalStateException(refused.sentence());
        };
    }

    /** The colours as Java decodes them, without loss. */
    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private record Published(String file, String hash, int mostBits) {}
}
