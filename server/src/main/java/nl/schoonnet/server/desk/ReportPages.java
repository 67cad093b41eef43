// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.measurement.MeasurementException;
import nl.schoonnet.server.measurement.MeasurementRuns;
import nl.schoonnet.server.measurement.RunWanted;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The reports: made, opened, published; and the public edition, for everybody. */
@Controller
class ReportPages {
    private static final int SHOWN = 50;

    /** A report carries its own style, and in its head a policy that allows only that. */
    static final String CONTENT = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:;"
            + " font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private final MeasurementRuns runs;

    ReportPages(MeasurementRuns runs) {
        this.runs = runs;
    }

    /** The public edition; what the product is where there is none. */
    @GetMapping("/")
    String front() {
        return runs.publicEdition().isPresent() ? "redirect:/public/report.html" : "front";
    }

    @GetMapping("/public/{*path}")
    ResponseEntity<Resource> published(@PathVariable String path) {
        return file(runs.publicEdition().flatMap(run -> runs.report(run.number())), path)
                .map(file -> served(file, CacheControl.noCache()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/desk/reports")
    String reports(Model model, Locale locale, @AuthenticationPrincipal Caller caller) {
        model.addAttribute("clock", new DeskPages.Clock(locale));
        model.addAttribute("admin", caller.roles().contains(Role.ADMIN));
        model.addAttribute("open", runs.publicEdition().orElse(null));
        model.addAttribute("runs", runs.list(SHOWN));
        if (!model.containsAttribute("fault")) {
            model.addAttribute("fault", null);
        }
        if (!model.containsAttribute("wrong")) {
            model.addAttribute("wrong", null);
        }
        return "reports";
    }

    @PostMapping("/desk/reports")
    String make(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "internal") String edition,
            @RequestParam(defaultValue = "nl") String language,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes next) {
        Optional<String> wrong = wrongDays(from, to);
        if (wrong.isPresent()) {
            next.addFlashAttribute("wrong", wrong.get());
            return "redirect:/desk/reports";
        }
        return refusedOr(
                next,
                () -> runs.begin(
                        RunWanted.standard().over(orNull(from), orNull(to)).in(edition, language), caller.keyId()));
    }

    /** What is wrong with the days that somebody typed; a browser with a calendar sends no others. */
    private static Optional<String> wrongDays(String from, String to) {
        try {
            LocalDate begin = from.isBlank() ? LocalDate.MIN : LocalDate.parse(from.strip());
            LocalDate end = to.isBlank() ? LocalDate.MAX : LocalDate.parse(to.strip());
            return begin.isBefore(end) ? Optional.empty() : Optional.of("order");
        } catch (DateTimeParseException e) {
            return Optional.of("form");
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    @PostMapping("/desk/reports/{run}/publication")
    String publish(@PathVariable long run, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return refusedOr(next, () -> runs.publish(run, caller.keyId()));
    }

    @PostMapping("/desk/reports/withdrawal")
    String withdraw(@AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        return refusedOr(next, () -> runs.withdraw(caller.keyId()));
    }

    private static String refusedOr(RedirectAttributes next, Runnable work) {
        try {
            work.run();
        } catch (MeasurementException e) {
            next.addFlashAttribute("fault", e.getMessage());
        }
        return "redirect:/desk/reports";
    }

    @GetMapping("/desk/reports/{run}/{*path}")
    ResponseEntity<Resource> report(@PathVariable long run, @PathVariable String path) {
        return file(runs.report(run), path)
                .map(file -> served(file, CacheControl.noStore()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** A file of a report's folder, and nothing outside it. */
    private static Optional<Path> file(Optional<Path> folder, String path) {
        if (folder.isEmpty() || path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Path root = folder.get().toAbsolutePath().normalize();
        Path file = root.resolve(path.substring(1)).normalize();
        return file.startsWith(root) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(file)
                : Optional.empty();
    }

    private static ResponseEntity<Resource> served(Path file, CacheControl cache) {
        Resource resource = new FileSystemResource(file);
        return ResponseEntity.ok()
                .contentType(MediaTypeFactory.getMediaType(resource).orElse(MediaType.APPLICATION_OCTET_STREAM))
                .cacheControl(cache)
                .header("Content-Security-Policy", CONTENT)
                .body(resource);
    }
}
