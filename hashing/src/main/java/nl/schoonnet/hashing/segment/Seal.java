// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.segment;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/** The key of one file, and what it seals: the header by a tag of its own, each block by its number. */
final class Seal {
    /** The bytes of a tag. */
    static final int TAG = 16;

    /** The bytes of the digest at the end of a file. */
    static final int DIGEST = 32;

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final byte[] PURPOSE = "schoonnet sealed file".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final SecretKey key;
    private final Header header;
    private final byte[] headerBytes;
    private final byte[] headerTag;
    private final MessageDigest digest;

    private Seal(SecretKey key, Header header, byte[] headerTag) throws GeneralSecurityException {
        this.key = key;
        this.header = header;
        this.headerBytes = header.bytes();
        this.headerTag = headerTag;
        digest = MessageDigest.getInstance("SHA-256");
        digest.update(headerBytes);
        digest.update(headerTag);
    }

    /** To write a file. */
    static Seal of(SecretKey key, Header header) throws GeneralSecurityException {
        SecretKey fileKey = derived(key, header);
        return new Seal(fileKey, header, tag(fileKey, header.bytes()));
    }

    /** To read a file whose header is sealed with this key, or none. */
    static Seal open(SecretKey key, Header header, MemorySegment file, Faults faults) throws GeneralSecurityException {
        if (file.byteSize() < Header.BYTES + TAG) {
            throw faults.truncated(file.byteSize(), Header.BYTES + TAG);
        }
        byte[] found = file.asSlice(Header.BYTES, TAG).toArray(ValueLayout.JAVA_BYTE);
        SecretKey fileKey = derived(key, header);
        if (!MessageDigest.isEqual(found, tag(fileKey, header.bytes()))) {
            throw faults.wrongKey();
        }
        return new Seal(fileKey, header, found);
    }

    private static SecretKey derived(SecretKey key, Header header) throws GeneralSecurityException {
        byte[] encoded = key.getEncoded();
        if (encoded == null || encoded.length != KEY) {
            throw new IllegalArgumentException("a key of " + 8 * KEY + " bits is needed");
        }
        Arrays.fill(encoded, (byte) 0);
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract()
                                .addIKM(key)
                                .addSalt(header.salt())
                                .thenExpand(PURPOSE, KEY));
    }

    /** The seal of nothing, bound to the header. */
    private static byte[] tag(SecretKey fileKey, byte[] headerBytes) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        Arrays.fill(nonce, (byte) 0xFF);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, fileKey, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(headerBytes);
        return cipher.doFinal();
    }

    ByteBuffer sealedHeader() {
        return ByteBuffer.allocate(headerBytes.length + TAG)
                .put(headerBytes)
                .put(headerTag)
                .flip();
    }

    /** Seals a block and adds its tag to the digest; blocks come in order. Gives the number of bytes, tag included. */
    int seal(int block, byte[] plain, int length, byte[] sealed) throws GeneralSecurityException {
        int written = cipher(Cipher.ENCRYPT_MODE, block).doFinal(plain, 0, length, sealed, 0);
        digest.update(sealed, length, TAG);
        return written;
    }

    /** Opens a block, or says that it isn't what was sealed. */
    boolean open(int block, byte[] sealed, int length, byte[] plain) {
        try {
            cipher(Cipher.DECRYPT_MODE, block).doFinal(sealed, 0, length, plain, 0);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM", e);
        }
    }

    private Cipher cipher(int mode, int block) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce =
                ByteBuffer.allocate(NONCE).putInt(NONCE - Integer.BYTES, block).array();
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(headerBytes);
        return cipher;
    }

    /** The digest of what was sealed. */
    byte[] digest() {
        return digest.digest();
    }

    /** Holds header and tags of a file against the digest at its end, which finds what was cut or put together wrongly. */
    void checkDigest(MemorySegment file, Faults faults) {
        byte[] tag = new byte[TAG];
        for (int block = 0; block < header.blocks(); block++) {
            long at = header.offset(block) + header.length(block);
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, at, tag, 0, TAG);
            digest.update(tag);
        }
        byte[] found = file.asSlice(file.byteSize() - DIGEST, DIGEST).toArray(ValueLayout.JAVA_BYTE);
        if (!MessageDigest.isEqual(found, digest.digest())) {
            throw faults.damaged("its digest is of something else");
        }
    }
}
