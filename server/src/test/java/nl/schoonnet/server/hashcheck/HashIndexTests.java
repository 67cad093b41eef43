// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.list.ListOptions;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.database.Backup;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lists in memory and in files beside the database. A {@link KnownHashes} beside the server's own is another process, or the
 * same one after a start: it has what the database and its folder hold.
 */
class HashIndexTests {
    private static final int ALL_AT_ONCE = 1_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        TestService.basis(data);
        server = RunningServer.in(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private KnownHashes started() {
        return started(ALL_AT_ONCE);
    }

    private KnownHashes started(int most) {
        KnownHashes known = known(server, folder, most);
        known.catchUp();
        return known;
    }

    private static KnownHashes known(RunningServer server, Path folder, int most) {
        return new KnownHashes(
                server.part(DataSource.class),
                server.part(Keys.class),
                server.part(HashSources.class),
                server.part(LegalBasis.class),
                InstantSource.system(),
                folder,
                most);
    }

    private static void source(RunningServer server, String name) {
        server.part(HashSources.class)
                .open(name, "owner", "licence", "scheme", HashSource.Action.REVIEW, false, false, null, null, "test");
    }

    private static void take(RunningServer server, String source, String list) {
        server.part(HashIntake.class)
                .take(
                        source,
                        Optional.of(ListFormat.TEXT),
                        ListOptions.NONE,
                        new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
                        "test");
    }

    private static void take(String source, String list) {
        take(server, source, list);
    }

    private static boolean lists(KnownHashes known, String kind, String hex) {
        HashValue value = HashValue.read(HashKind.valueOf(kind), hex).orElseThrow();
        return !known.listings(value, false, 31, new PdqHits()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("index"))) {
            return files.sorted().toList();
        }
    }

