// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Benchmarks, run with JMH; what they gave stands in {@code docs/performance.md}.
 *
 * <p>{@code ./mvnw -q -pl benchmarks -am package -DskipTests}, then {@code java -cp ... org.openjdk.jmh.Main Prefix} with
 * the class path of {@code dependency:build-classpath}. No test and no part of the product.
 */
@NullMarked
package nl.schoonnet.benchmarks;

import org.jspecify.annotations.NullMarked;
