// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the tables come from; with none of them it is said what can't be known.
 *
 * @param tables network tables: paths of files or addresses, https only (http from loopback)
 * @param providers the registry of providers, likewise; empty: none
 * @param suffixes public suffix lists, likewise; the bundled one is there always
 * @param rdap base address of an RDAP service, https; empty: nobody is asked
 */
@ConfigurationProperties("schoonnet.attribution")
record AttributionSettings(
        @DefaultValue List<String> tables,
        @DefaultValue("") String providers,
        @DefaultValue List<String> suffixes,
        @DefaultValue("") String rdap) {
    /** Nothing set. */
    static AttributionSettings none() {
        return new AttributionSettings(List.of(), "", List.of(), "");
    }
}
