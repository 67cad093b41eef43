// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a process of its own: signals, exit statuses, threads. */
class ProcessTests {
    @TempDir
    static Path folder;

    private static Year year =
            new Year(Path.of(""), new nl.schoonnet.testbed.SyntheticYear.Written(Path.of(""), 0, 0, 0));

    @BeforeAll
    static void generate() {
        year = Year.small(51, folder.resolve("year"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reading", "Computing", "Writing"})
    @EnabledOnOs(OS.LINUX)
    @Timeout(60)
    void an_interruption_leaves_what_stood_there_and_nothing_beside_it(String step)
            throws IOException, InterruptedException {
        Path out = folder.resolve(step).resolve("out");
        Process process = start(List.of(), year.bare("--bootstrap", 2_000, "--out", out));
        try (BufferedReader said = process.errorReader()) {
            String line = said.readLine();
            while (line != null && !line.startsWith(step)) {
                line = said.readLine();
            }
            assertThat(line).startsWith(step);
            interrupt(process);
            assertThat(said.lines()).noneMatch(more -> more.startsWith("schoonnet:"));
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        if (Files.exists(out.getParent())) {
            try (Stream<Path> left = Files.list(out.getParent())) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    @Timeout(60)
    void no_thread_works_that_was_not_asked_for() throws IOException, InterruptedException {
        Process process = start(
                List.of(
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=3",
                        "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=" + Telltale.class.getName()),
                year.words("--threads", 2, "--around", "all", "--out", folder.resolve("bounded")));
        List<String> said;
        try (BufferedReader reader = process.errorReader()) {
            said = reader.lines().toList();
        }
        assertThat(process.waitFor()).isEqualTo(ExitStatus.DONE);
        assertThat(said).doesNotContain(Telltale.WORD).anyMatch(line -> line.startsWith("Writing"));
    }

    private static Process start(List<String> java, List<Object> words) throws IOException {
        // A shell may have told its children to ignore the signal.
        List<String> command = new ArrayList<>();
        if (OS.LINUX.isCurrentOs()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), Schoonnet.class.getName()));
        words.forEach(word -> command.add(word.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** Tells that the pool that all share began a thread. */
    public static final class Telltale implements ForkJoinWorkerThreadFactory {
        static final String WORD = "the common pool works";

        @Override
        public @Nullable ForkJoinWorkerThread newThread(ForkJoinPool pool) {
            System.err.println(WORD);
            return null;
        }
    }
}
