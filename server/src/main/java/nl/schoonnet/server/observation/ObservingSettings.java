// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The vantage point of this process.
 *
 * @param vantage its name; empty: this process observes nothing
 * @param resolvers addresses of the name servers that it asks
 * @param contact where a host can complain, said in each request: a web page or mail address
 * @param ownAddresses the operator's own public addresses, which are never looked at
 * @param controls URLs of pages that are always there, which tell whether it sees
 * @param together looks under way at once, at most
 */
@ConfigurationProperties("schoonnet.observe")
record ObservingSettings(
        @DefaultValue("") String vantage,
        @DefaultValue List<String> resolvers,
        @DefaultValue("") String contact,
        @DefaultValue List<String> ownAddresses,
        @DefaultValue List<String> controls,
        @DefaultValue("2000") int together) {}
