// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nl.schoonnet.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTests {
    private static final Set<String> FOR_PROGRAMS = Set.of("api", "v1", "m", "h", "status");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init")
    private static HttpResponse<String> answer;

    @SuppressWarnings("NullAway.Init")
    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException, InterruptedException {
        server = RunningServer.in(data);
        try (HttpClient client = HttpClient.newHttpClient()) {
            answer = client.send(
                    HttpRequest.newBuilder(URI.create(server.url("/api/v1/openapi.json")))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
        document = JsonMapper.shared().readTree(answer.body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anybody_reads_it_also_from_another_site_and_it_says_the_version_that_answers_carry() {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(document.path("openapi").asString()).startsWith("3.1.");
        assertThat(answer.headers().firstValue("API-Version"))
                .contains(document.path("info").path("version").asString());
    }

    @Test
    void it_describes_all_that_programs_may_ask_and_nothing_else() {
        SortedSet<String> described = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, operations) -> operations
                        .propertyNames()
                        .forEach(m -> described.add(m.toUpperCase(Locale.ROOT) + " " + path)));
        SortedSet<String> answered = new TreeSet<>();
        for (RequestMappingInfo mapping : server.mappings()) {
            for (String path : mapping.getPatternValues()) {
                if (FOR_PROGRAMS.contains(path.split("/", -1)[1])) {
                    for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                        answered.add(method + " " + path);
                    }
                }
            }
        }
        assertThat(answered).hasSizeGreaterThan(40);
        assertThat(described).containsExactlyElementsOf(answered);
    }

    @Test
    void each_reference_leads_to_something_and_each_call_has_a_name_of_its_own_and_says_how_it_is_refused() {
        SortedSet<String> names = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    assertThat(names.add(operation.path("operationId").asString()))
                            .as(path)
                            .isTrue();
                    assertThat(operation.path("summary").asString()).as(path).isNotBlank();
                    boolean open = operation.has("security")
                            && operation.path("security").isEmpty();
                    assertThat(open || operation.path("responses").has("default"))
                            .as(path)
                            .isTrue();
                }));
        assertThat(document.findValuesAsString("$ref"))
                .hasSizeGreaterThan(50)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }
}
