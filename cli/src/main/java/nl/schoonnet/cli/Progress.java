// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells on the terminal what is being done. Safe for use by many threads. */
final class Progress {
    private final PrintWriter err;
    private final boolean interactive;
    private String step = "";
    private long told = System.nanoTime();

    Progress(PrintWriter err) {
        this.err = err;
        this.interactive =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /** The next part of the work begins. */
    synchronized void step(String name) {
        step = name;
        show(name + " ...");
    }

    /** So many lines of a file have been read. */
    synchronized void lines(String file, long lines) {
        if (interactive) {
            show(step + " " + file + ": " + String.format(java.util.Locale.ROOT, "%,d", lines) + " lines");
        }
    }

    /** So many bytes of a file have been sent. */
    synchronized void sent(String file, long bytes, long of) {
        if (interactive) {
            show(step + " " + file + ": " + (of == 0 ? 100 : bytes * 100 / of) + "%");
        }
    }

    /** How far the work is; once a minute where nobody looks at a terminal. */
    synchronized void state(String text) {
        long now = System.nanoTime();
        if (interactive || now - told >= TimeUnit.MINUTES.toNanos(1)) {
            told = now;
            show(text);
        }
    }

    /** Something to be read beside how far the work is. */
    synchronized void note(String sentence) {
        if (interactive) {
            err.print("\r\u001B[K");
        }
        err.println(sentence);
        err.flush();
    }

    /** The work is done. */
    synchronized void end() {
        if (interactive) {
            err.print("\r\u001B[K");
            err.flush();
        }
    }

    private void show(String text) {
        if (interactive) {
            err.print("\r\u001B[K" + text);
        } else {
            err.println(text);
        }
        err.flush();
    }
}
