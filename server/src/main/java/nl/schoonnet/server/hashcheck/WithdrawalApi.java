// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.server.access.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes entries off a source's list, for a reason, and what of that waits for a second person. No hash comes out. */
@RestController
class WithdrawalApi {
    private final HashOrders orders;

    WithdrawalApi(HashOrders orders) {
        this.orders = orders;
    }

    /**
     * A list in text. What its source doesn't list is counted as known, and changes nothing.
     *
     * @param kind of hashes that stand alone on a line
     */
    @PostMapping("/api/v1/hashes/sources/{name}/withdrawals")
    ResponseEntity<HashIntake.Taken> withdraw(
            @PathVariable String name,
            @RequestParam Optional<String> kind,
            HttpServletRequest request,
            InputStream body,
            @AuthenticationPrincipal Caller caller) {
        HashIntake.Taken taken =
                orders.withdraw(name, kind.map(HashListApi::kind), body, caller.keyId(), Reason.sent(request));
        return ResponseEntity.status(taken.order().isPresent() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(taken);
    }

    @GetMapping("/api/v1/hashes/orders")
    Map<String, List<HashOrders.Order>> waiting() {
        return Map.of("orders", orders.waiting());
    }

    /** By a second person. */
    @PostMapping("/api/v1/hashes/orders/{number}/confirm")
    HashOrders.Order confirm(@PathVariable long number, @AuthenticationPrincipal Caller caller) {
        return orders.confirm(number, caller.keyId());
    }

    @PostMapping("/api/v1/hashes/orders/{number}/drop")
    HashOrders.Order drop(@PathVariable long number, @RequestBody Why why, @AuthenticationPrincipal Caller caller) {
        return orders.drop(number, caller.keyId(), why.reason());
    }
}
