// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.testbed.alive.LivingInternet;
import org.jspecify.annotations.Nullable;

/** A vantage point: a process with {@link ObserverMain}, and what its journal says. Not for several threads. */
final class Observer {
    private final String vantage;
    private final List<String> arguments;
    private final Path log;
    private final LookJournal.Reader journal;
    private final Map<Place, String> told = new HashMap<>();
    private final Set<Place> acknowledged = new HashSet<>();
    private Instant newest = Instant.MIN;
    private @Nullable Process process;

    /** Where a look stands among the facts of a vantage point. */
    record Place(long item, Instant at) {}

    /**
     * An observer that isn't started yet.
     *
     * @param folder where its key, journal and log are
     * @param controls URLs of control sites; may be empty
     */
    Observer(
            String vantage,
            Installation installation,
            String key,
            LivingInternet internet,
            List<String> controls,
            Path folder)
            throws IOException {
        Path keyFile = Files.writeString(folder.resolve(vantage + ".key"), key);
        Path file = folder.resolve(vantage + ".journal");
        this.vantage = vantage;
        this.log = folder.resolve(vantage + ".log");
        this.journal = new LookJournal.Reader(file);
        this.arguments = List.of(
                installation.url().toString(),
                vantage,
                keyFile.toString(),
                file.toString(),
                String.valueOf(internet.nameServerPort(vantage)),
                String.valueOf(internet.proxyPort(vantage)),
                internet.ports().stream().map(String::valueOf).collect(Collectors.joining(",")),
                String.join(",", controls));
    }

    String vantage() {
        return vantage;
    }

    void start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ObserverMain.class.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Whether its process lives. */
    boolean lives() {
        return process != null && process.isAlive();
    }

    /** Reads the journal on. */
    void read() throws IOException {
        for (LookJournal.Line line : journal.next()) {
            Place place = new Place(line.item(), line.at());
            if (line.receipt().isEmpty()) {
                told.put(place, line.token());
            } else if (line.receipt().get() != Receipt.STALE) {
                acknowledged.add(place);
                newest = line.at().isAfter(newest) ? line.at() : newest;
            }
        }
    }

    /** When the newest look that was acknowledged began, as far as was read. */
    Instant newest() {
        return newest;
    }

    /** All looks that it ever told, with the token of their lease. */
    Map<Place, String> told() {
        return told;
    }

    /** Those that were acknowledged. */
    Set<Place> acknowledged() {
        return acknowledged;
    }
}
