// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A small file system of its own, which is filled to the brim and gets room again. */
record FullDisk(Path folder) {
    private static final String SIZE = "640m";
    private static final Duration FULL = Duration.ofSeconds(45);

    /** What is done with it. */
    interface Use {
        boolean with(FullDisk disk) throws Exception;
    }

    /** Mounts it, which takes root or {@code unshare --user --map-root-user --mount}. */
    static boolean on(Path folder, Use use) throws Exception {
        Path mounted = Files.createDirectories(folder.resolve("data"));
        if (run("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=700", "tmpfs", mounted.toString()) != 0) {
            System.out.println(
                    "Disk full: NOT RUN, this user may not mount; try: unshare --user --map-root-user --mount benchmarks/soak.sh --only disk");
            return false;
        }
        try {
            return use.with(new FullDisk(mounted));
        } finally {
            run("umount", "--lazy", mounted.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .inheritIO()
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    /** Fills it under load, and makes room again. */
    void fill(Trial trial) throws Exception {
        Soak.Said said = new Soak.Said();
        Stage stage = trial.stage("disk full for " + FULL.toSeconds() + " s", 1, () -> {
            Path ballast = folder.resolve("ballast");
            fill(ballast);
            said.during(trial.installation(), FULL);
            Files.delete(ballast);
            return Instant.now();
        });
        said.tell(stage);
    }

    private static void fill(Path ballast) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full, which was the aim.
            if (!Files.exists(ballast)) {
                throw e;
            }
        }
    }
}
