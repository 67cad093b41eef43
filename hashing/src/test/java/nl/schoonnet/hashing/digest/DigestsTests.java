// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected digests: RFC 1321 A.5 (MD5) and the examples that NIST publishes with FIPS 180-4 (SHA-1, SHA-256). */
class DigestsTests {
    private static final String ABC_MD5 = "900150983cd24fb0d6963f7d28e17f72";
    private static final String ABC_SHA1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void published_digests_come_out() {
        Digests abc = Digests.of("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(abc.md5().hex()).isEqualTo(ABC_MD5);
        assertThat(abc.sha1().hex()).isEqualTo(ABC_SHA1);
        assertThat(abc.sha256().hex()).isEqualTo(ABC_SHA256);
        assertThat(abc.bytes()).isEqualTo(3);
    }

    @Test
    void a_million_letters_a_in_pieces_of_odd_size_give_the_published_digests() throws IOException {
        byte[] million = new byte[1_000_000];
        Arrays.fill(million, (byte) 'a');
        Digests digests = Digests.of(new Halting(million), 1_000_000);
        assertThat(digests.sha1().hex()).isEqualTo("34aa973cd4c4daa4f61eeb2bdbad27316534016f");
        assertThat(digests.sha256().hex())
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        assertThat(digests).isEqualTo(Digests.of(million));
    }

    @Test
    void nothing_has_digests_too() throws IOException {
        Digests none = Digests.of(InputStream.nullInputStream(), 0);
        assertThat(none.md5().hex()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(none.bytes()).isZero();
    }

    @Test
    void one_byte_more_than_the_limit_is_refused() throws IOException {
        byte[] bytes = new byte[100_000];
        assertThat(Digests.of(new ByteArrayInputStream(bytes), 100_000).bytes()).isEqualTo(100_000);
        assertThatExceptionOfType(TooLongException.class)
                .isThrownBy(() -> Digests.of(new ByteArrayInputStream(bytes), 99_999))
                .withMessage("There are more than 99999 bytes.");
        assertThatIllegalArgumentException().isThrownBy(() -> Digests.of(InputStream.nullInputStream(), -1));
    }

    @Test
    void no_more_than_one_piece_is_read_beyond_the_limit() {
        Halting endless = new Halting(new byte[1 << 20]);
        assertThatExceptionOfType(TooLongException.class).isThrownBy(() -> Digests.of(endless, 10));
        assertThat(endless.place).isLessThanOrEqualTo(10 + (1 << 16));
    }

    @Test
    void digests_don_t_print_themselves() {
        assertThat(Digests.of(new byte[0])).hasToString("Digests[md5=MD5, sha1=SHA1, sha256=SHA256, bytes=0]");
    }

    /** Gives at most 1, 2, 3, ... bytes at a time, as a connection may. */
    private static final class Halting extends InputStream {
        private final byte[] bytes;
        private int place;
        private int step;

        Halting(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return place == bytes.length ? -1 : bytes[place++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (place == bytes.length) {
                return -1;
            }
            int given = Math.min(Math.min(++step, length), bytes.length - place);
            System.arraycopy(bytes, place, into, offset, given);
            place += given;
            return given;
        }
    }
}
