// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import nl.schoonnet.hashing.segment.SealedFileException.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedFileTests {
    private static final int KIND = 4;
    private static final long POSITION = 77;
    private static final int SEALED_HEADER = Header.BYTES + Seal.TAG;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(51);
    private final SecretKey key = key();
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("pdq.segment");
    }

    @Test
    void what_was_written_is_read_whatever_its_length() {
        int perBlock = Header.BLOCK / Long.BYTES;
        for (int rows : new int[] {0, 1, 2, 1_000, perBlock / 2, perBlock / 3 + 1, perBlock, perBlock + 1}) {
            for (int columns : new int[] {1, 2, 5}) {
                long[][] written = columns(columns, rows);
                SealedFile.write(file, key, KIND, POSITION + rows, written);
                SealedFile.Contents read = SealedFile.read(file, key, KIND, columns);
                assertThat(read.columns()).isDeepEqualTo(written);
                assertThat(read.position()).isEqualTo(POSITION + rows);
            }
        }
    }

    @Test
    void only_the_owner_may_read_it_and_nothing_is_left_beside_it() throws IOException {
        SealedFile.write(file, key, KIND, POSITION, columns(2, 10));
        SealedFile.write(file, key, KIND, POSITION, columns(2, 20));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void the_same_columns_under_the_same_key_never_look_the_same_and_show_nothing() throws IOException {
        long[][] columns = {{0x0123456789ABCDEFL, 0x0123456789ABCDEFL, 0, 0}};
        SealedFile.write(file, key, KIND, POSITION, columns);
        byte[] first = Files.readAllBytes(file);
        SealedFile.write(file, key, KIND, POSITION, columns);
        byte[] second = Files.readAllBytes(file);
        int equal = 0;
        for (int i = Header.BYTES; i < first.length; i++) {
            equal += first[i] == second[i] ? 1 : 0;
        }
        assertThat(equal).isLessThan(8);
        String bytes = HexFormat.of().formatHex(first);
        assertThat(bytes).doesNotContain("0123456789abcdef").doesNotContain("efcdab8967452301");
    }

    @Test
    void each_changed_byte_of_a_small_file_is_found() throws IOException {
        SealedFile.write(file, key, KIND, POSITION, columns(3, 20));
        byte[] whole = Files.readAllBytes(file);
        assertThat(whole).hasSize(SEALED_HEADER + 3 * 20 * 8 + Seal.TAG + Seal.DIGEST);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            refused(at < 8 ? Fault.FOREIGN : null);
        }
        Files.write(file, whole);
        SealedFile.read(file, key, KIND, 3);
    }

    @Test
    void a_changed_byte_anywhere_in_a_file_of_several_blocks_is_found_and_its_block_named() throws IOException {
        SealedFile.write(file, key, KIND, POSITION, columns(3, 1_600));
        byte[] whole = Files.readAllBytes(file);
        int block = Header.BLOCK + Seal.TAG;
        TreeSet<Integer> places = new TreeSet<>();
        for (int number = 0; number < 3; number++) {
            int begin = SEALED_HEADER + number * block;
            int end = Math.min(begin + block, whole.length - Seal.DIGEST);
            places.add(begin);
            places.add(end - Seal.TAG - 1);
            for (int i = 0; i < 8; i++) {
                places.add(begin + random.nextInt(end - Seal.TAG - begin));
            }
        }
        for (int at : places) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            assertThat(refused(Fault.DAMAGED))
                    .hasMessage("The index file pdq.segment is damaged: block " + ((at - SEALED_HEADER) / block + 1)
                            + " of 3 was changed; delete it, and the service makes it again from its database.");
        }
    }

    @Test
    void blocks_in_another_order_or_of_another_file_are_found() throws IOException {
        SealedFile.write(file, key, KIND, POSITION, columns(3, 1_600));
        byte[] other = Files.readAllBytes(file);
        SealedFile.write(file, key, KIND, POSITION, columns(3, 1_600));
        byte[] whole = Files.readAllBytes(file);
        int block = Header.BLOCK + Seal.TAG;

        byte[] swapped = whole.clone();
        System.arraycopy(whole, SEALED_HEADER, swapped, SEALED_HEADER + block, block);
        System.arraycopy(whole, SEALED_HEADER + block, swapped, SEALED_HEADER, block);
        Files.write(file, swapped);
        refused(Fault.DAMAGED);
        fitDigest(swapped);
        Files.write(file, swapped);
        assertThat(refused(Fault.DAMAGED)).hasMessageContaining("block ");

        byte[] mixed = whole.clone();
        System.arraycopy(other, SEALED_HEADER, mixed, SEALED_HEADER, block);
        fitDigest(mixed);
        Files.write(file, mixed);
        assertThat(refused(Fault.DAMAGED)).hasMessageContaining("block 1 of 3");
    }

    /** What somebody without the key can do as well. */
    private static void fitDigest(byte[] whole) {
        try {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            digest.update(whole, 0, SEALED_HEADER);
            int end = whole.length - Seal.DIGEST;
            for (int at = SEALED_HEADER; at < end; at += Header.BLOCK + Seal.TAG) {
                int next = Math.min(at + Header.BLOCK + Seal.TAG, end);
                digest.update(whole, next - Seal.TAG, Seal.TAG);
            }
            System.arraycopy(digest.digest(), 0, whole, end, Seal.DIGEST);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_file_that_was_cut_or_goes_on_is_refused() throws IOException {
        SealedFile.write(file, key, KIND, POSITION, columns(3, 20));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused(length < 8 ? Fault.FOREIGN : Fault.TRUNCATED);
        }
        Files.write(file, Arrays.copyOf(whole, 200));
        assertThat(refused(Fault.TRUNCATED))
                .hasMessage("The index file pdq.segment ends after 200 bytes of " + whole.length
                        + "; delete it, and the service makes it again from its database.");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        refused(Fault.DAMAGED);
    }

    @Test
    void what_is_foreign_newer_of_another_kind_or_key_or_missing_is_told_apart() throws IOException {
        assertThat(refused(Fault.MISSING))
                .hasMessage("There is no index file pdq.segment; the service makes it from its database.");
        Files.writeString(file, "md5,sha1\n".repeat(100));
        refused(Fault.FOREIGN);

        SealedFile.write(file, key, KIND, POSITION, columns(3, 20));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, ByteBuffer.wrap(whole.clone()).putInt(8, 2).array());
        assertThat(refused(Fault.NEWER))
                .hasMessage("The index file pdq.segment was written in format 2, this version reads format 1; start the"
                        + " newer version again, or delete it.");

        Files.write(file, whole);
        fails(Fault.WRONG_KEY, key(), KIND, 3);
        fails(Fault.OTHER_KIND, key, KIND + 1, 3);
        fails(Fault.OTHER_KIND, key, KIND, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SealedFile.read(file, new SecretKeySpec(new byte[16], "AES"), KIND, 3));
        Files.delete(file);
        Files.createDirectory(file);
        refused(Fault.REFUSED);
    }

    @Test
    void a_file_that_was_there_stays_if_the_new_one_can_t_be_written() throws IOException {
        long[][] columns = columns(2, 10);
        SealedFile.write(file, key, KIND, POSITION, columns);
        Path inTheWay = Files.createDirectory(folder.resolve("pdq.segment.part"));
        Files.createFile(inTheWay.resolve("full"));
        assertThatExceptionOfType(SealedFileException.class)
                .isThrownBy(() -> SealedFile.write(file, key, KIND, POSITION, columns(2, 11)))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.REFUSED))
                .withMessageStartingWith("The index file pdq.segment can't be written: ");
        assertThat(SealedFile.read(file, key, KIND, 2).columns()).isDeepEqualTo(columns);
    }

    @Test
    void what_a_writer_left_that_was_killed_is_no_obstacle() throws IOException {
        Files.writeString(folder.resolve("pdq.segment.part"), "half");
        SealedFile.write(file, key, KIND, POSITION, columns(2, 10));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private SealedFileException refused(@org.jspecify.annotations.Nullable Fault fault) {
        return fails(fault, key, KIND, 3);
    }

    private SealedFileException fails(
            @org.jspecify.annotations.Nullable Fault fault, SecretKey withKey, int kind, int columns) {
        try {
            SealedFile.read(file, withKey, kind, columns);
        } catch (SealedFileException e) {
            if (fault != null) {
                assertThat(e.fault()).isEqualTo(fault);
            }
            assertThat(e.getMessage()).endsWith(".").contains("pdq.segment");
            return e;
        }
        throw new AssertionError("it was read");
    }

    private long[][] columns(int count, int rows) {
        long[][] columns = new long[count][];
        Arrays.setAll(columns, column -> random.longs(rows).toArray());
        return columns;
    }

    private SecretKey key() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }
}
