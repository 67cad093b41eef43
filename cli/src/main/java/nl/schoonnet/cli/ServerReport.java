// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.reporting.document.WholeFolder;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.report.ReportFolder;
import org.jspecify.annotations.Nullable;

/** Has a server make a report, and fetches it. */
final class ServerReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long LARGEST = 1L << 30;

    private final ReportCommand options;
    private final PrintWriter out;

    ServerReport(ReportCommand options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    int run() {
        ReportFolder folder = ReportFolder.at(options.out);
        try (ServerClient client = options.server.client()) {
            long run = client.post("/api/v1/runs", wanted()).path("run").asLong();
            JsonNode state = client.get("/api/v1/runs/" + run);
            while (state.path("state").asText().equals("running")) {
                Thread.sleep(PAUSE);
                state = client.get("/api/v1/runs/" + run);
            }
            if (!state.path("state").asText().equals("done")) {
                throw new InputException(
                        "run_failed",
                        "",
                        0,
                        "The server couldn't make the report ("
                                + state.path("fault").asText() + ").");
            }
            try (InputStream zip = client.download("/api/v1/runs/" + run + "/report")) {
                WholeFolder.write(folder.path(), files(zip), !options.shown.isPublic());
            }
            out.println("Run " + run + " of the server, facts as of "
                    + state.path("asOf").asText() + ".");
            out.println(folder.path().resolve("report.html"));
            out.flush();
            return ExitStatus.DONE;
        } catch (IOException e) {
            throw new InputException(
                    "not_fetched", "", 0, "The report can't be fetched or written; run the same again.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted", "", 0, "Interrupted; the server goes on with its run.", e);
        }
    }

    private String wanted() {
        ObjectNode json = JSON.createObjectNode();
        put(json, "from", options.from);
        put(json, "to", options.to);
        put(json, "cutoff", options.cutoff);
        put(json, "asOf", options.asOf);
        put(json, "norm", options.norm);
        json.put("role", options.role.word());
        json.put(
                "cluster",
                switch (options.cluster) {
                    case ClusterBy.First ignored -> null;
                    case ClusterBy.ByItem ignored -> "item";
                    case ClusterBy.ByPage ignored -> "page";
                    case ClusterBy.ByDomainDay ignored -> "domain-day";
                    case ClusterBy.ByColumn column -> "column:" + column.name();
                });
        if (options.compare != null) {
            json.put("compare", options.compare.a() + ":" + options.compare.b());
        }
        json.put("around", options.around);
        json.put("minN", options.minN);
        json.put("top", options.top);
        json.put("edition", options.shown.edition);
        json.put("locale", options.shown.locale.getLanguage());
        json.put("bootstrap", options.shown.bootstrap);
        json.put("seed", options.seed);
        return json.toString();
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        json.put(name, value == null ? null : value.toString());
    }

    /** The files of a report; a name that leads out of its folder is no report's. */
    private static Map<String, byte[]> files(InputStream in) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        long size = 0;
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                Path path = Path.of(name);
                byte[] bytes = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, LARGEST - size));
                size += bytes.length;
                if (path.isAbsolute() || !path.normalize().equals(path) || path.startsWith("..") || size >= LARGEST) {
                    throw new InputException("not_a_report", "", 0, "What the server sent is no report.");
                }
                files.put(name, bytes);
            }
        }
        return files;
    }
}
