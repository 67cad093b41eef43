// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.intake.IntakeException;
import nl.schoonnet.server.intake.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Addresses, for who may see them: one at once, many after a colleague confirms. They stand in one answer that nobody keeps,
 * and on no other page.
 */
@Controller
class RevealPages {
    private static final int SHOWN = 50;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Vault vault;
    private final AccessKeys keys;
    private final Holders holders;

    RevealPages(Vault vault, AccessKeys keys, Holders holders) {
        this.vault = vault;
        this.keys = keys;
        this.holders = holders;
    }

    @GetMapping("/desk/reveals")
    String requests(@RequestParam(defaultValue = "") String items, Model model, Locale locale) {
        // Only numbers come back onto the page.
        return form(numbers(items).isEmpty() ? "" : items.strip(), "", null, model, locale);
    }

    private String form(String items, String reason, @Nullable String fault, Model model, Locale locale) {
        model.addAttribute("clock", new DeskPages.Clock(locale));
        model.addAttribute("items", items);
        model.addAttribute("reason", reason);
        model.addAttribute("fault", fault);
        model.addAttribute("requests", vault.newestAsked(SHOWN));
        model.addAttribute("holders", holders.byKey());
        return "reveals";
    }

    /** One number: its address. Several: a request, which waits for a colleague. */
    @PostMapping("/desk/reveals")
    String reveal(
            @RequestParam(defaultValue = "") String items,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal Caller caller,
            HttpServletResponse response,
            Model model,
            Locale locale) {
        Optional<List<Long>> wanted = numbers(items);
        try {
            if (wanted.isEmpty()) {
                return refused("not_numbers", "", reason, response, model, locale);
            }
            if (wanted.get().size() > 1) {
                return "redirect:/desk/reveals/" + vault.ask(wanted.get(), caller.keyId(), reason.strip());
            }
            long item = wanted.get().getFirst();
            SortedMap<Long, String> addresses = new TreeMap<>();
            vault.reveal(item, caller.keyId(), reason.strip()).ifPresent(address -> addresses.put(item, address));
            return shown(wanted.get(), addresses, response, model);
        } catch (IntakeException e) {
            return refused(e.code(), items.strip(), reason, response, model, locale);
        }
    }

    private String refused(
            String code, String items, String reason, HttpServletResponse response, Model model, Locale locale) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(items, reason, code, model, locale);
    }

    /** Each number once, in the order given; empty if there is none, or something else. */
    private static Optional<List<Long>> numbers(String text) {
        List<String> words = Arrays.stream(text.strip().split("[\\s,;]+", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        return words.isEmpty()
                        || !words.stream().allMatch(word -> NUMBER.matcher(word).matches())
                ? Optional.empty()
                : Optional.of(words.stream().map(Long::valueOf).distinct().toList());
    }

    private static String shown(
            List<Long> wanted, SortedMap<Long, String> addresses, HttpServletResponse response, Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        List<Long> none = new ArrayList<>(wanted);
        none.removeAll(addresses.keySet());
        model.addAttribute("addresses", addresses);
        model.addAttribute("none", none);
        return "revealed";
    }

    @GetMapping("/desk/reveals/{request}")
    String request(@PathVariable long request, @AuthenticationPrincipal Caller caller, Model model, Locale locale) {
        Vault.Asked asked = vault.asked(request).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("clock", new DeskPages.Clock(locale));
        model.addAttribute("asked", asked);
        model.addAttribute("holder", holders.byKey().getOrDefault(asked.askedBy(), asked.askedBy()));
        model.addAttribute("mine", asked.askedBy().equals(caller.keyId()));
        model.addAttribute("mayConfirm", !keys.sameHolder(asked.askedBy(), caller.keyId()));
        if (!model.containsAttribute("fault")) {
            model.addAttribute("fault", null);
        }
        return "reveal";
    }

    @PostMapping("/desk/reveals/{request}/approval")
    String approve(@PathVariable long request, @AuthenticationPrincipal Caller caller, RedirectAttributes next) {
        try {
            vault.approve(request, caller.keyId());
        } catch (IntakeException e) {
            next.addFlashAttribute("fault", e.code());
        }
        return "redirect:/desk/reveals/" + request;
    }

    @PostMapping("/desk/reveals/{request}/addresses")
    String addresses(
            @PathVariable long request,
            @AuthenticationPrincipal Caller caller,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        try {
            List<Long> wanted = vault.asked(request).map(Vault.Asked::items).orElse(List.of());
            return shown(wanted, vault.revealApproved(request, caller.keyId()), response, model);
        } catch (IntakeException e) {
            next.addFlashAttribute("fault", e.code());
            return "redirect:/desk/reveals/" + request;
        }
    }
}
