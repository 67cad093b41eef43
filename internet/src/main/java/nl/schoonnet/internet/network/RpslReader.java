// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import nl.schoonnet.internet.input.LineReader;

/**
 * Reads RPSL objects (RFC 2622 section 2): attributes with continuation lines, separated by empty lines. Takes inetnum,
 * inet6num, organisation and aut-num objects and passes over all others. The first value of an attribute counts. Extracts of
 * the RIPE database are in ISO 8859-1: a line that isn't UTF-8 is taken so, and counted, where its attribute is free text; one
 * of a key, code or handle is rejected.
 */
final class RpslReader {
    private static final Pattern DASH = Pattern.compile("\\s*-\\s*");

    /** Names of objects that say that a block is not registered here. */
    private static final Set<String> PLACEHOLDERS =
            Set.of("NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK", "IANA-BLK", "EU-ZZ", "APNIC-AP-ERX");

    /** Attributes whose values are ASCII by the rules of the registries, and are compared with other ones. */
    private static final Set<String> NO_FREE_TEXT =
            Set.of("inetnum", "inet6num", "organisation", "aut-num", "org", "country", "netname", "as-name");

    private final LineReader reader;
    private final Tables tables;
    private final Map<String, String> object = new HashMap<>();
    private String type = "";
    private String attribute = "";

    RpslReader(LineReader reader, Tables tables) {
        this.reader = reader;
        this.tables = tables;
    }

    void read() {
        reader.allowLatin1();
        for (String line = reader.next(); line != null; line = reader.next()) {
            tables.latin1Lines += reader.isLatin1() ? 1 : 0;
            if (line.isBlank()) {
                finish();
            } else if (line.charAt(0) != '%' && line.charAt(0) != '#') {
                take(line);
            }
        }
        finish();
    }

    private void take(String line) {
        char first = line.charAt(0);
        if (first == ' ' || first == '\t' || first == '+') {
            if (reader.isLatin1() && NO_FREE_TEXT.contains(attribute)) {
                reader.reject(attribute, "not_utf_8");
            } else if (!attribute.isEmpty()) {
                object.merge(
                        attribute, withoutComment(line.substring(1)), (before, more) -> (before + " " + more).strip());
            }
            return;
        }
        int colon = line.indexOf(':');
        if (colon < 1) {
            reader.reject("", "not_an_attribute");
            attribute = "";
            return;
        }
        String key = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (type.isEmpty()) {
            type = key;
        }
        if (reader.isLatin1() && NO_FREE_TEXT.contains(key)) {
            reader.reject(key, "not_utf_8");
            attribute = "";
            return;
        }
        // A later value of the same attribute, and what continues it, is left out.
        attribute = object.containsKey(key) ? "" : key;
        if (!attribute.isEmpty()) {
            object.put(key, withoutComment(line.substring(colon + 1)));
        }
    }

    private static String withoutComment(String value) {
        int hash = value.indexOf('#');
        return (hash < 0 ? value : value.substring(0, hash)).strip();
    }

    private String value(String key) {
        return object.getOrDefault(key, "");
    }

    private void finish() {
        switch (type) {
            case "inetnum", "inet6num" -> addRegistration();
            case "organisation" -> addOrganisation();
            case "aut-num" -> addAutNum();
            default -> {}
        }
        object.clear();
        type = "";
        attribute = "";
    }

    private void addRegistration() {
        String name = value("netname");
        if (PLACEHOLDERS.contains(name.toUpperCase(Locale.ROOT))) {
            return;
        }
        String handle = value("org").toUpperCase(Locale.ROOT);
        Registration registration = new Registration(
                name,
                handle.isEmpty() ? null : handle,
                Country.orNull(value("country").toUpperCase(Locale.ROOT)));
        Prefix prefix = Prefix.parseOrNull(value(type));
        if (prefix != null) {
            tables.registrations.add(prefix, registration);
            return;
        }
        String[] ends = DASH.split(value(type), -1);
        IpAddress first = ends.length == 2 ? IpAddress.parseOrNull(ends[0]) : null;
        IpAddress last = ends.length == 2 ? IpAddress.parseOrNull(ends[1]) : null;
        if (first == null || last == null || first.compareTo(last) > 0 || first.isIpv4() != last.isIpv4()) {
            reader.reject(type, "bad_range");
        } else {
            tables.registrations.add(first, last, registration);
        }
    }

    private void addOrganisation() {
        String handle = value("organisation").toUpperCase(Locale.ROOT);
        if (handle.isEmpty()) {
            reader.reject("organisation", "missing_field");
            return;
        }
        String name = value("org-name");
        tables.organisations.put(
                handle,
                new Organisation(
                        handle,
                        name.isEmpty() ? handle : name,
                        Country.orNull(value("country").toUpperCase(Locale.ROOT))));
    }

    private void addAutNum() {
        long asn = AsNumber.parse(value("aut-num"));
        if (asn < 0) {
            reader.reject("aut-num", "bad_as_number");
            return;
        }
        String name = value("as-name");
        String handle = value("org").toUpperCase(Locale.ROOT);
        tables.asOrganisations.put(
                asn,
                new AsOrganisation(asn, name.isEmpty() ? "AS" + asn : name, handle.isEmpty() ? null : handle, null));
    }
}
