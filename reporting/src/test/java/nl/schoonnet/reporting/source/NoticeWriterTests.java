// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.ClockOrigin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeWriterTests {
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append("abcé中;,\"'=+ -x".charAt(random.nextInt(14)));
        }
        return text.toString().strip();
    }

    private static <E extends Enum<E>> @Nullable E any(Random random, E[] values) {
        return random.nextInt(3) == 0 ? null : values[random.nextInt(values.length)];
    }

    private static Instant instant(Random random) {
        return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(50_000_000), random.nextInt(1_000_000_000));
    }

    private static Notice notice(Random random, int number) {
        Map<ClockOrigin, Instant> clocks = new EnumMap<>(ClockOrigin.class);
        for (ClockOrigin origin : ClockOrigin.values()) {
            if (random.nextBoolean()) {
                clocks.put(origin, instant(random));
            }
        }
        clocks.put(ClockOrigin.SENT, instant(random));
        Set<NoticeFlag> flags = EnumSet.noneOf(NoticeFlag.class);
        for (NoticeFlag flag : NoticeFlag.values()) {
            if (random.nextInt(5) == 0) {
                flags.add(flag);
            }
        }
        return new Notice(
                "n" + number,
                "i" + number,
                "https://site.example/" + number,
                clocks,
                List.of(Channel.HOTLINE, Channel.POLICE, Channel.AUTHORITY).get(random.nextInt(3)),
                any(random, DeliveryStatus.values()),
                text(random),
                text(random),
                text(random),
                text(random),
                random.nextBoolean()
                        ? List.of()
                        : List.of(InetAddress.ofLiteral("192.0.2.7"), InetAddress.ofLiteral("2001:db8::7")),
                any(random, NoticeSource.values()),
                text(random),
                random.nextBoolean() ? null : instant(random),
                random.nextBoolean() ? "" : "NL",
                text(random),
                random.nextInt(4) == 0 ? 0 : Math.max(1e-9, random.nextDouble()),
                Map.of(),
                flags,
                "x",
                number + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_written_reads_back_the_same(long seed) throws IOException {
        Random random = new Random(seed);
        List<Notice> notices = new ArrayList<>();
        for (int n = 1; n <= 200; n++) {
            notices.add(notice(random, n));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Notices.write(notices, file);
        ReadingLog log = new ReadingLog();
        List<Notice> read = new ArrayList<>();
        Notices.each("x", new ByteArrayInputStream(file.toByteArray()), log, read::add);
        assertThat(log.rejections()).isEmpty();
        assertThat(read).isEqualTo(notices);
    }

    @Test
    void an_unknown_flag_rejects_its_row() {
        ReadingLog log = new ReadingLog();
        List<Notice> read = new ArrayList<>();
        String csv = "notice_id,url,sent_at,flags\nn1,https://site.example/,2026-01-01T00:00:00Z,row_repaired odd\n";
        Notices.each("x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), log, read::add);
        assertThat(read).isEmpty();
        assertThat(log.rejections())
                .singleElement()
                .satisfies(r -> assertThat(r.code()).isEqualTo("unknown_code"));
    }
}
