// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import nl.schoonnet.reporting.document.Browser;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.measurement.SightingImport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.chrome.ChromeDriver;

/** The pages as a real browser shows them. Needs Chromium and its driver, and says so where they aren't. */
class DeskPagesTests {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @SuppressWarnings("NullAway.Init")
    private static ChromeDriver browser;

    @BeforeAll
    static void start() {
        assumeTrue(
                Browser.chromium().isPresent() && Browser.driver().isPresent(),
                "no Chromium with chromedriver on this machine: the pages are not looked at in a browser");
        server = RunningServer.in(folder.resolve("data"));
        String csv =
                "notice_id,url,delivered_at\n1,https://site.example/secret-path,2025-03-01T10:00:00Z\n2,nonsense,\n";
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
        browser = Browser.start(folder.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void the_pages_about_addresses_are_accessible_and_line_up_text_left_and_numbers_right() throws IOException {
        String key = server.part(AccessKeys.class)
                .issue("eyes", Set.of(Role.REVEALER, Role.ANALYST, Role.AUDITOR), null, "test");
        logIn(key);
        List<String> found = new ArrayList<>(axe("/desk/items/1"));
        browser.findElement(By.id("reason")).sendKeys("to look at this page");
        send("main button");
        assertThat(browser.findElement(By.tagName("main")).getText()).contains("https://site.example/secret-path");
        found.addAll(axe());
        found.addAll(axe("/desk/reveals"));
        browser.findElement(By.id("items")).sendKeys("1, 2");
        browser.findElement(By.id("reason")).sendKeys("to look at this page");
        send("main button");
        assertThat(browser.findElement(By.cssSelector("[role=status]")).getText())
                .contains("second pair of eyes");
        found.addAll(axe());
        found.addAll(axe("/desk/reveals"));
        found.addAll(axe("/desk/audit"));
        assertThat(found).isEmpty();
        assertThat(browser.getPageSource()).doesNotContain("secret-path");
        assertThat(browser.findElement(By.cssSelector("td")).getCssValue("text-align"))
                .isEqualTo("left");
        assertThat(browser.findElement(By.cssSelector("th.n")).getCssValue("text-align"))
                .isEqualTo("right");
    }

    private static void logIn() {
        logIn(KEY.get());
    }

    private static void logIn(String key) {
        browser.manage().deleteAllCookies();
        browser.get(server.url("/login"));
        browser.findElement(By.id("key")).sendKeys(key);
        send("main button");
    }

    /**
     * Presses a form's button and waits for the page that answers: a click alone returns before it is there. The page
     * that asks carries a mark that its successor lacks; an element of the old page can't be asked, since the driver
     * sometimes answers that with a fault of its own while the pages change.
     */
    private static void send(String button) {
        browser.executeScript("window.asked = true;");
        browser.findElement(By.cssSelector(button)).click();
        await("an answer to the form", DeskPagesTests::answered);
    }

    private static boolean answered() {
        try {
            return Boolean.TRUE.equals(
                    browser.executeScript("return !window.asked && document.readyState === 'complete';"));
        } catch (JavascriptException e) {
            return false; // the page went away while it was asked
        }
    }

    /** The first key is shown once, so it is kept for all tests. */
    private static final java.util.function.Supplier<String> KEY = new java.util.function.Supplier<>() {
        private String key = "";

        @Override
        public String get() {
            server.server().firstKey().ifPresent(first -> key = first);
            return key;
        }
    };

    private static List<String> axe(String path) throws IOException {
        browser.get(server.url(path));
        return axe();
    }

    /** The page that the browser shows, at two widths. */
    private static List<String> axe() throws IOException {
        String path = Objects.requireNonNullElse(browser.getCurrentUrl(), "");
        String axe;
        try (InputStream script = DeskPagesTests.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> found = new ArrayList<>();
        for (int width : new int[] {1280, 360}) {
            browser.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
            browser.executeScript(axe);
            Object violations = browser.executeAsyncScript("""
                    const done = arguments[arguments.length - 1];
                    axe.run(document, { resultTypes: ['violations'] }).then(
                      r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120)).join(' ~ '))),
                      e => done(['error: ' + e]));
                    """);
            ((List<?>) Objects.requireNonNull(violations)).forEach(v -> found.add(path + " at " + width + ": " + v));
            Object needed = browser.executeScript("return document.documentElement.scrollWidth;");
            if (((Number) Objects.requireNonNull(needed)).intValue() > width) {
                found.add(path + " scrolls sideways at " + width);
            }
        }
        return found;
    }

    @Test
    void every_page_is_accessible_and_holds_no_address() throws IOException {
        List<String> found = new ArrayList<>(axe("/"));
        found.addAll(axe("/login"));
        logIn();
        assertThat(browser.getTitle()).contains("Schoonnet");
        assertThat(browser.getCurrentUrl()).endsWith("/desk");
        for (String path : List.of(
                "/desk",
                "/desk/reports",
                "/desk/audit",
                "/desk/audit/check",
                "/desk/checks",
                "/desk/checks/report.html",
                "/desk/items",
                "/desk/items/1")) {
            found.addAll(axe(path));
            assertThat(browser.getPageSource()).doesNotContain("site.example").doesNotContain("secret-path");
        }
        assertThat(found).isEmpty();
        browser.get(server.url("/desk"));
        assertThat(browser.findElement(By.tagName("main")).getText())
                .contains("hotline")
                .contains("legal-basis.yaml")
                .contains("first administrator");
        browser.get(server.url("/desk/audit/check"));
        assertThat(browser.findElement(By.cssSelector("[role=status]")).getText())
                .containsPattern("\\d");
        found = axe("/desk/nowhere");
        assertThat(found).isEmpty();
        assertThat(browser.findElement(By.tagName("main")).getText()).contains("no such page");
    }

    @Test
    void a_report_is_made_opened_and_published_and_then_stands_at_the_front() throws Exception {
        String sightings = "item,url,observed_at,vantage,verdict,reason,address\n"
                + ",https://site.example/secret-path,2025-03-01T12:00:00Z,a,AVAILABLE,SAME,\n"
                + ",https://site.example/secret-path,2025-03-01T13:00:00Z,a,ABSENT,GONE_404,\n"
                + ",https://site.example/secret-path,2025-03-01T13:30:00Z,a,ABSENT,GONE_404,\n";
        server.part(SightingImport.class)
                .take("log", "x", new ByteArrayInputStream(sightings.getBytes(StandardCharsets.UTF_8)), "k");
        logIn();
        browser.get(server.url("/desk/reports"));
        browser.findElement(By.cssSelector("#edition option[value=public]")).click();
        browser.findElement(By.cssSelector("#language option[value=en]")).click();
        send("main form.row button");
        await("the report", () -> {
            browser.get(server.url("/desk/reports"));
            return !browser.findElements(By.cssSelector("main td a")).isEmpty();
        });
        String report = browser.findElement(By.cssSelector("main td a")).getDomAttribute("href");
        browser.get(server.url(Objects.requireNonNull(report)));
        assertThat(browser.getPageSource()).contains("<svg").doesNotContain("secret-path");
        browser.get(server.url("/desk/reports"));
        send("main td button");
        browser.manage().deleteAllCookies();
        assertThat(axe("/public/report.html")).isEmpty();
        browser.get(server.url("/"));
        assertThat(browser.getCurrentUrl()).endsWith("/public/report.html");
        assertThat(browser.getPageSource()).contains("<svg").doesNotContain("site.example");
        Object styled = browser.executeScript("return getComputedStyle(document.querySelector('h1')).fontWeight;");
        assertThat(String.valueOf(styled)).isNotEqualTo("400");
        browser.get(server.url("/public/..%2f..%2fkeys%2fvault.keys"));
        assertThat(browser.getPageSource()).doesNotContain("keyData");
    }

    private static void await(String what, BooleanSupplier done) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("%s comes within %s", what, PATIENCE).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void who_may_not_see_a_page_is_told_so_on_a_page_with_a_way_out() throws IOException {
        logIn(server.part(AccessKeys.class).issue("watcher", Set.of(Role.MONITOR), null, "test"));
        assertThat(browser.findElement(By.tagName("main")).getText()).contains("another key");
        assertThat(browser.findElements(By.cssSelector("nav button"))).hasSize(1);
        assertThat(axe("/desk")).isEmpty();
    }

    @Test
    void a_wrong_key_is_told_and_without_a_key_the_desk_is_closed() {
        browser.manage().deleteAllCookies();
        browser.get(server.url("/desk"));
        assertThat(browser.getCurrentUrl()).endsWith("/login");
        browser.findElement(By.id("key")).sendKeys("sn_guess_guess");
        send("main button");
        assertThat(browser.findElement(By.cssSelector("[role=alert]")).getText())
                .isNotBlank();
        assertThat(browser.getPageSource()).doesNotContain("sn_guess");
    }
}
