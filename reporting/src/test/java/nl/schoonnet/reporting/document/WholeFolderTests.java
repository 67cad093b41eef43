// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderTests {
    @TempDir
    Path folder;

    private Path place = Path.of("");

    @BeforeEach
    void name() {
        place = folder.resolve("out");
    }

    @Test
    void what_stood_there_is_replaced_and_nothing_is_left_beside_it() throws IOException {
        WholeFolder.write(place, Map.of("a.txt", bytes("old"), "b/c.txt", bytes("old")), false);
        WholeFolder.write(place, Map.of("a.txt", bytes("new")), false);
        assertThat(entries()).containsExactly("out");
        assertThat(place.resolve("a.txt")).hasContent("new");
        assertThat(place.resolve("b")).doesNotExist();
    }

    @Test
    void what_dead_processes_left_goes_and_what_living_ones_write_stays() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Process living = new ProcessBuilder("sleep", "60").start();
        try {
            for (String left : List.of(
                    ".out.partial-" + dead.pid(),
                    ".out.old-" + dead.pid(),
                    ".out.old-" + ProcessHandle.current().pid(),
                    ".out.partial-" + living.pid(),
                    ".other.partial-" + dead.pid(),
                    ".out.partial-mine")) {
                Files.createDirectories(folder.resolve(left).resolve("tables"));
                Files.writeString(folder.resolve(left).resolve("tables/a.csv"), "a");
            }
            WholeFolder.write(place, Map.of("a.txt", bytes("new")), false);
            assertThat(entries())
                    .containsExactlyInAnyOrder(
                            "out", ".out.partial-" + living.pid(), ".other.partial-" + dead.pid(), ".out.partial-mine");
        } finally {
            living.destroy();
        }
    }

    @Test
    void a_fault_on_the_way_leaves_what_stood_there() throws IOException {
        WholeFolder.write(place, Map.of("a.txt", bytes("old")), false);
        String tooLong = "b".repeat(300);
        assertThatThrownBy(() -> WholeFolder.write(place, Map.of("a.txt", bytes("new"), tooLong, bytes("")), false))
                .isInstanceOf(IOException.class);
        assertThat(entries()).containsExactly("out");
        assertThat(place.resolve("a.txt")).hasContent("old");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(60)
    void a_process_that_is_interrupted_while_it_writes_leaves_nothing_and_stops_writing()
            throws IOException, InterruptedException {
        for (int round = 0; round < 5; round++) {
            // A shell may have told its children to ignore the signal.
            Process child = new ProcessBuilder(
                            "env",
                            "--default-signal=INT",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SlowWriter.class.getName(),
                            place.toString())
                    .redirectErrorStream(true)
                    .start();
            Path partial = folder.resolve(".out.partial-" + child.pid());
            while (child.isAlive() && !Files.exists(partial.resolve(Integer.toString(100 + round * 37)))) {
                Thread.onSpinWait();
            }
            new ProcessBuilder("kill", "-INT", Long.toString(child.pid()))
                    .start()
                    .waitFor();
            assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(child.exitValue()).isEqualTo(130);
            assertThat(entries()).isEmpty();
        }
    }

    /** Writes files without end. */
    static final class SlowWriter {
        private SlowWriter() {}

        public static void main(String[] arguments) throws IOException {
            Map<String, byte[]> endless = new AbstractMap<>() {
                @Override
                public Set<Entry<String, byte[]>> entrySet() {
                    return new java.util.AbstractSet<>() {
                        @Override
                        public java.util.Iterator<Entry<String, byte[]>> iterator() {
                            return IntStream.iterate(0, i -> i + 1)
                                    .mapToObj(i -> Map.entry(Integer.toString(i), new byte[1000]))
                                    .iterator();
                        }

                        @Override
                        public int size() {
                            return Integer.MAX_VALUE;
                        }
                    };
                }
            };
            WholeFolder.write(Path.of(arguments[0]), endless, true);
        }
    }

    private Set<String> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(e -> e.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
