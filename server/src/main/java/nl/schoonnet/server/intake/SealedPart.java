// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.server.keys.Keys;

/**
 * What of a notice is sealed: all text that may name a page, a person or a content.
 *
 * @param id the register's identifier of its row
 * @param url the address as written
 * @param item the register's identifier of the item
 * @param page the page on which it was found
 * @param contentHash the content's hash as given
 */
public record SealedPart(String id, String url, String item, String page, String contentHash) {
    private static final int FORMAT = 1;

    static SealedPart of(Notice notice) {
        return new SealedPart(notice.id(), notice.url(), notice.item(), notice.page(), notice.contentHash());
    }

    /**
     * Opens what is sealed in a notice, for a use that shows it to nobody.
     *
     * @throws nl.schoonnet.server.keys.KeyException if it was changed, is of another row, or was sealed with other keys
     */
    public static SealedPart open(Keys keys, byte[] sealed, long item, long notice, int revision) {
        return parse(keys.open(sealed, context(item, notice, revision)));
    }

    /** Sealed for its place, so that {@link #open} opens it there and nowhere else. */
    public byte[] seal(Keys keys, long item, long notice, int revision) {
        return keys.seal(bytes(), context(item, notice, revision));
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            for (String text : new String[] {id, url, item, page, contentHash}) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static SealedPart parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != FORMAT) {
            throw new IllegalStateException("A sealed notice has a form that this version doesn't know.");
        }
        return new SealedPart(text(in), text(in), text(in), text(in), text(in));
    }

    private static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getInt()];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Binds a sealed notice to its place, so that no row can be passed off as another. */
    static byte[] context(long item, long notice, int revision) {
        return ByteBuffer.allocate(21)
                .put((byte) 'n')
                .putLong(item)
                .putLong(notice)
                .putInt(revision)
                .array();
    }

    /** Binds a sealed address to its item. */
    static byte[] context(long item) {
        return ByteBuffer.allocate(9).put((byte) 'a').putLong(item).array();
    }

    /** Nothing of its contents: they may be an address. */
    @Override
    public String toString() {
        return "SealedPart[]";
    }
}
