// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nl.schoonnet.internet.attribution.Attribution;
import nl.schoonnet.internet.attribution.CountryFinding;
import nl.schoonnet.internet.attribution.Evidence;
import nl.schoonnet.internet.attribution.Finding;
import nl.schoonnet.internet.attribution.Role;
import nl.schoonnet.internet.party.ProviderRegistry;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;

/** Findings as they are kept, and what they say about a change of party. */
final class Roles {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new FromStringDeserializer<>(Instant.class) {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected Instant _deserialize(
                                String value, com.fasterxml.jackson.databind.DeserializationContext context) {
                            return Instant.parse(value);
                        }
                    }))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final TypeReference<List<Held>> HELD = new TypeReference<>() {};
    private static final TypeReference<Map<CountryFinding.Kind, List<Held>>> COUNTRIES = new TypeReference<>() {};
    private static final TypeReference<List<Attributions.Used>> USED = new TypeReference<>() {};

    private Roles() {}

    static List<Held> of(Attribution attribution, Role role, Keys keys) {
        return attribution.role(role).stream()
                .map(finding -> switch (finding) {
                    case Finding.Known known -> known(known, keys);
                    case Finding.Unknown unknown ->
                        new Held(null, null, unknown.reason().name(), unknown.share(), null, null, null);
                })
                .toList();
    }

    /** A domain may be one of the material: only a digest of it is kept. */
    private static Held known(Finding.Known known, Keys keys) {
        String key = known.party().key();
        boolean domain = known.party().provider() == null && key.startsWith("domain:");
        String kept = domain
                ? "domain#"
                        + keys.lookup(("platform " + key).getBytes(StandardCharsets.UTF_8))
                                .hex()
                : key;
        Evidence evidence = known.evidence();
        return new Held(
                kept,
                domain ? null : known.party().name(),
                null,
                known.share(),
                evidence.source(),
                evidence.trueAt(),
                evidence.confidence().name());
    }

    static Map<CountryFinding.Kind, List<Held>> countries(Attribution attribution) {
        Map<CountryFinding.Kind, List<Held>> countries = new TreeMap<>();
        for (CountryFinding.Kind kind : CountryFinding.Kind.values()) {
            List<Held> held = new ArrayList<>();
            for (CountryFinding finding : attribution.country(kind)) {
                Evidence evidence = finding.evidence();
                held.add(new Held(
                        finding.country(),
                        null,
                        finding.country() == null ? "NOT_KNOWN" : null,
                        finding.share(),
                        evidence == null ? null : evidence.source(),
                        evidence == null ? null : evidence.trueAt(),
                        evidence == null ? null : evidence.confidence().name()));
            }
            countries.put(kind, held);
        }
        return countries;
    }

    /** What tells one state of host and network from another, whatever the shares. */
    static Set<String> standing(List<Held> webHost, List<Held> network, List<Held> proxy) {
        Set<String> standing = new TreeSet<>();
        webHost.forEach(held -> standing.add("host " + held.key()));
        network.forEach(held -> standing.add("network " + held.key()));
        proxy.forEach(held -> standing.add("proxy " + held.key()));
        return standing;
    }

    /**
     * What happened between two sets of addresses, each seen at the same moment with the same tables: so that a merger, or a
     * table that says something else, is no move. What stands behind a proxy is never compared.
     */
    static Attributions.Change change(
            Attribution before, Attribution after, ProviderRegistry registry, Instant moment) {
        for (Role role : List.of(Role.WEB_HOST, Role.NETWORK)) {
            Set<String> first = known(before.role(role), registry, moment);
            Set<String> second = known(after.role(role), registry, moment);
            if (!first.isEmpty() && !second.isEmpty()) {
                return second.containsAll(first) ? Attributions.Change.SAME_PARTY : Attributions.Change.OTHER_PARTY;
            }
        }
        return Attributions.Change.UNKNOWN;
    }

    private static Set<String> known(Collection<Finding> findings, ProviderRegistry registry, Instant moment) {
        Set<String> parties = new TreeSet<>();
        for (Finding finding : findings) {
            if (finding instanceof Finding.Known known) {
                var provider = known.party().provider();
                parties.add(
                        provider == null
                                ? known.party().key()
                                : registry.successorAt(provider, moment).id());
            }
        }
        return parties;
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Findings can be written.", e);
        }
    }

    static List<Held> held(@Nullable String text) {
        return read(text, HELD);
    }

    static Map<CountryFinding.Kind, List<Held>> countries(@Nullable String text) {
        return read(text, COUNTRIES);
    }

    static List<Attributions.Used> used(@Nullable String text) {
        return read(text, USED);
    }

    private static <T> T read(@Nullable String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Findings can be read as they were written.", e);
        }
    }
}
