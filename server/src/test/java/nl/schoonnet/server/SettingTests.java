// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingTests {
    @ParameterizedTest
    @CsvSource({
        "schoonnet.database.password, letter, ***",
        "SCHOONNET_DATABASE_PASSWORD, letter, ***",
        "schoonnet.database.password-file, /etc/p, /etc/p",
        "schoonnet.key-file, /etc/k, /etc/k",
        "management.otlp.metrics.export.headers, Authorization=Basic x, ***",
        "server.ssl.key-store-password, letter, ***",
        "schoonnet.database.url, jdbc:postgresql://u:p@db.example/s?password=x, jdbc:postgresql://db.example/s",
        "schoonnet.observe.contact, https://schoonnet.example/contact, https://schoonnet.example/contact",
        "schoonnet.observe.norm, PT24H, PT24H"
    })
    void secrets_are_masked(String name, String value, String shown) {
        assertThat(Setting.shown(name, value)).isEqualTo(shown);
    }

    @Test
    void every_setting_that_is_read_stands_in_the_documentation() throws IOException {
        String text = Files.readString(Path.of(System.getProperty("schoonnet.root"), "docs", "operations.md"));
        assertThat(SettingRules.NAMES)
                .filteredOn(name -> !name.equals("data") && !name.startsWith("database."))
                .allSatisfy(name -> assertThat(text).contains("| `schoonnet." + name + "` |"));
    }

    @Test
    void what_an_operator_set_is_told_with_where_and_what_the_product_brings_along_is_not() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource("--server.port=1"));
        environment
                .getPropertySources()
                .addLast(new OriginTrackedMapPropertySource(
                        "Config resource 'file [/data/schoonnet.yaml]'",
                        new LinkedHashMap<>(Map.of("schoonnet.observe.norm", "PT12H"))));
        environment
                .getPropertySources()
                .addLast(new OriginTrackedMapPropertySource(
                        "Config resource 'class path resource [application.yaml]'",
                        new LinkedHashMap<>(Map.of("server.shutdown", "graceful"))));
        environment.getPropertySources().addLast(new MapPropertySource("other", Map.of("schoonnet.x", "y")));
        List<Setting> made = Setting.made(environment).stream()
                .filter(setting -> !setting.from().equals("environment"))
                .filter(setting -> !setting.name().startsWith("schoonnet.tests"))
                .toList();
        assertThat(made)
                .containsExactly(
                        new Setting("server.port", "1", "option"),
                        new Setting("schoonnet.observe.norm", "PT12H", "schoonnet.yaml"));
    }
}
