// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How large a provider is, for rates by exposure.
 *
 * @param addresses addresses announced; null if not known
 * @param domains domains hosted; null if not known
 * @param asOf when this was so; null if not known
 */
public record Sizes(
        @Nullable Long addresses,
        @Nullable Long domains,
        @Nullable Instant asOf) {}
