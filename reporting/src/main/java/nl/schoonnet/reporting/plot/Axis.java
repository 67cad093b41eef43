// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import nl.schoonnet.reporting.text.CleanText;

/**
 * What runs along an axis, and how its values are written.
 *
 * @param label what is measured, such as "time since the notice"
 * @param unit the unit as printed behind the label, such as "hours"; empty where the scale shows it (per cent)
 * @param scale how values are written and spaced
 */
public record Axis(String label, String unit, Scale scale) {

    /** How values are written and spaced. */
    public enum Scale {
        /** Shares from 0 to 1, written as per cent. */
        SHARE,
        /** Whole numbers or measures, evenly spaced. */
        LINEAR,
        /** Positive numbers, spaced by their logarithm. */
        LOG,
        /** Hours since the clock origin, evenly spaced, with marks at whole days where that fits. */
        HOURS
    }

    public Axis {
        label = CleanText.line(label);
        unit = CleanText.line(unit);
    }

    public static Axis share(String label) {
        return new Axis(label, "", Scale.SHARE);
    }

    public static Axis hours(String label, String unit) {
        return new Axis(label, unit, Scale.HOURS);
    }

    public static Axis linear(String label, String unit) {
        return new Axis(label, unit, Scale.LINEAR);
    }

    public static Axis log(String label, String unit) {
        return new Axis(label, unit, Scale.LOG);
    }

    /** The label with its unit in brackets. */
    String full() {
        return unit.isEmpty() ? label : label + " (" + unit + ")";
    }
}
