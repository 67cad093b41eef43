// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import nl.schoonnet.server.database.EmbeddedPostgres;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.server.keys.KnownKeys;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What all modules share: clock, database, keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
class Wiring {
    private static final int CONNECTIONS = 20;
    private static final int SCHEDULED = 16;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Only made where no database is named. */
    @Bean
    @Lazy
    EmbeddedPostgres embeddedPostgres(Settings settings) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.data().resolve("postgresql"));
        postgres.keep();
        return postgres;
    }

    @Bean
    HikariDataSource dataSource(
            Settings settings, org.springframework.beans.factory.ObjectProvider<EmbeddedPostgres> embedded) {
        HikariDataSource source = new HikariDataSource();
        String url = settings.database().url();
        if (url == null || url.isBlank()) {
            EmbeddedPostgres own = embedded.getObject();
            source.setJdbcUrl(own.url());
            source.setUsername(own.user());
            source.setPassword(own.password());
        } else {
            source.setJdbcUrl(url);
            String user = settings.database().user();
            if (user != null) {
                source.setUsername(user);
            }
            Path passwordFile = settings.database().passwordFile();
            if (passwordFile != null) {
                source.setPassword(read(passwordFile));
            }
        }
        source.setMaximumPoolSize(CONNECTIONS);
        source.setConnectionTimeout(10_000);
        source.addDataSourceProperty("reWriteBatchedInserts", "true");
        source.addDataSourceProperty("ApplicationName", "schoonnet");
        // A failed statement's message would otherwise hold the values that failed.
        source.addDataSourceProperty("logServerErrorDetail", "false");
        return source;
    }

    /**
     * A thread for each task that is scheduled, so that none waits for another: some take minutes. A task doesn't run beside
     * itself. Of the platform's threads, since some compute, which on few processors would keep requests waiting.
     */
    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(SCHEDULED);
        scheduler.setThreadNamePrefix("scheduled-");
        scheduler.setDaemon(true);
        return scheduler;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartException(
                    "The password file of the database can't be read; check --database-password-file.", e);
        }
    }

    /**
     * The keys of this database. New ones are made only for a database that was never filled; for any other the same keys must
     * be there, or the start ends here and nothing is overwritten.
     */
    @Bean
    @DependsOn("flywayInitializer")
    Keys keys(Settings settings, JdbcClient jdbc, Clock clock) {
        KeyFile file = new KeyFile(settings.keys());
        Optional<KnownKeys> known = KnownKeys.in(jdbc);
        if (known.isPresent()) {
            Keys keys = Keys.open(file);
            known.get().check(keys, settings.keys());
            return keys;
        }
        privateFolder(settings.keys().toAbsolutePath().resolveSibling("."));
        Keys keys = file.read().isPresent() ? Keys.open(file) : Keys.create(file);
        jdbc.sql("INSERT INTO key_fingerprint (singleton, fingerprint, sealing_key, since) VALUES (true, ?, ?, ?)")
                .params(keys.fingerprint(), keys.sealingKey(), Timestamp.from(clock.instant()))
                .update();
        return keys;
    }

    private static void privateFolder(Path folder) {
        try {
            Files.createDirectories(
                    folder.normalize(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new StartException("The folder of the key file can't be made; check --data.", e);
        }
    }
}
