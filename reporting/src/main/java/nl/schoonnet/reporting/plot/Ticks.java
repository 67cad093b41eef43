// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.text.Texts;

/** Round values along an axis, and how they are written. */
final class Ticks {
    private static final double[] HOUR_STEPS = {
        0.25, 0.5, 1, 2, 3, 4, 6, 12, 24, 48, 72, 120, 168, 240, 336, 720, 1440, 2160, 4320, 8760
    };

    record Tick(double at, String label) {}

    private Ticks() {}

    /** At most so many ticks in [from, to], as many as round steps allow. */
    static List<Tick> of(Axis axis, double from, double to, int most, Texts texts) {
        return switch (axis.scale()) {
            case LOG -> logarithmic(from, to, most, texts);
            case HOURS -> stepped(from, to, hourStep(to - from, most), axis, texts);
            case LINEAR, SHARE -> stepped(from, to, roundStep((to - from) / Math.max(1, most - 1)), axis, texts);
        };
    }

    /** The next round value at or above a maximum: where an axis that starts at 0 ends. */
    static double ceiling(double maximum, int most) {
        if (!(maximum > 0)) {
            return 1;
        }
        double step = roundStep(maximum / Math.max(1, most - 1));
        return Math.ceil(maximum / step - 1e-9) * step;
    }

    static String label(Axis axis, double value, double step, Texts texts) {
        if (axis.scale() == Axis.Scale.SHARE) {
            return texts.trimmed(value * 100, decimals(step * 100)) + "%";
        }
        return texts.trimmed(value, decimals(step));
    }

    private static List<Tick> stepped(double from, double to, double step, Axis axis, Texts texts) {
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) {
            ticks.add(new Tick(i * step, label(axis, i * step, step, texts)));
        }
        return ticks;
    }

    private static List<Tick> logarithmic(double from, double to, int most, Texts texts) {
        for (int[] digits : new int[][] {{1, 2, 5}, {1, 3}, {1}}) {
            List<Tick> ticks = decades(from, to, 1, digits, texts);
            if (ticks.size() <= most && ticks.size() >= 2) {
                return ticks;
            }
        }
        return decades(from, to, 2, new int[] {1}, texts);
    }

    private static List<Tick> decades(double from, double to, int every, int[] digits, Texts texts) {
        List<Tick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(from)); Math.pow(10, power) <= to; power += every) {
            for (int digit : digits) {
                double value = digit * Math.pow(10, power);
                if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) {
                    ticks.add(new Tick(value, texts.trimmed(value, Math.max(0, -power))));
                }
            }
        }
        return ticks;
    }

    private static double hourStep(double length, int most) {
        for (double step : HOUR_STEPS) {
            if (length / step + 1 <= most) {
                return step;
            }
        }
        return roundStep(length / Math.max(1, most - 1));
    }

    /** The smallest of 1, 2, 5 times a power of ten that isn't below the given step. */
    static double roundStep(double least) {
        if (!(least > 0) || !Double.isFinite(least)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int digit : new int[] {1, 2, 5}) {
            if (digit * power >= least * (1 - 1e-9)) {
                return digit * power;
            }
        }
        return 10 * power;
    }

    private static int decimals(double step) {
        for (int decimals = 0; decimals < 6; decimals++) {
            double scaled = step * Math.pow(10, decimals);
            if (Math.abs(scaled - Math.rint(scaled)) < 1e-6) {
                return decimals;
            }
        }
        return 6;
    }
}
