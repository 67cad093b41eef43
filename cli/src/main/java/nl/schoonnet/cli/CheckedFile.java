// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.cli.CheckClient.Answer;
import nl.schoonnet.cli.CheckClient.Listing;
import nl.schoonnet.cli.FileHasher.Hashed;
import nl.schoonnet.hashing.value.HashKind;

/**
 * What became of a file.
 *
 * @param why a code why it wasn't checked, or why it has no perceptual hash though one was wanted; else {@code ""}
 * @param by the kinds of hash that are listed
 * @param listings who lists them, where the key may know
 * @param lasting whether it would end so again: then it needn't be done again
 */
record CheckedFile(
        Hashed hashed, Result result, String why, List<HashKind> by, List<Listing> listings, boolean lasting) {

    /** Three-valued: a fault is never a no. */
    enum Result {
        MATCH,
        NO_MATCH,
        NOT_CHECKED;

        /** As answers write it: {@code no-match}. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** These files are no picture in any format that is read: their digests are all that there is to ask about. */
    private static final Set<String> NO_PICTURE = Set.of("unknown-format", "empty");

    static CheckedFile unread(Hashed hashed) {
        return new CheckedFile(hashed, Result.NOT_CHECKED, hashed.why(), List.of(), List.of(), false);
    }

    /** @param answers of its hashes, by kind */
    static CheckedFile of(Hashed hashed, Map<HashKind, Answer> answers) {
        List<HashKind> by = new ArrayList<>();
        List<Listing> listings = new ArrayList<>();
        String whyNot = "";
        for (Map.Entry<HashKind, Answer> answer : answers.entrySet()) {
            switch (answer.getValue().result()) {
                case MATCH -> {
                    by.add(answer.getKey());
                    answer.getValue().listings().stream()
                            .filter(listing -> !listings.contains(listing))
                            .forEach(listings::add);
                }
                case NO_MATCH -> {}
                case NOT_CHECKED -> whyNot = answer.getValue().why();
            }
        }
        if (!by.isEmpty()) {
            return new CheckedFile(hashed, Result.MATCH, hashed.why(), by, listings, true);
        }
        if (!whyNot.isEmpty()) {
            return new CheckedFile(hashed, Result.NOT_CHECKED, whyNot, by, listings, false);
        }
        boolean checked = hashed.why().isEmpty() || NO_PICTURE.contains(hashed.why());
        return new CheckedFile(
                hashed, checked ? Result.NO_MATCH : Result.NOT_CHECKED, hashed.why(), by, listings, true);
    }

    /** Whether it has no perceptual hash since it is no picture, though one was wanted. */
    boolean noPicture() {
        return result == Result.NO_MATCH && !why.isEmpty();
    }
}
