// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.schoonnet.server.audit.AuditCheck;
import nl.schoonnet.server.audit.AuditEntries;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log: read page by page, and checked. */
@Controller
class AuditPages {
    private static final int SHOWN = 50;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final AuditCheck check;
    private final AuditEntries entries;
    private final Holders holders;

    AuditPages(AuditCheck check, AuditEntries entries, Holders holders) {
        this.check = check;
        this.entries = entries;
        this.holders = holders;
    }

    /** The short way, which people type. */
    @GetMapping("/audit")
    String shortWay() {
        return "redirect:/desk/audit";
    }

    @GetMapping("/desk/audit")
    String read(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String before,
            Model model,
            Locale locale) {
        Long about = number(item);
        boolean understood = item.isBlank() || about != null;
        // One more than is shown tells whether there are older ones.
        List<AuditEntries.Entry> found = understood
                ? entries.newest(new AuditEntries.Filter(orNull(kind), orNull(actor), about), number(before), SHOWN + 1)
                : List.of();
        List<AuditEntries.Entry> shown = found.subList(0, Math.min(SHOWN, found.size()));
        model.addAttribute("clock", new DeskPages.Clock(locale));
        model.addAttribute("understood", understood);
        model.addAttribute("kinds", entries.kinds());
        model.addAttribute("kind", kind);
        model.addAttribute("actor", actor.strip());
        model.addAttribute("item", understood ? item.strip() : "");
        model.addAttribute("newest", before.isBlank());
        model.addAttribute("entries", shown);
        model.addAttribute("holders", holders.byKey());
        model.addAttribute("older", found.size() > SHOWN ? shown.getLast().number() : null);
        return "audit";
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable Long number(String text) {
        return NUMBER.matcher(text.strip()).matches() ? Long.valueOf(text.strip()) : null;
    }

    @GetMapping("/desk/audit/check")
    String check(Model model, Locale locale) {
        model.addAttribute("clock", new DeskPages.Clock(locale));
        AuditCheck.Finding finding = check.check(Optional.empty());
        model.addAttribute("whole", finding instanceof AuditCheck.Finding.Whole whole ? whole : null);
        model.addAttribute("broken", finding instanceof AuditCheck.Finding.Broken broken ? broken : null);
        return "audit-check";
    }
}
