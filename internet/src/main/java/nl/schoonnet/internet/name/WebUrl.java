// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.name;

import java.util.Locale;
import java.util.Optional;
import nl.schoonnet.internet.network.IpAddress;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * An {@code http} or {@code https} URL, understood as a browser does (WHATWG URL Standard). Immutable.
 *
 * <p>Parsing is OkHttp's, which follows the standard but for the host; {@link WebHost} adds the standard's rules for
 * forbidden characters and for hosts that end in a number. The fragment is dropped: it never reaches a server. Two URLs
 * are equal if their {@link #canonical()} forms are. {@link #toString()} shows nothing of the URL.
 */
public final class WebUrl {
    /** The longest text that is parsed, in characters. */
    public static final int MAX_LENGTH = 1 << 16;

    private final HttpUrl parsed;
    private final Host host;
    private final String canonical;

    private WebUrl(HttpUrl parsed, Host host) {
        this.parsed = parsed;
        this.host = host;
        this.canonical = canonicalOf(parsed, host);
    }

    /**
     * Reads an absolute URL. Empty if the standard calls it a failure, if it is neither {@code http} nor {@code https}, if
     * its host has an empty label or an internationalised one that can't be written back, or if it is longer than
     * {@link #MAX_LENGTH}.
     */
    public static Optional<WebUrl> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return of(HttpUrl.parse(cleaned(text)));
    }

    /**
     * Reads a reference, such as the {@code Location} of a redirect, against this URL. Empty where {@link #parse} would be
     * for the URL that it stands for.
     */
    public Optional<WebUrl> resolve(String reference) {
        return reference.length() > MAX_LENGTH ? Optional.empty() : of(parsed.resolve(cleaned(reference)));
    }

    private static Optional<WebUrl> of(@Nullable HttpUrl parsed) {
        if (parsed == null) {
            return Optional.empty();
        }
        Host host = WebHost.of(parsed.host());
        return host == null || !isReadBack(host) ? Optional.empty() : Optional.of(new WebUrl(parsed, host));
    }

    /**
     * Whether the ASCII form of an internationalised host is a host itself. OkHttp turns some labels that nobody can
     * register, such as signs next to letters outside ASCII, into punycode that it refuses to read.
     */
    private static boolean isReadBack(Host host) {
        String text = host.text();
        return !text.contains("xn--") || HttpUrl.parse("http://" + text + "/") != null;
    }

    /**
     * What section 4.4 of the standard does before it parses: no control characters or spaces around, no tab or newline
     * anywhere; and half a surrogate pair becomes U+FFFD, as it does in a browser.
     */
    private static String cleaned(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        StringBuilder kept = new StringBuilder(end - start);
        int at = start;
        while (at < end) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                kept.append('\uFFFD');
            } else if (point != '\t' && point != '\n' && point != '\r') {
                kept.appendCodePoint(point);
            }
        }
        return kept.toString();
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return parsed.scheme();
    }

    /** The host, without port. */
    public Host host() {
        return host;
    }

    /** The port that is connected to: the one written, else 80 or 443. */
    public int port() {
        return parsed.port();
    }

    /** Whether a user name or a password stands in the URL. */
    public boolean hasCredentials() {
        return !parsed.encodedUsername().isEmpty() || !parsed.encodedPassword().isEmpty();
    }

    /** The path as the standard serialises it; begins with a slash. */
    public String path() {
        return parsed.encodedPath();
    }

    /** Path and query as a server is asked for them (RFC 9112 section 3.2.1): ASCII without spaces or control characters. */
    public String requestTarget() {
        String query = parsed.encodedQuery();
        return query == null ? parsed.encodedPath() : parsed.encodedPath() + '?' + query;
    }

    /** The host, without a dot at its end, and the port if it isn't the scheme's own: what stands in a {@code Host} field. */
    public String authority() {
        StringBuilder text = new StringBuilder(canonicalHost(host));
        appendPort(text, parsed);
        return text.toString();
    }

    /** The URL as the standard serialises it, without its fragment: what would be asked for. */
    public String href() {
        StringBuilder text = new StringBuilder(parsed.scheme()).append("://");
        if (hasCredentials()) {
            text.append(parsed.encodedUsername());
            if (!parsed.encodedPassword().isEmpty()) {
                text.append(':').append(parsed.encodedPassword());
            }
            text.append('@');
        }
        text.append(hrefHost());
        appendPort(text, parsed);
        text.append(parsed.encodedPath());
        if (parsed.encodedQuery() != null) {
            text.append('?').append(parsed.encodedQuery());
        }
        return text.toString();
    }

    private String hrefHost() {
        return switch (host) {
            case Host.Domain domain -> parsed.host();
            case Host.Address address -> bracketed(address.address());
        };
    }

    /**
     * The form in which doubles are equal: the standard's form, and besides
     *
     * <ul>
     *   <li>no user name and password: servers of public pages don't look at them;
     *   <li>no dot at the end of the host;
     *   <li>percent-encoded letters, digits, {@code -}, {@code .}, {@code _} and {@code ~} decoded, and the other
     *       percent-encodings in upper case (RFC 3986 section 6.2.2); a percent sign that encodes nothing is encoded itself;
     *   <li>no {@code ?} before an empty query.
     * </ul>
     *
     * Scheme, port, path with its final slash, and the order of the query are kept: they can lead elsewhere.
     */
    public String canonical() {
        return canonical;
    }

    private static String canonicalOf(HttpUrl parsed, Host host) {
        StringBuilder text = new StringBuilder(parsed.scheme()).append("://");
        text.append(canonicalHost(host));
        appendPort(text, parsed);
        appendNormalised(text, parsed.encodedPath());
        String query = parsed.encodedQuery();
        if (query != null && !query.isEmpty()) {
            appendNormalised(text.append('?'), query);
        }
        return text.toString();
    }

    private static String canonicalHost(Host host) {
        return switch (host) {
            case Host.Domain domain -> domain.text();
            case Host.Address address -> bracketed(address.address());
        };
    }

    private static void appendPort(StringBuilder text, HttpUrl parsed) {
        if (parsed.port() != HttpUrl.defaultPort(parsed.scheme())) {
            text.append(':').append(parsed.port());
        }
    }

    private static String bracketed(IpAddress address) {
        return address.isIpv4() ? address.toString() : "[" + address + "]";
    }

    private static void appendNormalised(StringBuilder text, String encoded) {
        for (int at = 0; at < encoded.length(); at++) {
            char c = encoded.charAt(at);
            int decoded = c == '%' ? decoded(encoded, at) : -1;
            if (c != '%') {
                text.append(c);
            } else if (decoded < 0) {
                text.append("%25");
            } else if (isUnreserved(decoded)) {
                text.append((char) decoded);
                at += 2;
            } else {
                text.append(encoded.substring(at, at + 3).toUpperCase(Locale.ROOT));
                at += 2;
            }
        }
    }

    /** The byte that two hexadecimal digits after a percent sign stand for, or -1. */
    private static int decoded(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int first = Character.digit(text.charAt(percent + 1), 16);
        int second = Character.digit(text.charAt(percent + 2), 16);
        return first < 0 || second < 0 ? -1 : first << 4 | second;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WebUrl url && canonical.equals(url.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    /** Says only the type, so that no log shows a URL by accident. */
    @Override
    public String toString() {
        return "WebUrl[...]";
    }
}
