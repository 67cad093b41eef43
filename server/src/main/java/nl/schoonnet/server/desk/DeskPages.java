// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nl.schoonnet.internet.attribution.Role;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.attribution.Attributions;
import nl.schoonnet.server.attribution.Held;
import nl.schoonnet.server.attribution.NetworkTables;
import nl.schoonnet.server.intake.Imports;
import nl.schoonnet.server.observation.ObservationState;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Login, the state of things, and an item's timeline. */
@Controller
class DeskPages {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final int IMPORTS = 20;
    private static final int LOOKS = 500;

    private final Imports imports;
    private final ObservationState observation;
    private final Attributions attributions;
    private final NetworkTables tables;

    DeskPages(Imports imports, ObservationState observation, Attributions attributions, NetworkTables tables) {
        this.imports = imports;
        this.observation = observation;
        this.attributions = attributions;
        this.tables = tables;
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    /** Words for a page that shows instants: in the reader's form, in Amsterdam. */
    public record Clock(Locale locale) {
        /** A moment, or a dash for none. */
        public String at(@Nullable Instant instant) {
            return instant == null
                    ? "–"
                    : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                            .withLocale(locale)
                            .format(instant.atZone(AMSTERDAM));
        }

        /** The same with its zone: CET or CEST. */
        public String zoned(Instant instant) {
            return at(instant) + " " + DateTimeFormatter.ofPattern("z", locale).format(instant.atZone(AMSTERDAM));
        }
    }

    @GetMapping("/desk")
    String desk(Model model, Locale locale, @AuthenticationPrincipal Caller caller) {
        model.addAttribute("clock", new Clock(locale));
        model.addAttribute("holder", caller.holder());
        model.addAttribute("counts", imports.counts());
        model.addAttribute("imports", imports.newest(IMPORTS));
        model.addAttribute("allowed", observation.allowed());
        model.addAttribute("vantages", observation.vantages());
        model.addAttribute("tables", tables.state().stream().map(TableRow::of).toList());
        return "desk";
    }

    /** Who had an item since a moment, as a page shows it. */
    public record Host(
            Instant since,
            String webHost,
            String network,
            String change,
            @Nullable String ending) {
        static Host of(Attributions.Attributed attributed) {
            Attributions.Ending end = attributed.ending();
            return new Host(
                    attributed.since(),
                    names(attributed.role(Role.WEB_HOST)),
                    names(attributed.role(Role.NETWORK)),
                    attributed.change().name(),
                    end == null ? null : end.name());
        }

        private static String names(List<Held> held) {
            return held.stream()
                    .map(h -> h.name() != null ? h.name() : h.party() != null ? h.party() : "? (" + h.unknown() + ")")
                    .distinct()
                    .collect(Collectors.joining(", "));
        }
    }

    /** A source of tables, as a page shows it. */
    public record TableRow(
            String kinds,
            @Nullable Instant trueAt,
            long rows,
            @Nullable String fault) {
        static TableRow of(NetworkTables.Source source) {
            return new TableRow(
                    source.tables().stream()
                            .map(NetworkTables.Table::kind)
                            .sorted()
                            .collect(Collectors.joining(", ")),
                    source.tables().stream()
                            .map(NetworkTables.Table::trueAt)
                            .max(Instant::compareTo)
                            .orElse(null),
                    source.tables().stream()
                            .mapToLong(NetworkTables.Table::rows)
                            .sum(),
                    source.fault());
        }
    }

    @GetMapping("/desk/items")
    String search(Model model) {
        return found(List.of(), false, model);
    }

    /** Sent as a form, not in an address that others keep: an identifier of a register may say what it is of. */
    @PostMapping("/desk/items")
    String search(@RequestParam(defaultValue = "") String wanted, HttpServletResponse response, Model model) {
        List<Imports.Found> found = imports.find(wanted.strip());
        if (found.stream().map(Imports.Found::item).distinct().count() == 1) {
            return "redirect:/desk/items/" + found.getFirst().item();
        }
        if (found.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
        }
        return found(found, found.isEmpty(), model);
    }

    private static String found(List<Imports.Found> found, boolean nothing, Model model) {
        model.addAttribute("found", found);
        model.addAttribute("nothing", nothing);
        return "items";
    }

    @GetMapping("/desk/items/{item:[0-9]{1,18}}")
    String item(@PathVariable long item, HttpServletResponse response, Model model, Locale locale) {
        List<Imports.Told> notices = imports.ofItem(item).orElse(null);
        if (notices == null) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            return found(List.of(), true, model);
        }
        model.addAttribute("clock", new Clock(locale));
        model.addAttribute("item", item);
        model.addAttribute("notices", notices);
        model.addAttribute("looks", observation.looks(item, LOOKS));
        model.addAttribute(
                "hosts", attributions.ofItem(item).stream().map(Host::of).toList());
        return "item";
    }
}
