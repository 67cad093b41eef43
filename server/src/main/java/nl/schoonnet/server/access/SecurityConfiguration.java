// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import nl.schoonnet.server.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** What may be reached by whom. What isn't named here is refused. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String CONTENT =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Of what programs may ask; the document at /api/v1/openapi.json says the same. */
    private static final String VERSION = "1.0.0";

    /** Each request is measured as one; a measure of each of the filters before it takes longer than what they do. */
    @Bean
    SecurityObservationSettings unmeasured() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http, AccessKeys keys) {
        http.securityMatcher("/api/**", "/actuator/**", "/v1/**", "/m/**", "/h/**", "/status/**")
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // What is for people with a session each question of a machine would pay for. So a request has no
                // Principal:
                // controllers take who calls from the security context.
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .servletApi(wrapped -> wrapped.disable())
                .headers(headers -> headers.addHeaderWriter(new StaticHeadersWriter("API-Version", VERSION)))
                .addFilterBefore(new BearerFilter(keys), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new SmallBodies(Runtime.getRuntime().maxMemory()), AuthorizationFilter.class)
                .exceptionHandling(faults -> faults.authenticationEntryPoint((request, response, refused) -> {
                            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                        })
                        .accessDeniedHandler((request, response, denied) -> {
                            request.setAttribute(Problems.ROLES, roles(denied));
                            response.sendError(HttpServletResponse.SC_FORBIDDEN);
                        }))
                .authorizeHttpRequests(rules -> rules
                        // The end of an answer that is streamed: it was let in when it began.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(
                                "/actuator/health",
                                "/actuator/health/liveness",
                                "/actuator/health/readiness",
                                "/api/v1/openapi.json",
                                "/status",
                                "/status/live")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .hasRole(Role.MONITOR.name())
                        .requestMatchers("/api/v1/notices/**", "/api/v1/imports/**", "/api/v1/items/*")
                        .hasRole(Role.ANALYST.name())
                        .requestMatchers("/api/v1/items/*/reveal", "/api/v1/reveals/**")
                        .hasRole(Role.REVEALER.name())
                        .requestMatchers("/api/v1/audit/**")
                        .hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name())
                        .requestMatchers("/api/v1/keys/*/rotation")
                        .authenticated()
                        .requestMatchers(
                                "/api/v1/keys/**",
                                "/api/v1/vault/**",
                                "/api/v1/observation/**",
                                "/api/v1/check-stops/**")
                        .hasRole(Role.ADMIN.name())
                        .requestMatchers("/api/v1/observations/imports")
                        .hasRole(Role.ADMIN.name())
                        .requestMatchers("/api/v1/runs/*/publication")
                        .hasRole(Role.ADMIN.name())
                        .requestMatchers("/api/v1/runs/**")
                        .hasAnyRole(Role.ANALYST.name(), Role.ADMIN.name())
                        .requestMatchers("/api/v1/hashes/organisations/**")
                        .hasAnyRole(Role.CURATOR.name(), Role.ADMIN.name())
                        .requestMatchers("/api/v1/hashes/statistics/**")
                        .hasAnyRole(Role.CURATOR.name(), Role.ANALYST.name(), Role.ADMIN.name())
                        .requestMatchers("/api/v1/hashes/**")
                        .hasRole(Role.CURATOR.name())
                        .requestMatchers("/api/v1/checks/**", "/v1/check/*", "/v1/test/check/*", "/m/**", "/h/**")
                        .hasRole(Role.CHECKER.name())
                        .requestMatchers("/api/v1/leases/**", "/api/v1/observations/**")
                        .hasRole(Role.OBSERVER.name())
                        .anyRequest()
                        .denyAll());
        return http.build();
    }

    /** Those of which one is needed, in words; null where none would do. */
    private static @Nullable String roles(AccessDeniedException denied) {
        return denied instanceof AuthorizationDeniedException by
                        && by.getAuthorizationResult() instanceof AuthorityAuthorizationDecision rule
                ? rule.getAuthorities().stream()
                        .map(authority -> String.valueOf(authority.getAuthority())
                                .replaceFirst("^ROLE_", "")
                                .toLowerCase(Locale.ROOT))
                        .sorted()
                        .collect(Collectors.joining(" or "))
                : null;
    }

    private static CookieCsrfTokenRepository formTokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict"));
        return tokens;
    }

    /** The first page that somebody may see. */
    private static String firstPage(Authentication who) {
        Set<Role> roles = who.getPrincipal() instanceof Caller caller ? caller.roles() : Set.of();
        if (roles.contains(Role.ANALYST) || roles.contains(Role.ADMIN)) {
            return "/desk";
        }
        if (roles.contains(Role.REVEALER)) {
            return "/desk/reveals";
        }
        if (roles.contains(Role.AUDITOR)) {
            return "/desk/audit";
        }
        return roles.contains(Role.CURATOR) ? "/desk/checks" : "/desk";
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, AccessKeys keys) {
        http.authenticationProvider(new LoginProvider(keys))
                .addFilterAfter(new StillOpens(keys), SecurityContextHolderFilter.class)
                // A session is made for who has a key: nobody is led back to a page, and a form's token is in a cookie.
                .requestCache(cache -> cache.disable())
                .servletApi(wrapped -> wrapped.disable())
                .csrf(csrf -> csrf.csrfTokenRepository(formTokens()))
                .authorizeHttpRequests(
                        rules -> rules.requestMatchers("/", "/login", "/assets/**", "/public/**", "/error")
                                .permitAll()
                                .requestMatchers("/desk/reports/*/publication", "/desk/reports/withdrawal")
                                .hasRole(Role.ADMIN.name())
                                .requestMatchers("/audit", "/desk/audit/**")
                                .hasAnyRole(Role.AUDITOR.name(), Role.ADMIN.name())
                                .requestMatchers("/desk/reveals/**")
                                .hasRole(Role.REVEALER.name())
                                .requestMatchers("/desk/checks/**")
                                .hasAnyRole(Role.CURATOR.name(), Role.ANALYST.name(), Role.ADMIN.name())
                                .requestMatchers("/desk/**")
                                .hasAnyRole(Role.ANALYST.name(), Role.ADMIN.name())
                                .anyRequest()
                                .denyAll())
                .formLogin(form -> form.loginPage("/login")
                        .usernameParameter("holder")
                        .passwordParameter("key")
                        .successHandler((request, response, who) -> response.sendRedirect(firstPage(who))))
                .logout(logout -> logout.logoutSuccessUrl("/"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .referrerPolicy(Customizer.withDefaults()));
        return http.build();
    }
}
