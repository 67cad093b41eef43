// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.PlotSpec;

/**
 * A plot with the table that says the same; becomes {@code plots/<id>.svg} too.
 *
 * @param caption id, title, description, n and source
 * @param spec what is drawn
 * @param twin the same figures as a table, for whom can't see the plot
 */
public record Plot(Caption caption, PlotSpec spec, Table twin) implements Block {
    public Plot {
        Identifier.checked(caption.id());
    }

    /** Anchor and file name. */
    public String id() {
        return caption.id();
    }
}
