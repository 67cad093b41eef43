// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.checks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Requests, made beforehand, with the answers that they must get.
 *
 * @param checks that each request asks
 * @param requests as they go over the wire
 * @param answers the bodies that must come back
 */
record Questions(int checks, List<byte[]> requests, List<byte[]> answers) {
    /** Copies the lists. */
    Questions {
        requests = List.copyOf(requests);
        answers = List.copyOf(answers);
    }

    /** What one asks. */
    enum Kind {
        /** 10,000 MD5 digests, one of a thousand listed. */
        BINARY,
        /** 1,000 MD5 digests as JSON, one of a thousand listed. */
        JSON,
        /** One digest as JSON; every thousandth is listed. */
        SINGLE,
        /** One digest in the dialect of the national service's clients. */
        DIALECT,
        /** A JPEG of 0.8 megapixels, not listed. */
        PICTURE
    }

    /**
     * Makes them.
     *
     * @param listed how many digests are listed
     * @param variety how many different requests
     */
    static Questions of(Kind kind, String key, long listed, int variety, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> requests = new ArrayList<>();
        List<byte[]> answers = new ArrayList<>();
        for (int i = 0; i < variety; i++) {
            switch (kind) {
                case BINARY -> binary(10_000, key, listed, random, requests, answers);
                case JSON -> json(1_000, key, listed, random, requests, answers);
                case SINGLE -> single(key, listed, random, i % 1_000 == 0, requests, answers);
                case DIALECT -> dialect(key, listed, random, i % 1_000 == 0, requests, answers);
                case PICTURE -> picture(key, random, requests, answers);
            }
        }
        int checks = switch (kind) {
            case BINARY -> 10_000;
            case JSON -> 1_000;
            case SINGLE, DIALECT, PICTURE -> 1;
        };
        return new Questions(checks, requests, answers);
    }

    private static boolean[] hits(int count, SplittableRandom random) {
        boolean[] hits = new boolean[count];
        for (int i = 0; i < count; i++) {
            hits[i] = random.nextInt(1_000) == 0;
        }
        return hits;
    }

    private static long number(boolean hit, long listed, SplittableRandom random) {
        return random.nextLong(hit ? listed : 1L << 39);
    }

    private static void binary(
            int count, String key, long listed, SplittableRandom random, List<byte[]> requests, List<byte[]> answers) {
        boolean[] hits = hits(count, random);
        ByteBuffer body = ByteBuffer.allocate(count * MadeUp.LENGTH);
        byte[] bitmap = new byte[(count + 7) / 8];
        for (int i = 0; i < count; i++) {
            MadeUp.put(body, hits[i], number(hits[i], listed, random));
            if (hits[i]) {
                bitmap[i / 8] |= (byte) (1 << i % 8);
            }
        }
        requests.add(request("/api/v1/checks/md5", "Bearer " + key, "application/octet-stream", body.array()));
        answers.add(bitmap);
    }

    private static void json(
            int count, String key, long listed, SplittableRandom random, List<byte[]> requests, List<byte[]> answers) {
        boolean[] hits = hits(count, random);
        StringBuilder body = new StringBuilder("{\"hashes\":[");
        StringBuilder answer = new StringBuilder("{\"results\":[");
        for (int i = 0; i < count; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"kind\":\"md5\",\"hash\":\"")
                    .append(MadeUp.hex(hits[i], number(hits[i], listed, random)))
                    .append("\"}");
            answer.append(i == 0 ? "" : ",").append(result(hits[i]));
        }
        requests.add(request("/api/v1/checks/batch", "Bearer " + key, "application/json", ascii(body.append("]}"))));
        answers.add(ascii(answer.append("]}")));
    }

    private static void single(
            String key,
            long listed,
            SplittableRandom random,
            boolean hit,
            List<byte[]> requests,
            List<byte[]> answers) {
        String body = "{\"kind\":\"md5\",\"hash\":\"" + MadeUp.hex(hit, number(hit, listed, random)) + "\"}";
        requests.add(request("/api/v1/checks", "Bearer " + key, "application/json", ascii(body)));
        answers.add(ascii(result(hit)));
    }

    private static void dialect(
            String key,
            long listed,
            SplittableRandom random,
            boolean hit,
            List<byte[]> requests,
            List<byte[]> answers) {
        String basic =
                java.util.Base64.getEncoder().encodeToString(("load:" + key).getBytes(StandardCharsets.US_ASCII));
        String body = MadeUp.hex(hit, number(hit, listed, random));
        requests.add(request("/v1/check/md5", "Basic " + basic, "text/plain", ascii(body)));
        answers.add(ascii(Boolean.toString(hit)));
    }

    /** Blobs of light and shade, as photographs have them, with some grain. */
    private static void picture(String key, SplittableRandom random, List<byte[]> requests, List<byte[]> answers)
            throws IOException {
        int width = 1_024;
        int height = 768;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        double[][] waves = new double[12][];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = new double[] {random.nextDouble(0.04), random.nextDouble(0.04), random.nextDouble(6.3)};
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double light = 128 + random.nextDouble(-12, 12);
                for (double[] wave : waves) {
                    light += 22 * Math.sin(wave[0] * x + wave[1] * y + wave[2]);
                }
                int level = (int) Math.clamp(light, 0, 255);
                image.setRGB(x, y, level << 16 | (level * 3 / 4 + y % 64) << 8 | (255 - level));
            }
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        ImageIO.write(image, "jpeg", jpeg);
        requests.add(request("/api/v1/checks/image", "Bearer " + key, "image/jpeg", jpeg.toByteArray()));
        answers.add(ascii(result(false)));
    }

    private static String result(boolean hit) {
        return hit ? "{\"result\":\"match\"}" : "{\"result\":\"no-match\"}";
    }

    private static byte[] ascii(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] request(String path, String authorization, String type, byte[] body) {
        byte[] head = ascii("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + authorization
                + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }
}
