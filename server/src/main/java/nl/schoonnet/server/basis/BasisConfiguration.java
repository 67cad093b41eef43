// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.basis;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the file once, at the start: what may be done doesn't change under way. */
@Configuration(proxyBeanMethods = false)
class BasisConfiguration {
    @Bean
    LegalBasis legalBasis(@Value("${schoonnet.data}") Path data) {
        return LegalBasis.in(data);
    }
}
