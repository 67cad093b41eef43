// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sample with all that is needed to draw it again and to estimate from it.
 *
 * <p>Items (or pages) are ordered by SHA-256 of {@code seed ":" name} and the first ones taken: permanent random numbers
 * (Ohlsson 1995). Anybody with the frame and the seed can redo it by hand, in any language, in any order of the frame.
 *
 * @param design how it was drawn
 * @param seed with what
 * @param frameSize items in the frame
 * @param framePages pages in the frame
 * @param frameStrata items per stratum of the frame
 * @param drawn the items drawn, by id
 */
public record Sample(
        Design design,
        long seed,
        int frameSize,
        int framePages,
        SortedMap<String, Integer> frameStrata,
        List<Drawn> drawn) {

    /**
     * An item drawn.
     *
     * @param inclusionProbability the chance that the design gave it, above 0, at most 1
     */
    public record Drawn(Frame.Unit unit, double inclusionProbability) {}

    /**
     * Draws a sample.
     *
     * @throws IllegalArgumentException if the design asks for less than one or more than there is, or leaves a stratum out
     */
    public static Sample draw(Frame frame, Design design, long seed) {
        List<Drawn> drawn = switch (design) {
            case Design.Simple simple -> items(frame.units(), simple.items(), seed);
            case Design.Stratified stratified -> strata(frame, stratified.items(), seed);
            case Design.Clustered clustered -> pages(frame, clustered.pages(), seed);
        };
        return new Sample(
                design,
                seed,
                frame.units().size(),
                frame.pages().size(),
                frame.strata(),
                drawn.stream().sorted(Comparator.comparing(d -> d.unit().id())).toList());
    }

    private static List<Drawn> items(List<Frame.Unit> units, int count, long seed) {
        double probability = count / (double) units.size();
        return first(units, Frame.Unit::id, count, seed).stream()
                .map(unit -> new Drawn(unit, probability))
                .toList();
    }

    private static List<Drawn> strata(Frame frame, Map<String, Integer> items, long seed) {
        Map<String, List<Frame.Unit>> strata =
                frame.units().stream().collect(Collectors.groupingBy(Frame.Unit::stratum));
        if (!strata.keySet().equals(items.keySet())) {
            throw new IllegalArgumentException("The design and the frame don't have the same strata.");
        }
        List<Drawn> drawn = new ArrayList<>();
        items.forEach((stratum, count) -> drawn.addAll(items(strata.getOrDefault(stratum, List.of()), count, seed)));
        return drawn;
    }

    private static List<Drawn> pages(Frame frame, int count, long seed) {
        Collection<String> all = frame.pages().keySet();
        double probability = count / (double) all.size();
        Set<String> chosen = Set.copyOf(first(all, Function.identity(), count, seed));
        return frame.units().stream()
                .filter(unit -> chosen.contains(unit.page()))
                .map(unit -> new Drawn(unit, probability))
                .toList();
    }

    private static <T> List<T> first(Collection<T> all, Function<T, String> name, int count, long seed) {
        if (count < 1 || count > all.size()) {
            throw new IllegalArgumentException("Can't draw " + count + " of " + all.size() + ".");
        }
        record Numbered<T>(String number, T thing) {}
        return all.stream()
                .map(thing -> new Numbered<>(number(seed, name.apply(thing)), thing))
                .sorted(Comparator.comparing(Numbered::number))
                .limit(count)
                .map(Numbered::thing)
                .toList();
    }

    private static String number(long seed, String name) {
        try {
            byte[] text = (seed + ":" + name).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
