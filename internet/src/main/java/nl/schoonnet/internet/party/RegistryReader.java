// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.internet.network.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of a registry file, which {@link RegistryYaml} or {@link RegistryCsv} took apart, into providers. Both
 * give the same rows: one map of texts per provider, part and merger, with the line it stands on.
 */
final class RegistryReader {
    static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    /** The texts of one provider, part or merger by field. */
    record Row(long line, Map<String, String> values) {
        String value(String field) {
            return values.getOrDefault(field, "").strip();
        }
    }

    /** A provider with its parts, as texts. */
    record RawProvider(Row provider, Row sizes, List<Row> parts) {}

    /** A registry as texts. */
    record RawRegistry(List<RawProvider> providers, List<Row> mergers) {}

    private static final Set<String> PROVIDER_FIELDS = Set.of("id", "name", "seat", "proxy");
    private static final Set<String> SIZE_FIELDS = Set.of("addresses", "domains", "as_of");
    private static final Set<String> PART_KINDS = Set.of("as", "prefix", "handle", "domain");
    private static final Set<String> PART_FIELDS =
            Set.of("as", "prefix", "handle", "domain", "from", "until", "evidence");
    private static final Set<String> MERGER_FIELDS = Set.of("from", "into", "on", "evidence");

    private final String file;
    private final Consumer<Rejection> rejections;

    private RegistryReader(String file, Consumer<Rejection> rejections) {
        this.file = file;
        this.rejections = rejections;
    }

    static ProviderRegistry read(Path path, Consumer<Rejection> rejections) {
        String name = String.valueOf(path.getFileName());
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        RawRegistry raw =
                plain.endsWith(".csv") ? RegistryCsv.read(path, rejections) : RegistryYaml.read(path, rejections);
        return new RegistryReader(name, rejections).registry(raw);
    }

    static String capitals(String handle) {
        return handle.toUpperCase(Locale.ROOT);
    }

    private ProviderRegistry registry(RawRegistry raw) {
        Map<String, Provider> providers = new LinkedHashMap<>();
        for (RawProvider each : raw.providers()) {
            Provider provider = provider(each);
            if (provider != null && providers.putIfAbsent(provider.id(), provider) != null) {
                reject(each.provider(), "id", "duplicate_id");
            }
        }
        List<Merger> mergers = new ArrayList<>();
        for (Row row : raw.mergers()) {
            Merger merger = merger(row, providers);
            if (merger != null) {
                mergers.add(merger);
            }
        }
        if (ProviderRegistry.hasCircle(mergers)) {
            throw new InputException(
                    "merger_circle",
                    file,
                    0,
                    file + " has mergers that lead back to where they start; take out the one that is wrong.");
        }
        return ProviderRegistry.of(providers.values(), mergers);
    }

    private @Nullable Provider provider(RawProvider raw) {
        Row row = raw.provider();
        unknownFields(row, PROVIDER_FIELDS);
        String id = row.value("id");
        if (id.isEmpty()) {
            reject(row, "id", "missing_field");
            return null;
        }
        String name = row.value("name");
        String seat = row.value("seat");
        boolean goodSeat = seat.matches("[A-Z]{2}");
        if (!seat.isEmpty() && !goodSeat) {
            reject(row, "seat", "bad_country");
        }
        String proxy = row.value("proxy").toLowerCase(Locale.ROOT);
        if (!Set.of("", "true", "false").contains(proxy)) {
            reject(row, "proxy", "bad_boolean");
        }
        List<Part> parts =
                raw.parts().stream().map(this::part).filter(Objects::nonNull).toList();
        return new Provider(
                id,
                name.isEmpty() ? id : name,
                goodSeat ? seat : null,
                proxy.equals("true"),
                sizes(raw.sizes()),
                parts);
    }

    private @Nullable Sizes sizes(Row row) {
        unknownFields(row, SIZE_FIELDS);
        Long addresses = count(row, "addresses");
        Long domains = count(row, "domains");
        Instant asOf = instant(row, "as_of");
        return addresses == null && domains == null ? null : new Sizes(addresses, domains, asOf);
    }

