// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

/**
 * A moving average over a line of samples, as PDQ takes it: an output is the sum of the samples in a window around it divided by
 * how many of these the line has. Sums run in {@code float}; each step adds the sample that enters the window and then
 * subtracts the one that leaves it, and the bits of a hash hang on that order.
 *
 * <p>Step {@code t} from 0 to {@link #steps} takes sample {@code t} in (none beyond the line), lets sample {@code t - window} go
 * (none before the line), and then the sum is that of output {@code t - lag}. To add or subtract zero changes no float, so a
 * line with zeros on both sides takes the same steps everywhere.
 *
 * @param length samples of the line
 * @param window samples of a full window, 1 to {@code length}
 */
record Box(int length, int window) {
    /** The window that halves, in two rounds, a line to 64: a 128th of it, rounded up. */
    static Box over(int length) {
        return new Box(length, (length + 127) / 128);
    }

    /** How many steps an output comes after its own sample. */
    int lag() {
        return window / 2;
    }

    /** The number of steps until the last output is out. */
    int steps() {
        return length + lag();
    }

    /** How many samples are in the window after step {@code t}. */
    int count(int t) {
        return Math.min(t, length - 1) - Math.max(t - window, -1);
    }

    /** {@link #count} of all steps. */
    float[] counts() {
        float[] counts = new float[steps()];
        for (int t = 0; t < counts.length; t++) {
            counts[t] = count(t);
        }
        return counts;
    }

    /** For each of 64 points that stand for the line, the step after which its output is out. */
    int[] points() {
        int[] points = new int[Downscaled.SIDE];
        for (int i = 0; i < points.length; i++) {
            points[i] = (int) ((i + 0.5) * length / Downscaled.SIDE) + lag();
        }
        return points;
    }
}
