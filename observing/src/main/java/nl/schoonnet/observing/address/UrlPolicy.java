// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.address;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.WebUrl;

/**
 * Decides by its text whether a URL may be looked at. Immutable.
 *
 * <p>Browsers read {@code 0x7f.1}, {@code 017700000001} or full-width digits as addresses (URL Standard section 3.5). A
 * site that is really looked at by people writes plain decimal or a name, so every other form is refused: an address is
 * accepted only if the text has exactly its canonical form where a plain URL has its host.
 */
public final class UrlPolicy {
    private static final Pattern SCHEME = Pattern.compile("^[\\x00-\\x20]*([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern AUTHORITY =
            Pattern.compile("^[\\x00-\\x20]*(?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\\\]{2,}([^/\\\\?#]*)");
    private static final Pattern ZONE = Pattern.compile("\\[[^\\]]*%[^\\]]*]?");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    /**
     * RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), RFC 9476 (alt), ICANN resolution 2024.07.29.06
     * (internal), and names that home routers invent.
     */
    private static final Set<String> LOCAL = Set.of(
            "localhost", "local", "home.arpa", "alt", "internal", "localdomain", "lan", "intranet", "corp", "home");

    private final AddressPolicy addresses;

    /** The policy with the ports of an address policy. */
    public UrlPolicy(AddressPolicy addresses) {
        this.addresses = addresses;
    }

    /** Judges the text of an absolute URL. */
    public UrlVetting vet(String text) {
        String cleaned = withoutTabsAndNewlines(text);
        Matcher scheme = SCHEME.matcher(cleaned);
        if (scheme.find() && !isWeb(scheme.group(1))) {
            return new UrlVetting.Refused(Refusal.SCHEME);
        }
        Optional<Refusal> written = refusalOfAuthority(cleaned);
        if (written.isPresent()) {
            return new UrlVetting.Refused(written.get());
        }
        return WebUrl.parse(text)
                .map(url -> judged(url, cleaned))
                .orElseGet(() -> new UrlVetting.Refused(Refusal.NOT_A_URL));
    }

    /** Judges where a redirect leads, by the text of its {@code Location}. */
    public UrlVetting vetRedirect(WebUrl from, String location) {
        String cleaned = withoutTabsAndNewlines(location);
        Matcher scheme = SCHEME.matcher(cleaned);
        if (scheme.find()) {
            return vet(location);
        }
        if (AUTHORITY.matcher(cleaned).find()) {
            return vet(from.scheme() + ":" + cleaned.strip());
        }
        return from.resolve(location)
                .<UrlVetting>map(UrlVetting.Permitted::new)
                .orElseGet(() -> new UrlVetting.Refused(Refusal.NOT_A_URL));
    }

    private UrlVetting judged(WebUrl url, String text) {
        Optional<Refusal> refusal = url.hasCredentials()
                ? Optional.of(Refusal.USER_INFO)
                : switch (url.host()) {
                    case Host.Address address -> refusalOfLiteral(address, text);
                    case Host.Domain domain -> refusalOfName(domain.text());
                };
        if (refusal.isEmpty() && !addresses.allowsPort(url.port())) {
            refusal = Optional.of(Refusal.PORT);
        }
        return refusal.<UrlVetting>map(UrlVetting.Refused::new).orElseGet(() -> new UrlVetting.Permitted(url));
    }

    private static Optional<Refusal> refusalOfAuthority(String text) {
        Matcher authority = AUTHORITY.matcher(text);
        if (!authority.find()) {
            return Optional.empty();
        }
        String written = authority.group(1);
        if (written.indexOf('@') >= 0) {
            return Optional.of(Refusal.USER_INFO);
        }
        return ZONE.matcher(written).find() ? Optional.of(Refusal.ZONE_ID) : Optional.empty();
    }

    private static Optional<Refusal> refusalOfLiteral(Host.Address host, String text) {
        Matcher authority = AUTHORITY.matcher(text);
        String written = authority.find()
                ? PORT.matcher(authority.group(1)).replaceFirst("").strip()
                : "";
        if (!host.address().isIpv4()) {
            return written.startsWith("[") ? Optional.empty() : Optional.of(Refusal.NUMBER_FORM);
        }
        if (written.startsWith("[")) {
            return Optional.of(Refusal.IPV4_MAPPED);
        }
        return written.equals(host.text()) ? Optional.empty() : Optional.of(Refusal.NUMBER_FORM);
    }

    private static Optional<Refusal> refusalOfName(String name) {
        if (endsWithName(name, "onion")) {
            return Optional.of(Refusal.ONION);
        }
        if (LOCAL.stream().anyMatch(local -> endsWithName(name, local))) {
            return Optional.of(Refusal.LOCAL_NAME);
        }
        return name.indexOf('.') < 0 ? Optional.of(Refusal.SINGLE_LABEL) : Optional.empty();
    }

    private static boolean endsWithName(String name, String ending) {
        return name.equals(ending) || name.endsWith("." + ending);
    }

    private static boolean isWeb(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        return lower.equals("http") || lower.equals("https");
    }

    private static String withoutTabsAndNewlines(String text) {
        return text.replaceAll("[\\t\\n\\r]", "");
    }
}
