// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.share.Wilson;

/**
 * What all data sets of one design gave.
 *
 * @param design the design
 * @param outcomes one per data set, in the order of their seeds
 */
record Result(Design design, List<Outcome> outcomes) {
    private static final double Z95 = 1.959963984540054;

    Result {
        outcomes = List.copyOf(outcomes);
    }

    /** The number of data sets. */
    int replications() {
        return outcomes.size();
    }

    int intervals() {
        return outcomes.stream().mapToInt(Outcome::intervals).sum();
    }

    /** How many estimates came without an interval where one was claimed. */
    int without() {
        return outcomes.stream().mapToInt(Outcome::without).sum();
    }

    /** The share of intervals that held the truth; {@code NaN} without intervals. */
    double coverage() {
        int hits = outcomes.stream().mapToInt(Outcome::hits).sum();
        return intervals() == 0 ? Double.NaN : (double) hits / intervals();
    }

    /** Wilson's 95% interval of {@link #coverage}; empty without intervals. */
    Optional<Interval> coverageInterval() {
        return intervals() == 0 ? Optional.empty() : Optional.of(Wilson.interval(coverage(), intervals(), 0.95));
    }

    /** Mean width of the intervals; {@code NaN} without intervals. */
    double meanWidth() {
        double sum = 0;
        for (Outcome outcome : outcomes) {
            sum += outcome.width();
        }
        return intervals() == 0 ? Double.NaN : sum / intervals();
    }

    private double[] errors() {
        return outcomes.stream()
                .mapToDouble(Outcome::error)
                .filter(Double::isFinite)
                .toArray();
    }

    /** Mean of estimate minus truth; {@code NaN} where there is none. */
    double bias() {
        double[] errors = errors();
        double sum = 0;
        for (double error : errors) {
            sum += error;
        }
        return errors.length == 0 ? Double.NaN : sum / errors.length;
    }

    /** Half the width of the 95% interval of {@link #bias}, from the spread of the errors. */
    double biasMargin() {
        double[] errors = errors();
        double bias = bias();
        double squares = 0;
        for (double error : errors) {
            squares += (error - bias) * (error - bias);
        }
        return errors.length < 2 ? Double.NaN : Z95 * Math.sqrt(squares / (errors.length - 1.0) / errors.length);
    }

    private double collapsed() {
        return (double) outcomes.stream().filter(Outcome::collapsed).count() / replications();
    }

    Verdict verdict() {
        if (replications() == 0) {
            return Verdict.NOT_RUN;
        }
        if (design.criterion() == Criterion.PUBLISHED) {
            return Verdict.PUBLISHED;
        }
        if (replications() < design.deciding()) {
            return clearlyOutside() ? Verdict.MISSED : Verdict.OPEN;
        }
        boolean held = intervals() > 0
                && design.criterion().coverage().contains(coverage())
                && !biased()
                && (design.criterion().withheld() || without() <= 0.05 * (without() + intervals()));
        return held ? Verdict.ADMITTED : Verdict.MISSED;
    }

    private boolean clearlyOutside() {
        Interval allowed = design.criterion().coverage();
        return coverageInterval()
                .map(seen -> seen.high() < allowed.low() || seen.low() > allowed.high())
                .orElse(false);
    }

    private boolean biased() {
        return design.criterion().unbiased() && !(Math.abs(bias()) < Criterion.BIAS);
    }

    /** Why it missed, and what else a reader must know; empty if nothing. */
    String note() {
        if (replications() == 0) {
            return "";
        }
        List<String> notes = new ArrayList<>();
        Interval allowed = design.criterion().coverage();
        if (coverage() < allowed.low()) {
            notes.add("too narrow");
        }
        if (coverage() > allowed.high()) {
            notes.add("too wide");
        }
        if (biased()) {
            notes.add("biased");
        }
        if (without() > 0) {
            notes.add(String.format(
                    Locale.ROOT, "%.1f%% without interval", 100.0 * without() / (without() + intervals())));
        }
        if (collapsed() > 0) {
            notes.add(String.format(Locale.ROOT, "collapsed in %.1f%%", 100 * collapsed()));
        }
        return String.join("; ", notes);
    }
}
