// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page as a real browser shows it. Needs Chromium and its driver on this machine, and says so where they aren't. */
class BrowserTests {
    /** Every pair of plot texts in one drawing that overlap as drawn, and every one that leaves its drawing. */
    private static final String COLLISIONS = """
            const found = [];
            for (const svg of document.querySelectorAll('svg')) {
              const frame = svg.getBoundingClientRect();
              if (frame.width === 0) continue;
              const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
              for (let i = 0; i < texts.length; i++) {
                const [a, p] = texts[i];
                if (p.left < frame.left - 1 || p.right > frame.right + 1) found.push('clipped: ' + a);
                for (let j = 0; j < i; j++) {
                  const [b, q] = texts[j];
                  // The boxes of a browser are a line high, so two lines of one text touch: compare their middles.
                  const high = Math.min(p.height, q.height) * 0.6;
                  if (p.left < q.right - 1 && q.left < p.right - 1
                      && Math.abs((p.top + p.bottom) / 2 - (q.top + q.bottom) / 2) < high) {
                    found.push(a + ' | ' + b);
                  }
                }
              }
            }
            return found;
            """;

    @TempDir
    static @Nullable Path folder;

    private static @Nullable ChromeDriver browser;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                Browser.chromium().isPresent() && Browser.driver().isPresent(),
                "no Chromium with chromedriver on this machine: the page is not looked at in a browser");
        Path place = Objects.requireNonNull(folder);
        for (String language : List.of("nl", "en")) {
            Files.writeString(
                    place.resolve(language + ".html"), HtmlRenderer.render(DemoDocument.in(Locale.of(language))));
        }
        Files.writeString(place.resolve("hostile.html"), HtmlRenderer.render(HostileDocument.document()));
        browser = Browser.start(place.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static ChromeDriver open(String name, int width) {
        ChromeDriver driver = Objects.requireNonNull(browser);
        // A window has a least width; the emulated screen hasn't.
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        driver.get(Objects.requireNonNull(folder).resolve(name).toUri().toString());
        return driver;
    }

    @Test
    void axe_finds_no_violation_at_any_width() throws IOException {
        String axe;
        try (InputStream script = BrowserTests.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String name : List.of("nl.html", "en.html", "hostile.html")) {
            for (int width : new int[] {1280, 360}) {
                ChromeDriver driver = open(name, width);
                driver.executeScript("document.querySelectorAll('details').forEach(d => d.open = true);");
                driver.executeScript(axe);
                Object violations = driver.executeAsyncScript("""
                        const done = arguments[arguments.length - 1];
                        axe.run(document, { resultTypes: ['violations'] }).then(
                          r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' ~ '))),
                          e => done(['error: ' + e]));
                        """);
                assertThat((List<?>) violations).as(name + " at " + width).isEmpty();
            }
        }
    }

    @Test
    void the_page_never_scrolls_sideways_down_to_360_pixels() {
        for (String name : List.of("nl.html", "en.html", "hostile.html")) {
            for (int width : new int[] {1280, 768, 740, 390, 360}) {
                ChromeDriver driver = open(name, width);
                driver.executeScript("document.querySelectorAll('details').forEach(d => d.open = true);");
                Object needed = driver.executeScript("return document.documentElement.scrollWidth;");
                assertThat(((Number) Objects.requireNonNull(needed)).intValue())
                        .as(name + " at " + width)
                        .isLessThanOrEqualTo(width);
            }
        }
    }

    @Test
    void no_text_in_a_plot_overlaps_another_as_drawn() {
        for (String name : List.of("nl.html", "en.html")) {
            for (int width : new int[] {1280, 360}) {
                assertThat((List<?>) open(name, width).executeScript(COLLISIONS))
                        .as(name + " at " + width)
                        .isEmpty();
            }
        }
    }

    @Test
    void the_embedded_face_is_used_and_the_policy_stops_nothing_of_ours_but_every_script() {
        ChromeDriver driver = open("hostile.html", 1280);
        assertThat(driver.executeScript("return [...document.fonts].filter(f => f.status === 'loaded').length;"))
                .isEqualTo(2L);
        assertThat(driver.executeScript("return getComputedStyle(document.querySelector('.marking')).backgroundColor;"))
                .isEqualTo("rgb(11, 53, 88)");
        assertThat(driver.executeScript("return performance.getEntriesByType('resource')"
                        + ".filter(r => !r.name.startsWith('data:')).length;"))
                .isEqualTo(0L);
        assertThat(driver.executeScript("""
                const script = document.createElement('script');
                script.textContent = 'window.ran = true';
                document.body.append(script);
                return window.ran === true;
                """)).isEqualTo(false);
    }
}
