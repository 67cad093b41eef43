// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares text by its shingles of two words: the share that both have, estimated from 64 minima of hashes (Broder 1997).
 * Tags are left out, digits are made equal, and words over 20 letters are dropped: those are what a page says about the
 * path or the moment.
 */
public final class TextSimilarity implements Similarity {
    private static final String KIND = "text-minhash-64";
    private static final int SIZE = 64;
    private static final int LONGEST_WORD = 20;
    private static final Pattern HIDDEN = Pattern.compile("(?is)<(script|style)\\b.*?</\\1\\s*>");

    @Override
    public Optional<Sketch> sketch(String mediaType, byte[] content) {
        if (!mediaType.startsWith("text/") && !mediaType.contains("html") && !mediaType.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = words(new String(content, StandardCharsets.UTF_8));
        if (words.isEmpty()) {
            return Optional.empty();
        }
        long[] minima = new long[SIZE];
        Arrays.fill(minima, Long.MAX_VALUE);
        for (int at = 0; at < Math.max(1, words.size() - 1); at++) {
            long hash = hash(words.get(at) + ' ' + (at + 1 < words.size() ? words.get(at + 1) : ""));
            for (int index = 0; index < SIZE; index++) {
                minima[index] = Math.min(minima[index], mixed(hash + index * 0x9E37_79B9_7F4A_7C15L));
            }
        }
        return Optional.of(new Sketch(KIND, Arrays.stream(minima).boxed().toList()));
    }

    @Override
    public double likeness(Sketch one, Sketch other) {
        if (!one.kind().equals(KIND) || !other.kind().equals(KIND)) {
            return 0;
        }
        int equal = 0;
        for (int index = 0; index < SIZE; index++) {
            equal += one.values().get(index).equals(other.values().get(index)) ? 1 : 0;
        }
        return equal / (double) SIZE;
    }

    /** Letters and numbers that follow one another, each number as 0. */
    static List<String> words(String page) {
        String text = visible(page);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int from = 0;
        for (int at = 0; at <= text.length(); ) {
            int letter = at < text.length() ? text.codePointAt(at) : ' ';
            int next = at + Character.charCount(letter);
            if (Character.isLetter(letter)) {
                word.appendCodePoint(letter);
            } else if (isNumber(letter)) {
                word.append('0');
            } else {
                if (!word.isEmpty() && at - from <= LONGEST_WORD) {
                    words.add(word.toString());
                }
                word.setLength(0);
                from = next;
            }
            at = next;
        }
        return words;
    }

    private static boolean isNumber(int letter) {
        return switch (Character.getType(letter)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    /** The text of a page in lower case: no scripts, no styles, no tags. */
    static String visible(String page) {
        return withoutTags(HIDDEN.matcher(page).replaceAll(" ")).toLowerCase(Locale.ROOT);
    }

    private static String withoutTags(String page) {
        StringBuilder text = new StringBuilder(page.length());
        int from = 0;
        for (int tag = page.indexOf('<'); tag >= 0; tag = page.indexOf('<', from)) {
            int end = page.indexOf('>', tag);
            if (end < 0) {
                break;
            }
            text.append(page, from, tag).append(' ');
            from = end + 1;
        }
        return text.append(page, from, page.length()).toString();
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String text) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * 0x100_0000_01B3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64. */
    private static long mixed(long value) {
        long bits = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return bits ^ (bits >>> 31);
    }
}
