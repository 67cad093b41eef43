// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The log for machines. Reading it so leaves a line in it: a program reads as much as it likes. */
@RestController
class AuditApi {
    private static final int MOST = 1_000;

    private final AuditEntries entries;
    private final AuditLog log;

    AuditApi(AuditEntries entries, AuditLog log) {
        this.entries = entries;
        this.log = log;
    }

    /** The newest first; those before are asked for with the last one's number. */
    @GetMapping("/api/v1/audit")
    @Transactional
    public List<AuditEntries.Entry> read(
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable Long item,
            @RequestParam(defaultValue = "100") int limit,
            @CurrentSecurityContext(expression = "authentication.name") String caller) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit is 1 to 1,000.");
        }
        List<AuditEntries.Entry> found = entries.newest(new AuditEntries.Filter(kind, actor, item), before, limit);
        log.append(caller, "audit.read", found.size() + (found.size() == 1 ? " entry" : " entries"), "");
        return found;
    }
}
