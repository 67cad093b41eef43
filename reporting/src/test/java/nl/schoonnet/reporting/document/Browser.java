// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A Chromium of this machine, if there is one with its driver: by the system properties {@code schoonnet.chromium} and
 * {@code schoonnet.chromedriver}, else on the path. Nothing is downloaded.
 */
public final class Browser {
    /** Held here, since a logger that nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger("org.openqa.selenium");

    private Browser() {}

    public static Optional<Path> chromium() {
        return found("schoonnet.chromium", List.of("chromium", "chromium-browser", "google-chrome"));
    }

    public static Optional<Path> driver() {
        return found("schoonnet.chromedriver", List.of("chromedriver"));
    }

    private static Optional<Path> found(String property, List<String> names) {
        String given = System.getProperty(property);
        if (given != null) {
            return Optional.of(Path.of(given)).filter(Files::isExecutable);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return names.stream()
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static ChromeDriver start(Path profile) {
        LOGGER.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-device-scale-factor=1",
                "--user-data-dir=" + profile.toAbsolutePath());
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver().orElseThrow().toFile())
                .build();
        return new ChromeDriver(service, options);
    }
}
