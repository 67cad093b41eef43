// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.util.Objects;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.match.PdqMatcher;
import picocli.CommandLine.IVersionProvider;

/** The product's version as the build wrote it into the jar. */
final class ProductVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "schoonnet " + text(),
            "JPEG decoder: " + new PictureReader(Limits.standard(), System::nanoTime).jpegDecoder(),
            "PDQ lists scanned: " + PdqMatcher.scanning()
        };
    }

    static String text() {
        return Objects.requireNonNullElse(
                ProductVersion.class.getPackage().getImplementationVersion(), "(from classes)");
    }
}
