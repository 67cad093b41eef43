// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Signs the newest entry every hour; does nothing where nothing was added. */
@Component
class HeadSigning {
    private final AuditLog log;

    HeadSigning(AuditLog log) {
        this.log = log;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void sign() {
        log.sign();
    }
}
