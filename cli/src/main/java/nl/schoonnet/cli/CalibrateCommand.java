// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** x. */
@Command(name = "calibrate")
final class CalibrateCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitStatus.USAGE;
    }
}
