// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.list.ListOptions;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.audit.AuditLog;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes entries off a source's list, for a reason: an import of a list that tells what is no longer listed. */
@RestController
class WithdrawalApi {
    private final HashIntake intake;
    private final HashSources sources;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    WithdrawalApi(HashIntake intake, HashSources sources, AuditLog audit, TransactionTemplate transaction) {
        this.intake = intake;
        this.sources = sources;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * A list in text. What its source doesn't list is counted as known, and changes nothing.
     *
     * @param kind of hashes that stand alone on a line
     */
    @PostMapping("/api/v1/hashes/sources/{name}/withdrawals")
    HashIntake.Taken withdraw(
            @PathVariable String name,
            @RequestParam Optional<String> kind,
            HttpServletRequest request,
            InputStream body,
            @AuthenticationPrincipal Caller caller) {
        String reason = Reason.required(Reason.sent(request));
        HashSource source = sources.named(name)
                .orElseThrow(() -> new HashcheckException("no_source", "There is no source of that name: open one."));
        Optional<HashKind> alone = kind.map(WithdrawalApi::kind);
        // Before anything is withdrawn, so that nothing is without a reason.
        transaction.executeWithoutResult(
                status -> audit.append(caller.keyId(), "hashes.withdraw", "source " + source.name(), reason));
        return intake.take(
                source.name(), Optional.of(ListFormat.TEXT), ListOptions.withdrawal(alone), body, caller.keyId());
    }

    private static HashKind kind(String word) {
        return Arrays.stream(HashKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() ->
                        new HashcheckException("unknown_kind", "The kind is one of md5, sha1, sha256, pdq, photodna."));
    }
}
