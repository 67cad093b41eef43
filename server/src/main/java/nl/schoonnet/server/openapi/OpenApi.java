// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.openapi;

import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document, for anybody, and for pages of other sites too (NLGov REST API Design Rules, /core/publish-openapi). */
@RestController
class OpenApi {
    private final Map<String, Object> document;

    OpenApi() {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new ClassPathResource("openapi.yaml", OpenApi.class));
        document = Objects.requireNonNull(yaml.getObject(), "openapi.yaml holds a map");
    }

    @GetMapping("/api/v1/openapi.json")
    ResponseEntity<Map<String, Object>> describe() {
        return ResponseEntity.ok()
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
                .body(document);
    }
}
