// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs the command line in this process and keeps what it said. */
record Terminal(int status, String out, String err) {
    static Terminal run(Object... words) {
        return run(Schoonnet.commandLine(), words);
    }

    static Terminal run(CommandLine commandLine, Object... words) {
        List<String> arguments = new ArrayList<>();
        for (Object word : words) {
            if (word instanceof List<?> several) {
                several.forEach(w -> arguments.add(w.toString()));
            } else {
                arguments.add(word.toString());
            }
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Terminal(status, out.toString(), err.toString());
    }

    /** Ended with this status, without a stack trace. */
    Terminal ended(int expected) {
        assertThat(status).as("exit status; it said: %s%s", out, err).isEqualTo(expected);
        assertThat(out + err).doesNotContain("\tat ").doesNotContain("Exception");
        return this;
    }

    /** The one sentence that says why it ended so; steps of the work don't count. */
    String sentence() {
        List<String> lines =
                err.lines().filter(line -> line.startsWith("schoonnet: ")).toList();
        assertThat(lines).as(err).hasSize(1);
        String sentence = lines.getFirst().substring("schoonnet: ".length());
        assertThat(sentence).matches("[A-Z/.\\-\\w].*[.]|.*--help").hasSizeLessThan(400);
        return sentence;
    }
}
