// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;

/** What the sites of a town answer, by path, instant and who asks. Immutable. */
final class Answers {
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String MISSING = "404 Not Found\r\n";
    private static final int WORDS = 90;
    private static final int FLOOD_LINES = 20_000;
    private static final long SLOWLY = 250;

    private final Town town;
    private final InstantSource clock;
    private final int securePort;
    private final int plainPort;

    Answers(Town town, InstantSource clock, int plainPort, int securePort) {
        this.town = town;
        this.clock = clock;
        this.plainPort = plainPort;
        this.securePort = securePort;
    }

    /** A request, as far as anybody here cares. */
    record Asked(String method, String path, String host, boolean cookie) {
        boolean headOnly() {
            return method.equals("HEAD");
        }
    }

    /** Writes the answer, or what stands for one. The connection is closed afterwards. */
    void write(OutputStream out, Asked asked, String address, String vantage) throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (address.equals(Names.PARKING_ADDRESS)) {
            page(out, asked, "", "<h1>Welcome</h1><p>Buy this domain! Offers, searches, offers.</p>");
            return;
        }
        if (address.equals(Names.ELSEWHERE_ADDRESS)) {
            content(out, asked, "elsewhere", asked.path().hashCode());
            return;
        }
        Optional<Site> site = town.site(asked.host());
        if (site.isEmpty() || !Names.addressOf(site.get(), now).equals(address)) {
            send(out, MISSING + "Content-Length: 0\r\n\r\n");
            return;
        }
        Optional<Item> item = town.item(site.get(), asked.path());
        Scene scene = item.isPresent() ? town.scene(item.get(), now, vantage) : town.ofSite(site.get(), now, vantage);
        if (scene.layer() == Scene.Layer.ITEM) {
            if (item.isPresent()) {
                item(out, asked, site.get(), item.get(), scene);
            } else {
                other(out, asked, site.get());
            }
        } else {
            everywhere(out, asked, scene);
        }
    }

    /** What a site answers to any path, for the time being. */
    private void everywhere(OutputStream out, Asked asked, Scene scene) throws IOException, InterruptedException {
        switch (scene) {
            case WALL -> page(out, asked, "403 Forbidden\r\n", "<h1>Forbidden</h1>");
            case CHALLENGE -> send(out, "403 Forbidden\r\ncf-mitigated: challenge\r\nContent-Length: 0\r\n\r\n");
            case ERROR -> page(out, asked, "500 Internal Server Error\r\n", "<h1>Oops</h1>");
            case BAD_GATEWAY -> page(out, asked, "502 Bad Gateway\r\n", "<h1>Bad gateway</h1>");
            case TOO_MANY -> send(out, "429 Too Many Requests\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n");
            case BUSY -> send(out, "503 Service Unavailable\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");
            case GIBBERISH -> raw(out, "220 mail.example ESMTP ready\r\n");
            case FLOOD -> flood(out);
            case DRIPPING -> drip(out);
            case SILENT -> Thread.sleep(30_000);
            case DROPPED, REFUSED, TLS_BROKEN -> {}
            default -> send(out, MISSING + "Content-Length: 0\r\n\r\n");
        }
    }

    private void item(OutputStream out, Asked asked, Site site, Item item, Scene scene)
            throws IOException, InterruptedException {
        switch (scene) {
            case THERE -> there(out, asked, item);
            case THERE_WITHOUT_HEAD -> {
                if (asked.headOnly()) {
                    send(out, "405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n");
                } else {
                    there(out, asked, item);
                }
            }
            case THERE_SLOWLY -> {
                Thread.sleep(SLOWLY);
                there(out, asked, item);
            }
            case THERE_WITH_COOKIE -> {
                if (asked.cookie()) {
                    there(out, asked, item);
                } else {
                    redirect(out, "Set-Cookie: seen=1; HttpOnly\r\n", asked.path());
                }
            }
            case THERE_AT_WWW -> {
                if (asked.host().startsWith("www.")) {
                    there(out, asked, item);
                } else {
                    redirect(out, "", origin(site, "www." + site.name()) + asked.path());
                }
            }
            case THERE_ENDLESS -> endless(out, asked);
            case THERE_CHANGED -> content(out, asked, "changed", item.id().hashCode());
            case THERE_EMBEDDED -> page(out, asked, "", embedding(item, clock.instant()));
            case NOT_FOUND -> send(out, MISSING + "Content-Length: 0\r\n\r\n");
            case SOFT_404, SOFT_404_ECHO -> unknown(out, asked, scene);
            case NOT_FOUND_PAGE -> redirect(out, "", "/404.html");
            case GONE -> send(out, "410 Gone\r\nContent-Length: 0\r\n\r\n");
            case PLACEHOLDER -> redirect(out, "", "/static/removed.png");
            case PLACEHOLDER_WORDS -> page(out, asked, "", "<h1>This image has been removed</h1>");
            case EMPTY -> send(out, "200 OK\r\n" + HTML + "Content-Length: 0\r\n\r\n");
            case NO_CONTENT -> send(out, "204 No Content\r\n\r\n");
            case FRONT_PAGE -> redirect(out, "", "/");
            case FORBIDDEN, COUNTRY_UNSAID -> page(out, asked, "403 Forbidden\r\n", "<h1>No</h1>");
            case LEGAL -> page(out, asked, "451 Unavailable For Legal Reasons\r\n", "<h1>No</h1>");
            case COUNTRY -> redirect(out, "", "/not-available-in-your-country");
            case PASSWORD -> send(out, "401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n");
            case LOGIN -> redirect(out, "", "/login?next=here");
            case ELSEWHERE ->
                redirect(out, "", "http://" + Names.ELSEWHERE + site.number() + ".example:" + plainPort + asked.path());
            case CIRCLE -> redirect(out, "", asked.path());
            default -> throw new IllegalStateException("No item shows " + scene + ".");
        }
    }

    /** What a page embeds that embeds what was notified. */
    static String embedded(Item item) {
        return "http://pictures.example/" + item.id() + ".jpg";
    }

    /** The page around it is another one each minute. */
    private static String embedding(Item item, Instant now) {
        return "<p>" + words("page", (int) (now.getEpochSecond() / 60)) + "</p><img src='" + embedded(item) + "'>";
    }

    /** Pages of the site itself, and paths that it doesn't know. */
    private static void other(OutputStream out, Asked asked, Site site) throws IOException {
        int end = asked.path().indexOf('?');
        switch (end < 0 ? asked.path() : asked.path().substring(0, end)) {
            case "/" -> page(out, asked, "", "<h1>Welcome</h1><p>" + words("front", site.number()) + "</p>");
            case "/login" -> page(out, asked, "", "<form>Name and password</form>");
            case "/404.html" -> page(out, asked, "", "<h1>Nothing</h1>");
            case "/static/removed.png" -> page(out, asked, "", "in place of a picture");
            case "/not-available-in-your-country" -> page(out, asked, "", "<h1>Elsewhere only</h1>");
            default -> unknown(out, asked, site.unknown());
        }
    }

    private static void unknown(OutputStream out, Asked asked, Scene habit) throws IOException {
        String sorry = "<p>Sorry, that is not here. Have a look at our other pages, or search.</p>";
        switch (habit) {
            case SOFT_404 -> page(out, asked, "", sorry);
            case SOFT_404_ECHO -> page(out, asked, "", sorry + "<p>You asked for " + asked.path() + "</p>");
            default -> send(out, MISSING + "Content-Length: 0\r\n\r\n");
        }
    }

    private static void there(OutputStream out, Asked asked, Item item) throws IOException {
        content(out, asked, "content", item.id().hashCode());
    }

    private static void content(OutputStream out, Asked asked, String kind, int which) throws IOException {
        String body = "<p>" + words(kind, which) + "</p>";
        page(out, asked, "200 OK\r\nETag: \"" + kind + "-" + Integer.toHexString(which) + "\"\r\n", body);
    }

    /** Made-up words, the same for the same thing. */
    private static String words(String kind, int which) {
        SplittableRandom random = new SplittableRandom(kind.hashCode() * 31L + which);
        StringBuilder words = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            for (int letter = 0; letter < 3 + random.nextInt(5); letter++) {
                words.append((char) ('a' + random.nextInt(26)));
            }
            words.append(' ');
        }
        return words.toString();
    }

    /** @param head status line and fields, ended; empty for a plain 200 */
    private static void page(OutputStream out, Asked asked, String head, String body) throws IOException {
        String start = head.isEmpty() ? "200 OK\r\n" : head;
        send(out, start + HTML + "Content-Length: " + body.length() + "\r\n\r\n" + (asked.headOnly() ? "" : body));
    }

    private static void redirect(OutputStream out, String fields, String to) throws IOException {
        send(out, "302 Found\r\n" + fields + "Location: " + to + "\r\nContent-Length: 0\r\n\r\n");
    }

    private String origin(Site site, String name) {
        return (site.secure() ? "https://" : "http://") + name + ":" + (site.secure() ? securePort : plainPort);
    }

    private static void send(OutputStream out, String text) throws IOException {
        raw(out, "HTTP/1.1 " + text);
    }

    private static void raw(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void endless(OutputStream out, Asked asked) throws IOException {
        send(out, "200 OK\r\nContent-Type: application/octet-stream\r\n\r\n");
        byte[] block = new byte[8_192];
        while (!asked.headOnly()) {
            out.write(block);
        }
    }

    private static void flood(OutputStream out) throws IOException {
        send(out, "200 OK\r\n");
        for (int line = 0; line < FLOOD_LINES; line++) {
            raw(out, "X-Field-" + line + ": and another one that says nothing\r\n");
        }
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        send(out, "200 OK\r\nX-Slow: ");
        for (int letter = 0; letter < 300; letter++) {
            raw(out, "a");
            Thread.sleep(100);
        }
    }
}