    private @Nullable Long count(Row row, String field) {
        String text = row.value(field);
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            reject(row, field, "bad_number");
            return null;
        }
        return Long.valueOf(text);
    }

    private @Nullable Part part(Row row) {
        unknownFields(row, PART_FIELDS);
        List<String> kinds =
                PART_KINDS.stream().filter(kind -> !row.value(kind).isEmpty()).toList();
        if (kinds.size() != 1) {
            reject(row, "", kinds.isEmpty() ? "part_without_kind" : "part_of_two_kinds");
            return null;
        }
        Validity validity = validity(row);
        if (validity == null) {
            return null;
        }
        String kind = kinds.getFirst();
        String text = row.value(kind);
        String evidence = row.value("evidence");
        Part part = switch (kind) {
            case "as" -> asPart(text, validity, evidence);
            case "prefix" ->
                Prefix.parse(text)
                        .map(prefix -> new Part.Addresses(prefix, validity, evidence))
                        .orElse(null);
            case "handle" -> new Part.Handle(capitals(text), validity, evidence);
            default -> domainPart(text, validity, evidence);
        };
        if (part == null) {
            reject(row, kind, "bad_" + kind);
        }
        return part;
    }

    private static @Nullable Part asPart(String text, Validity validity, String evidence) {
        String digits = text.regionMatches(true, 0, "AS", 0, 2) ? text.substring(2) : text;
        if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) > 0xFFFF_FFFFL) {
            return null;
        }
        return new Part.As(Long.parseLong(digits), validity, evidence);
    }

    private static @Nullable Part domainPart(String text, Validity validity, String evidence) {
        if (text.matches(".*[/?#@:\\\\].*")) {
            return null;
        }
        return WebUrl.parse("http://" + text + "/").map(WebUrl::host).orElse(null) instanceof Host.Domain domain
                ? new Part.Domain(domain.text(), validity, evidence)
                : null;
    }

    private @Nullable Validity validity(Row row) {
        Instant from = instant(row, "from");
        Instant until = instant(row, "until");
        if ((from == null && !row.value("from").isEmpty())
                || (until == null && !row.value("until").isEmpty())) {
            // A part whose time can't be read would hold for too long.
            return null;
        }
        if (from != null && until != null && !from.isBefore(until)) {
            reject(row, "until", "until_not_after_from");
            return null;
        }
        return new Validity(from, until);
    }

    private @Nullable Merger merger(Row row, Map<String, Provider> providers) {
        unknownFields(row, MERGER_FIELDS);
        String from = row.value("from");
        String into = row.value("into");
        if (!providers.containsKey(from)) {
            reject(row, "from", "unknown_provider");
            return null;
        }
        if (!providers.containsKey(into)) {
            reject(row, "into", "unknown_provider");
            return null;
        }
        Instant on = instant(row, "on");
        if (on == null) {
            if (row.value("on").isEmpty()) {
                reject(row, "on", "missing_field");
            }
            return null;
        }
        return new Merger(from, into, on, row.value("evidence"));
    }

    /** A bare date is midnight in Amsterdam; a time needs an offset. Null if empty, or bad and rejected. */
    private @Nullable Instant instant(Row row, String field) {
        String text = row.value(field);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.indexOf('T') < 0 && text.indexOf(' ') < 0
                    ? LocalDate.parse(text).atStartOfDay(AMSTERDAM).toInstant()
                    : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeException e) {
            reject(row, field, "bad_time");
            return null;
        }
    }

    private void unknownFields(Row row, Set<String> known) {
        for (String field : row.values().keySet()) {
            if (!known.contains(field)) {
                // The field's name is the user's text; it isn't repeated.
                reject(row, "", "unknown_field");
            }
        }
    }

    private void reject(Row row, String field, String code) {
        rejections.accept(new Rejection(file, row.line(), field, code));
    }
}
