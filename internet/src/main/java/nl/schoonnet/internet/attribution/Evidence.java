// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a finding comes from.
 *
 * @param source the file or list, or {@code provider registry}
 * @param trueAt when the source was true; null where it holds at the moment itself
 */
public record Evidence(String source, @Nullable Instant trueAt, Confidence confidence) {}
