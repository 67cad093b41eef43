// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The formats of network tables, each recognised by its first lines. */
public enum NetworkFormat {
    /** RIPE RIS {@code riswhoisdump}: origin, prefix, number of peers that see it; tabs, comments with %. */
    RIS_WHOIS,
    /** CAIDA {@code pfx2as}: address, length, origins; tabs, {@code _} between several, {@code ,} in a set. */
    PFX2AS,
    /** pyasn {@code .dat}: prefix, AS number; tab, comments with ;. */
    PYASN,
    /** CAIDA {@code as-org2info} text: two tables with {@code # format:} lines. */
    AS_ORG2INFO,
    /** RIPE {@code asnames.txt}: AS number, space, name, comma, country. */
    AS_NAMES,
    /** Regional registries' {@code delegated-...-extended} statistics. */
    DELEGATED,
    /** RPSL objects, such as the extracts {@code ripe.db.inetnum} and {@code ripe.db.organisation}. */
    RPSL,
    /** Ranges of content delivery networks as {@code {"cdn": {name: [prefix, ...]}}}. */
    CDN_JSON,
    /** One prefix or address a line: ranges of the proxy that the file is named after. */
    PREFIX_LIST,
    /** Comma-separated values with a header or in one of the known orders. */
    CSV;

    private static final Pattern RIS = Pattern.compile("\\{?[0-9][0-9,]*\\}?\t[0-9A-Fa-f.:]+/[0-9]+\t[0-9]+");
    private static final Pattern PFX = Pattern.compile("[0-9A-Fa-f.:]+\t[0-9]{1,3}\t[0-9][0-9_,.]*");
    private static final Pattern PY = Pattern.compile("[0-9A-Fa-f.:]+/[0-9]{1,3}\t[0-9]+");
    private static final Pattern DELEGATION =
            Pattern.compile("(?:[0-9.]+\\|[a-z]+\\|.*)|(?:[a-z]+\\|[A-Z*]{0,2}\\|(?:ipv4|ipv6|asn)\\|.*)");
    private static final Pattern OBJECT = Pattern.compile("[a-z][a-z0-9-]*:(?:[ \t].*)?");
    private static final Pattern AS_NAME = Pattern.compile("[0-9]+ \\S.*");

    /**
     * Recognises a format.
     *
     * @param lines the first lines of the file, comments included
     */
    public static Optional<NetworkFormat> detect(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("# format:")) {
                return Optional.of(AS_ORG2INFO);
            }
            if (!line.isBlank() && !isComment(line)) {
                return Optional.ofNullable(ofDataLine(line));
            }
        }
        return Optional.empty();
    }

    static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith("%") || line.startsWith(";");
    }

    private static @Nullable NetworkFormat ofDataLine(String line) {
        String text = line.strip();
        if (RIS.matcher(text).matches()) {
            return RIS_WHOIS;
        }
        if (PFX.matcher(text).matches()) {
            return PFX2AS;
        }
        if (PY.matcher(text).matches()) {
            return PYASN;
        }
        if (text.startsWith("{")) {
            return CDN_JSON;
        }
        if (DELEGATION.matcher(text).matches()) {
            return DELEGATED;
        }
        if (Prefix.parseOrNull(text) != null) {
            return PREFIX_LIST;
        }
        if (CsvColumns.of(Cells.of(text)) != null) {
            return CSV;
        }
        if (OBJECT.matcher(text).matches()) {
            return RPSL;
        }
        return AS_NAME.matcher(text).matches() ? AS_NAMES : null;
    }
}
