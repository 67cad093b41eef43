// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.request.Fields;
import nl.schoonnet.takedown.episode.Reason;

/**
 * The table of what gives placeholders, parked domains, logins and country blocks away: words, paths, names. Data, not
 * code: {@code signatures.txt}, a line per signature. Immutable.
 */
public final class Signatures {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int LONGEST_NOTE = 4000;

    private enum Kind {
        /** The last part of the path that a redirect leads to, without its ending, or a part before it. */
        PATH,
        /** The end of a host name that a redirect or an alias leads to. */
        HOST,
        /** The end of the name of a name server. */
        NAMESERVER,
        /** Words in the visible text of a short page. */
        TEXT,
        /** A header field, {@code name: beginning of value}. */
        FIELD
    }

    private record Signature(Reason reason, String value) {}

    private final Map<Kind, List<Signature>> table;

    private Signatures(Map<Kind, List<Signature>> table) {
        this.table = table;
    }

    /** The table that comes with the library. */
    public static Signatures bundled() {
        try (InputStream in = Signatures.class.getResourceAsStream("signatures.txt")) {
            if (in == null) {
                throw new IllegalStateException("the table of signatures is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return of(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A table from lines {@code REASON kind value}; empty lines and those that begin with {@code #} say nothing.
     *
     * @throws IllegalArgumentException if a line is none; it says which
     */
    public static Signatures of(List<String> lines) {
        Map<Kind, List<Signature>> table = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            table.put(kind, new ArrayList<>());
        }
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = SPACE.split(line, 3);
                if (parts.length < 3) {
                    throw new IllegalArgumentException("signature " + number + " is no reason, kind and value");
                }
                Kind kind = Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
                Signature signature = new Signature(Reason.valueOf(parts[0]), parts[2].toLowerCase(Locale.ROOT));
                table.getOrDefault(kind, List.of()).add(signature);
            }
        }
        return new Signatures(table);
    }

    /** What the place says that a redirect leads to. */
    Optional<Reason> ofTarget(WebUrl target) {
        Optional<Reason> host = ofName(target.host().text());
        if (host.isPresent()) {
            return host;
        }
        for (String segment : target.path().toLowerCase(Locale.ROOT).split("/", -1)) {
            int dot = segment.lastIndexOf('.');
            String part = dot > 0 ? segment.substring(0, dot) : segment;
            for (Signature signature : table.getOrDefault(Kind.PATH, List.of())) {
                if (part.equals(signature.value)) {
                    return Optional.of(signature.reason);
                }
            }
        }
        return Optional.empty();
    }

    /** What a host name or an alias says. */
    Optional<Reason> ofName(String name) {
        return ofEnding(Kind.HOST, name);
    }

    /** What a name server says. */
    Optional<Reason> ofNameServer(String name) {
        return ofEnding(Kind.NAMESERVER, name);
    }

    private Optional<Reason> ofEnding(Kind kind, String name) {
        return table.getOrDefault(kind, List.of()).stream()
                .filter(signature -> name.equals(signature.value) || name.endsWith("." + signature.value))
                .map(Signature::reason)
                .findFirst();
    }

    /** What header fields say. */
    Optional<Reason> ofFields(Fields fields) {
        for (Signature signature : table.getOrDefault(Kind.FIELD, List.of())) {
            int colon = signature.value.indexOf(':');
            String name = signature.value.substring(0, colon);
            String begin = signature.value.substring(colon + 1).strip();
            if (fields.all(name).stream()
                    .anyMatch(value -> value.toLowerCase(Locale.ROOT).startsWith(begin))) {
                return Optional.of(signature.reason);
            }
        }
        return Optional.empty();
    }

    /** What the words of a page say; a page with much text says nothing, since it may be about such words. */
    public Optional<Reason> ofPage(String page) {
        String text =
                SPACE.matcher(TextSimilarity.visible(page)).replaceAll(" ").strip();
        if (text.length() > LONGEST_NOTE) {
            return Optional.empty();
        }
        return table.getOrDefault(Kind.TEXT, List.of()).stream()
                .filter(signature -> text.contains(signature.value))
                .map(Signature::reason)
                .findFirst();
    }
}
