// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The product's version as the build wrote it into the jar. */
final class ProductVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"schoonnet " + text()};
    }

    static String text() {
        return Objects.requireNonNullElse(
                ProductVersion.class.getPackage().getImplementationVersion(), "(from classes)");
    }
}
