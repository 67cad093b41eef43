// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Looks of others in and reports out, for machines. What a role may is decided in the rules of {@code access}. */
@RestController
class MeasurementApi {
    private static final int SHOWN = 1_000;

    private final SightingImport imports;
    private final MeasurementRuns runs;

    MeasurementApi(SightingImport imports, MeasurementRuns runs) {
        this.imports = imports;
        this.runs = runs;
    }

    /**
     * A run as it is answered.
     *
     * @param published whether it is what everybody sees; not while it is withheld
     */
    record Shown(
            long run,
            String state,
            String madeAt,
            String asOf,
            String edition,
            @Nullable String digest,
            @Nullable String fault,
            boolean published) {
        static Shown of(MeasurementRuns.Run run, Optional<MeasurementRuns.Run> publicEdition) {
            return new Shown(
                    run.number(),
                    run.state().name().toLowerCase(Locale.ROOT),
                    run.madeAt().toString(),
                    run.asOf().toString(),
                    run.edition(),
                    run.digest(),
                    run.fault(),
                    publicEdition
                            .filter(shown -> shown.number() == run.number())
                            .isPresent());
        }
    }

    @PostMapping(path = "/api/v1/runs", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Long>> begin(@RequestBody RunWanted wanted, @AuthenticationPrincipal Caller caller) {
        long run = runs.begin(wanted, caller.keyId());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run))
                .body(Map.of("run", run));
    }

    @GetMapping("/api/v1/runs")
    List<Shown> list() {
        Optional<MeasurementRuns.Run> publicEdition = runs.publicEdition();
        return runs.list(SHOWN).stream()
                .map(run -> Shown.of(run, publicEdition))
                .toList();
    }

    @GetMapping("/api/v1/runs/{run}")
    ResponseEntity<Shown> show(@PathVariable long run) {
        return ResponseEntity.of(runs.find(run).map(found -> Shown.of(found, runs.publicEdition())));
    }

    @GetMapping(path = "/api/v1/runs/{run}/report", produces = "application/zip")
    ResponseEntity<StreamingResponseBody> report(@PathVariable long run) {
        Optional<Path> folder = runs.report(run);
        return folder.isEmpty()
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok(out -> {
                    try (ZipOutputStream zip = new ZipOutputStream(out)) {
                        for (Path file : MeasurementRuns.files(folder.get())) {
                            ZipEntry entry = new ZipEntry(file.toString());
                            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                            zip.putNextEntry(entry);
                            Files.copy(folder.get().resolve(file), zip);
                            zip.closeEntry();
                        }
                    }
                });
    }

    @PostMapping("/api/v1/runs/{run}/again")
    Map<String, Boolean> again(@PathVariable long run, @AuthenticationPrincipal Caller caller) {
        return Map.of("same", runs.again(run, caller.keyId()));
    }

    @PostMapping("/api/v1/runs/{run}/publication")
    void publish(@PathVariable long run, @AuthenticationPrincipal Caller caller) {
        runs.publish(run, caller.keyId());
    }

    @PostMapping(
            path = "/api/v1/observations/imports",
            consumes = {"text/csv", "application/gzip"})
    SightingImport.Result take(@RequestParam String source, InputStream body, @AuthenticationPrincipal Caller caller) {
        SightingImport.Result r = imports.take(source, "import", body, caller.keyId());
        List<Rejection> shown =
                r.rejections().subList(0, Math.min(SHOWN, r.rejections().size()));
        return new SightingImport.Result(r.importId(), r.added(), r.known(), r.rejected(), shown);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(MeasurementException e) {
        return Problems.refused(e);
    }
}
