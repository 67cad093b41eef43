// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nl.schoonnet.server.RunningServer;

/** Somebody at the pages: logs in, reads pages, sends forms with the token of the page before. Follows redirects. */
final class Visitor implements AutoCloseable {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]*)\"");

    private final RunningServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    private String token = "";

    private Visitor(RunningServer server) {
        this.server = server;
    }

    static Visitor of(RunningServer server, String key) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(server);
        visitor.get("/login");
        visitor.send("/login", Map.of("key", key));
        return visitor;
    }

    /** A page as a browser asks for it, in Dutch. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return keep(client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString()));
    }

    HttpResponse<String> send(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(
                        Collectors.joining("&", "_csrf=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&", ""));
        return keep(client.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
    }

    /** The same without the token that a page gave. */
    HttpResponse<String> forge(String path, Map<String, String> form) throws IOException, InterruptedException {
        String kept = token;
        token = "forged";
        try {
            return send(path, form);
        } finally {
            token = kept;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("Accept-Language", "nl");
    }

    private HttpResponse<String> keep(HttpResponse<String> answer) {
        Matcher found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answer;
    }

    @Override
    public void close() {
        client.close();
    }
}
