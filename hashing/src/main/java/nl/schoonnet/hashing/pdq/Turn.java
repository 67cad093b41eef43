// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

/** The eight ways to lay a picture on a table: turned by quarters, and the same from behind. */
public enum Turn {
    /** As it is. */
    NONE(false, false, false),
    /** A quarter against the clock; Meta's "rotate 90". */
    QUARTER_LEFT(true, true, false),
    /** Half a turn; "rotate 180". */
    HALF(false, true, true),
    /** A quarter with the clock; "rotate 270". */
    QUARTER_RIGHT(true, false, true),
    /** What was at the top is at the bottom; "flip x". */
    TOP_TO_BOTTOM(false, true, false),
    /** What was left is right; "flip y". */
    LEFT_TO_RIGHT(false, false, true),
    /** Rows become columns, the first row the first column; "flip plus 1". */
    TRANSPOSED(true, false, false),
    /** Rows become columns, the first row the last column from the bottom; "flip minus 1". */
    TRANSPOSED_BACKWARDS(true, true, true);

    private final boolean transposes;
    private final boolean upsideDown;
    private final boolean mirrored;

    Turn(boolean transposes, boolean upsideDown, boolean mirrored) {
        this.transposes = transposes;
        this.upsideDown = upsideDown;
        this.mirrored = mirrored;
    }

    /** Whether rows become columns, before anything else. */
    boolean transposes() {
        return transposes;
    }

    /** Whether the rows then run from the last to the first. */
    boolean upsideDown() {
        return upsideDown;
    }

    /** Whether the columns then run from the last to the first. */
    boolean mirrored() {
        return mirrored;
    }
}
