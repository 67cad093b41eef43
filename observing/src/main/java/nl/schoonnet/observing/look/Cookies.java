// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.request.Fields;

/**
 * The cookies of one look: hosts that send a visitor back to the same page with a cookie would else lead nowhere. Sent to
 * the host that set them only, over TLS if they were; forgotten with the look; attributes are not read.
 */
final class Cookies {
    private static final int MOST = 20;
    private static final int LONGEST = 4096;

    private final Map<String, Map<String, String>> byOrigin = new LinkedHashMap<>();

    /** Takes what the answer of a URL sets. */
    void take(WebUrl url, Fields fields) {
        Map<String, String> jar = byOrigin.computeIfAbsent(origin(url), unknown -> new LinkedHashMap<>());
        for (String line : fields.all("set-cookie")) {
            String pair = line.split(";", 2)[0].strip();
            int equals = pair.indexOf('=');
            boolean plain = pair.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ',');
            if (equals > 0 && plain && pair.length() <= LONGEST && jar.size() < MOST) {
                jar.put(pair.substring(0, equals), pair);
            }
        }
    }

    /** The value of the field for a request, together with what the order gives; empty if there is none. */
    Optional<String> forRequest(WebUrl url, Optional<String> ordered) {
        String text = byOrigin.getOrDefault(origin(url), Map.of()).values().stream()
                .collect(Collectors.joining(
                        "; ", ordered.map(value -> value + "; ").orElse(""), ""));
        String trimmed = text.endsWith("; ") ? text.substring(0, text.length() - 2) : text;
        return trimmed.isEmpty() ? Optional.empty() : Optional.of(trimmed).filter(value -> value.length() <= LONGEST);
    }

    private static String origin(WebUrl url) {
        return url.scheme() + "://" + url.authority();
    }
}