    private Path file(String kind) throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().startsWith(kind))
                .findFirst()
                .orElseThrow();
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            org.springframework.util.FileSystemUtils.deleteRecursively(to);
        }
        org.springframework.util.FileSystemUtils.copyRecursively(from, to);
    }

    // ---- files ----

    @Test
    void a_start_answers_from_files_and_opens_no_fact() {
        source(server, "filed");
        take("filed", "md5 " + hash("filed", 16) + "\nsha1 " + hash("filed", 20) + "\nsha256 " + hash("filed", 32));
        take("filed", "pdq " + hash("looks", 32));
        KnownHashes first = started();
        assertThat(first.factsOpened()).isGreaterThanOrEqualTo(4);
        first.save();

        KnownHashes second = started();
        assertThat(second.factsOpened()).isZero();
        assertThat(lists(second, "MD5", hash("filed", 16))).isTrue();
        assertThat(lists(second, "SHA1", hash("filed", 20))).isTrue();
        assertThat(lists(second, "SHA256", hash("filed", 32))).isTrue();
        assertThat(lists(second, "PDQ", hash("looks", 32))).isTrue();
        assertThat(lists(second, "MD5", hash("other", 16))).isFalse();
        for (HashKind kind : ListedHashes.KINDS) {
            assertThat(second.size(kind)).isEqualTo(first.size(kind));
        }
        HashValue value = HashValue.read(HashKind.MD5, hash("filed", 16)).orElseThrow();
        Listing listing = second.listings(value, false, 31, new PdqHits()).getFirst();
        assertThat(second.source(listing).orElseThrow().name()).isEqualTo("filed");
    }

    @Test
    void what_was_listed_or_withdrawn_after_the_save_is_so_after_a_start_that_opens_little_else() {
        source(server, "later");
        take("later", "id,md5\n" + rows("later", 0, 300));
        started().save();
        take("later", "id,md5\n1," + hash("corrected", 16));
        take("later", "id,pdq\n1000," + hash("new", 32));

        KnownHashes known = started();
        assertThat(known.factsOpened()).isBetween(2L, 20L);
        assertThat(lists(known, "MD5", hash("later1", 16))).isFalse();
        assertThat(lists(known, "MD5", hash("corrected", 16))).isTrue();
        assertThat(lists(known, "MD5", hash("later2", 16))).isTrue();
        assertThat(lists(known, "PDQ", hash("new", 32))).isTrue();
    }

    private static String rows(String name, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> i + "," + hash(name + i, 16))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a_file_that_is_damaged_cut_or_missing_is_not_believed_and_made_again() throws IOException {
        source(server, "damaged");
        take("damaged", rows("damaged", 0, 300).replaceAll("(?m)^\\d+,", ""));
        started().save();
        Path kept = folder.resolve("kept");
        copy(folder.resolve("index"), kept);

        byte[] changed = Files.readAllBytes(file("md5"));
        changed[changed.length / 2] ^= 1;
        Files.write(file("md5"), changed);
        KnownHashes known = started();
        assertThat(known.factsOpened()).isGreaterThanOrEqualTo(300);
        assertThat(lists(known, "MD5", hash("damaged299", 16))).isTrue();
        known.save();
        assertThat(started().factsOpened()).isZero();

        for (String name : List.of("md5", "pdq", "lists")) {
            copy(kept, folder.resolve("index"));
            byte[] whole = Files.readAllBytes(file(name));
            Files.write(file(name), java.util.Arrays.copyOf(whole, whole.length - 1));
            assertThat(started().factsOpened()).as(name).isGreaterThanOrEqualTo(300);
            Files.delete(file(name));
            assertThat(started().factsOpened()).as(name).isGreaterThanOrEqualTo(300);
        }
    }

    @Test
    void files_of_two_saves_are_not_taken_for_one() throws IOException {
        source(server, "mixed");
        take("mixed", hash("mixed1", 16));
        KnownHashes known = started();
        known.save();
        Path older = file("md5");
        byte[] old = Files.readAllBytes(older);
        take("mixed", hash("mixed2", 16));
        known.catchUp();
        known.save();
        assertThat(file("md5")).isNotEqualTo(older);
        Files.write(file("md5"), old);
        KnownHashes again = started();
        assertThat(again.factsOpened()).isPositive();
        assertThat(lists(again, "MD5", hash("mixed2", 16))).isTrue();
    }

    @Test
    void a_kind_that_did_not_change_keeps_its_file_and_no_others_stay_behind() throws IOException {
        source(server, "kept");
        take("kept", hash("kept1", 16) + "\npdq " + hash("kept1", 32));
        KnownHashes known = started();
        known.save();
        List<Path> before = files();
        take("kept", hash("kept2", 16));
        known.catchUp();
        known.save();
        assertThat(files()).hasSize(5).contains(before.getFirst());
        assertThat(files().stream().filter(before::contains)).hasSize(4);
        KnownHashes again = started();
        assertThat(again.factsOpened()).isZero();
        assertThat(lists(again, "MD5", hash("kept2", 16))).isTrue();
        assertThat(lists(again, "PDQ", hash("kept1", 32))).isTrue();
    }

    @Test
    void files_are_for_their_owner_only_and_tell_nothing() throws IOException {
        source(server, "quiet");
        String pdq = hash("quiet", 32);
        take("quiet", "md5,pdq,classification\n" + hash("quiet", 16) + "," + pdq + ",telling\n");
        started().save();
        assertThat(Files.getPosixFilePermissions(folder.resolve("index")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(files()).hasSize(5);
        for (Path file : files()) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            for (int word = 0; word < 4; word++) {
                long bits = Long.parseUnsignedLong(pdq.substring(16 * word, 16 * word + 16), 16);
                assertThat(bytes).doesNotContain(word(bits, ByteOrder.BIG_ENDIAN), word(bits, ByteOrder.LITTLE_ENDIAN));
            }
            long md5 = Long.parseUnsignedLong(hash("quiet", 16).substring(16), 16);
            assertThat(bytes)
                    .doesNotContain(word(md5, ByteOrder.BIG_ENDIAN), word(md5, ByteOrder.LITTLE_ENDIAN), "telling");
        }
    }

    private static String word(long bits, ByteOrder order) {
        return new String(
                ByteBuffer.allocate(Long.BYTES).order(order).putLong(bits).array(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void when_the_basis_ends_memory_and_files_are_emptied() {
        source(server, "based");
        take("based", hash("based", 16));
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-04T06:00:00Z"));
        LegalBasis ends = new LegalBasis(List.of(new LegalBasis.Line(
                LegalFunction.HOLD_HASHES,
                "Article 1",
                "Made-up authority",
                LocalDate.parse("2020-01-01"),
                LocalDate.parse("2026-05-04"))));
        KnownHashes known = new KnownHashes(
                server.part(DataSource.class),
                server.part(Keys.class),
                server.part(HashSources.class),
                ends,
                now::get,
                folder,
                ALL_AT_ONCE);
        known.follow();
        known.save();
        assertThat(known.ready()).isTrue();
        assertThat(folder.resolve("index")).isNotEmptyDirectory();
        now.set(Instant.parse("2026-05-04T22:00:00Z"));
        known.follow();
        assertThat(known.ready()).isFalse();
        known.keep(true);
        assertThat(folder.resolve("index")).doesNotExist();
    }

    @Test
    void a_database_that_was_put_back_does_not_believe_files_that_know_more() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        ByteArrayOutputStream backup = new ByteArrayOutputStream();
        Files.createDirectories(first);
        TestService.basis(first);
        try (RunningServer one = RunningServer.in(first)) {
            source(one, "list");
            take(one, "list", hash("before", 16));
            try (Reached database = RunningServer.database(first)) {
                Backup.write(database, backup);
            }
            take(one, "list", hash("lost", 16));
        }
        assertThat(first.resolve("index")).isNotEmptyDirectory();
        Files.createDirectories(second);
        try (Reached database = RunningServer.database(second)) {
            Backup.restore(database, new ByteArrayInputStream(backup.toByteArray()));
        }
        TestService.basis(second);
        copy(first.resolve("keys"), second.resolve("keys"));
        Files.setPosixFilePermissions(second.resolve("keys/vault.keys"), PosixFilePermissions.fromString("rw-------"));
        copy(first.resolve("index"), second.resolve("index"));
        try (RunningServer two = RunningServer.in(second)) {
            KnownHashes ahead = known(two, first, ALL_AT_ONCE);
            ahead.catchUp();
            assertThat(lists(ahead, "MD5", hash("lost", 16))).isFalse();
            assertThat(lists(ahead, "MD5", hash("before", 16))).isTrue();
            take(two, "list", hash("other", 16));
            take(two, "list", hash("third", 16));
            KnownHashes elsewhere = known(two, first, ALL_AT_ONCE);
            elsewhere.catchUp();
            assertThat(lists(elsewhere, "MD5", hash("lost", 16))).isFalse();
            assertThat(lists(elsewhere, "MD5", hash("other", 16))).isTrue();
            KnownHashes own = two.part(KnownHashes.class);
            assertThat(lists(own, "MD5", hash("lost", 16))).isFalse();
        }
    }

    @Test
    void what_is_saved_while_lists_change_is_right_whenever_it_is_opened() throws Exception {
        source(server, "busy-one");
        source(server, "busy-two");
        source(server, "busy-ballast");
        take("busy-ballast", rows("ballast", 0, 2_000).replaceAll("(?m)^\\d+,", ""));
        KnownHashes known = started(5);
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 15; round++) {
            StringBuilder list = new StringBuilder("id,md5,pdq\n");
            for (int row = 0; row < 60; row++) {
                list.append(random.nextInt(60))
                        .append(',')
                        .append(hash("busy" + random.nextInt(80), 16))
                        .append(',')
                        .append(hash("busy" + random.nextInt(80), 32))
                        .append('\n');
            }
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> saver = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    known.save();
                }
            });
            take(round % 3 == 0 ? "busy-two" : "busy-one", list.toString());
            known.catchUp();
            over.set(true);
            saver.join();
            KnownHashes opened = started(ALL_AT_ONCE);
            KnownHashes read = known(server, folder.resolve("none"), ALL_AT_ONCE);
            read.catchUp();
            assertThat(opened.factsOpened()).isLessThan(2_000);
            for (int i = 0; i < 80; i++) {
                for (HashValue value : List.of(
                        HashValue.read(HashKind.MD5, hash("busy" + i, 16)).orElseThrow(),
                        HashValue.read(HashKind.PDQ, hash("busy" + i, 32)).orElseThrow())) {
                    SortedSet<Listing> right = read.listings(value, false, 0, new PdqHits());
                    assertThat(opened.listings(value, false, 0, new PdqHits())).isEqualTo(right);
                    assertThat(known.listings(value, false, 0, new PdqHits())).isEqualTo(right);
                }
            }
            for (HashKind kind : ListedHashes.KINDS) {
                assertThat(opened.size(kind)).isEqualTo(read.size(kind));
            }
        }
    }

    // ---- large imports ----

    @Test
    void lists_that_were_followed_read_or_saved_answer_alike_however_little_is_held_at_a_time() {
        SplittableRandom random = new SplittableRandom(7);
        List<KnownHashes> following = List.of(started(ALL_AT_ONCE), started(10), started(1));
        Path own = folder;
        for (String name : List.of("alike-one", "alike-two", "alike-three")) {
            source(server, name);
        }
        for (int round = 0; round < 12; round++) {
            String name = List.of("alike-one", "alike-two", "alike-three").get(random.nextInt(3));
            StringBuilder list = new StringBuilder("id,md5,pdq,classification\n");
            for (int row = 0; row < 40; row++) {
                list.append(random.nextInt(60))
                        .append(',')
                        .append(hash("alike" + random.nextInt(80), 16))
                        .append(',')
                        .append(hash("alike" + random.nextInt(30), 32))
                        .append(",c")
                        .append(random.nextInt(3))
                        .append('\n');
            }
            take(name, list.toString());
            following.forEach(KnownHashes::catchUp);
            if (round == 5) {
                following.get(1).save();
            }
        }
        List<KnownHashes> all = new ArrayList<>(following);
        folder = own;
        KnownHashes fromFiles = started(3);
        assertThat(fromFiles.factsOpened()).isPositive();
        all.add(fromFiles);
        folder = own.resolve("none");
        all.add(started(13));
        for (int i = 0; i < 80; i++) {
            for (HashValue value : List.of(
                    HashValue.read(HashKind.MD5, hash("alike" + i, 16)).orElseThrow(),
                    HashValue.read(HashKind.PDQ, hash("alike" + i, 32)).orElseThrow())) {
                Set<Set<Listing>> answers = all.stream()
                        .map(known -> new TreeSet<>(known.listings(value, false, 0, new PdqHits())))
                        .collect(Collectors.toSet());
                assertThat(answers).as(value.kind() + " " + i).hasSize(1);
            }
        }
        for (HashKind kind : ListedHashes.KINDS) {
            assertThat(all.stream().map(known -> known.size(kind)).distinct())
                    .as(kind.name())
                    .hasSize(1);
        }
    }

    @Test
    void an_import_that_is_larger_than_what_is_held_at_a_time_shows_at_once() throws Exception {
        source(server, "whole");
        int size = 2_000;
        take("whole", "id,md5\n" + rows("whole-before", 0, size));
        KnownHashes known = started(100);
        ByteBuffer digests = ByteBuffer.allocate(2 * size * 16);
        for (String name : List.of("whole-before", "whole-after")) {
            IntStream.range(0, size).forEach(i -> digests.put(HexFormat.of().parseHex(hash(name + i, 16))));
        }
        AtomicBoolean over = new AtomicBoolean();
        Set<String> seen = new TreeSet<>();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            long[] numbers = new long[2 * size];
            for (boolean last = false; !last; ) {
                last = over.get();
                known.find(HashKind.MD5, digests.array(), 2 * size, false, numbers);
                seen.add(listed(numbers, 0, size) + " " + listed(numbers, size, 2 * size));
            }
        });
        take("whole", "id,md5\n" + rows("whole-after", 0, size));
        known.catchUp();
        over.set(true);
        reader.join();
        assertThat(seen).isSubsetOf(size + " 0", "0 " + size).contains("0 " + size);
        assertThat(known.size(HashKind.MD5))
                .isEqualTo(server.part(KnownHashes.class).size(HashKind.MD5));
    }

    private static long listed(long[] numbers, int from, int to) {
        return java.util.Arrays.stream(numbers, from, to)
                .filter(number -> number >= 0)
                .count();
    }
}
