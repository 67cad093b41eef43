// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.name;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nl.schoonnet.internet.edition.Dating;
import nl.schoonnet.internet.edition.Edition;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.LineReader;
import nl.schoonnet.internet.input.Rejection;
import org.apache.hc.client5.http.psl.DomainType;
import org.apache.hc.client5.http.psl.PublicSuffixListParser;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.jspecify.annotations.Nullable;

/**
 * One edition of the Public Suffix List (publicsuffix.org): which names are registered, and which are places where others
 * register theirs. Immutable.
 *
 * <p>With the private section a customer of a free host has a registrable domain of its own; without it the free host has
 * it. Rules, wildcards, exceptions and internationalised suffixes are matched by Apache HttpClient.
 */
public final class PublicSuffixList {
    private static final String BUNDLED = "/org/publicsuffix/list/effective_tld_names.dat";
    private static final String VERSION = "// VERSION: ";
    private static final String ICANN_BEGINS = "===BEGIN ICANN DOMAINS===";

    /** Which sections of the list count. */
    public enum Section {
        /** Suffixes of registries only. */
        ICANN,
        /** Also the suffixes that companies gave, such as platforms for customers' sites. */
        ICANN_AND_PRIVATE
    }

    private final PublicSuffixMatcher icann;
    private final PublicSuffixMatcher all;

    private PublicSuffixList(PublicSuffixMatcher icann, PublicSuffixMatcher all) {
        this.icann = icann;
        this.all = all;
    }

    /** The list that comes with the HTTP client, dated by its own header. */
    public static Edition<PublicSuffixList> bundled() {
        return Bundled.EDITION;
    }

    private static final class Bundled {
        static final Edition<PublicSuffixList> EDITION = load();

        private static Edition<PublicSuffixList> load() {
            InputStream in = PublicSuffixMatcher.class.getResourceAsStream(BUNDLED);
            if (in == null) {
                throw new IllegalStateException("httpclient5 came without its public suffix list");
            }
            try (LineReader reader = LineReader.of("public suffix list of httpclient5", in, rejection -> {
                throw new IllegalStateException("the bundled public suffix list has a bad line: " + rejection.line());
            })) {
                return read(reader, null);
            }
        }
    }

    /**
     * Reads a list. Its date is the one given, else that of its {@code VERSION} line, else the one in its name.
     *
     * @param trueAt null to find the date in the file or its name
     * @throws InputException if it is no public suffix list, or has no date
     */
    public static Edition<PublicSuffixList> read(Path file, @Nullable Instant trueAt, Consumer<Rejection> rejections) {
        try (LineReader reader = LineReader.open(file, rejections)) {
            return read(reader, trueAt);
        }
    }

    private static Edition<PublicSuffixList> read(LineReader reader, @Nullable Instant trueAt) {
        StringBuilder text = new StringBuilder();
        Instant version = null;
        boolean known = false;
        for (String line = reader.next(); line != null; line = reader.next()) {
            if (line.startsWith(VERSION) && version == null) {
                version = Dating.in(line).orElse(null);
            }
            known |= line.contains(ICANN_BEGINS);
            text.append(line).append('\n');
        }
        String name = reader.name();
        if (!known) {
            throw new InputException(
                    "not_a_public_suffix_list",
                    name,
                    0,
                    name + " is no public suffix list (it has no ICANN section); get one from publicsuffix.org.");
        }
        Instant date = trueAt != null
                ? trueAt
                : version != null ? version : Dating.in(name).orElse(null);
        if (date == null) {
            throw new InputException(
                    "undated_table",
                    name,
                    0,
                    name + " doesn't say when it was true; put the date in its name, such as suffixes-20240131.dat.");
        }
        return new Edition<>(parse(text.toString()), date, name);
    }

    private static PublicSuffixList parse(String text) {
        List<org.apache.hc.client5.http.psl.PublicSuffixList> sections;
        try {
            sections = PublicSuffixListParser.INSTANCE.parseByType(new StringReader(text));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
        return new PublicSuffixList(
                new PublicSuffixMatcher(sections.stream()
                        .filter(section -> section.getType() != DomainType.PRIVATE)
                        .toList()),
                new PublicSuffixMatcher(sections));
    }

    /**
     * The domain that was registered: one label more than the longest public suffix. Empty for addresses, for public
     * suffixes themselves and for names of one label. An unlisted top-level domain counts as a suffix.
     */
    public Optional<String> registrableDomain(Host host, Section section) {
        return switch (host) {
            case Host.Address address -> Optional.empty();
            case Host.Domain domain -> registrableDomain(domain.text(), section);
        };
    }

    private Optional<String> registrableDomain(String domain, Section section) {
        PublicSuffixMatcher matcher = switch (section) {
            case ICANN -> icann;
            case ICANN_AND_PRIVATE -> all;
        };
        return Optional.ofNullable(matcher.getDomainRoot(domain));
    }
}
