// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.PublicKeySign;
import com.google.crypto.tink.PublicKeyVerify;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import com.google.crypto.tink.signature.SignatureConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys of one installation. Four keysets: AES-256-GCM to seal (rotates), HMAC-SHA-256 for look-up digests (doesn't: a
 * digest must find what an earlier one found), HMAC-SHA-256 to seal audit entries, Ed25519 to sign heads of the audit log.
 * Safe for use by many threads.
 */
public final class Keys {
    private static final int KEYSETS = 4;
    private static final Configuration TINK = tink();

    private final KeySource source;
    private volatile Keysets keysets;

    /** Keysets with what seals and digests: making that anew for each value costs more than the value. */
    private record Keysets(
            KeysetHandle seal,
            KeysetHandle lookup,
            KeysetHandle audit,
            KeysetHandle sign,
            Aead sealer,
            Mac digester,
            Mac auditor) {
        static Keysets of(KeysetHandle seal, KeysetHandle lookup, KeysetHandle audit, KeysetHandle sign)
                throws GeneralSecurityException {
            return new Keysets(
                    seal,
                    lookup,
                    audit,
                    sign,
                    seal.getPrimitive(TINK, Aead.class),
                    lookup.getPrimitive(TINK, Mac.class),
                    audit.getPrimitive(TINK, Mac.class));
        }
    }

    private Keys(KeySource source, Keysets keysets) {
        this.source = source;
        this.keysets = keysets;
    }

    private static Configuration tink() {
        try {
            AeadConfig.register();
            MacConfig.register();
            SignatureConfig.register();
            return RegistryConfiguration.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink can't be set up on this Java platform.", e);
        }
    }

    /**
     * The keys that a source holds.
     *
     * @throws KeyException if there are none, or they can't be read
     */
    public static Keys open(KeySource source) {
        String text = source.read()
                .orElseThrow(() -> new KeyException("The keys are missing: there is nothing at " + source.place()
                        + ". Without them no address in this database can be read: put the escrowed copy back."));
        String[] lines = text.strip().split("\n", -1);
        if (lines.length != KEYSETS) {
            throw new KeyException("The keys are damaged: put the escrowed copy back at " + source.place() + ".");
        }
        try {
            return new Keys(
                    source,
                    Keysets.of(
                            parse(lines[0], source),
                            parse(lines[1], source),
                            parse(lines[2], source),
                            parse(lines[3], source)));
        } catch (GeneralSecurityException e) {
            throw damaged(source, e);
        }
    }

    private static KeyException damaged(KeySource source, GeneralSecurityException e) {
        return new KeyException("The keys are damaged: put the escrowed copy back at " + source.place() + ".", e);
    }

    /** New keys, kept at the source. */
    public static Keys create(KeySource source) {
        if (source.read().isPresent()) {
            throw new KeyException("There are keys already at " + source.place() + "; they are not written over.");
        }
        try {
            HmacParameters hmac = HmacParameters.builder()
                    .setKeySizeBytes(32)
                    .setTagSizeBytes(32)
                    .setHashType(HmacParameters.HashType.SHA256)
                    .setVariant(HmacParameters.Variant.NO_PREFIX)
                    .build();
            Keysets fresh = Keysets.of(
                    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK),
                    KeysetHandle.generateNew(hmac, TINK),
                    KeysetHandle.generateNew(hmac, TINK),
                    KeysetHandle.generateNew(PredefinedSignatureParameters.ED25519, TINK));
            Keys keys = new Keys(source, fresh);
            source.write(keys.text(fresh));
            return keys;
        } catch (GeneralSecurityException e) {
            throw new KeyException("No keys can be made on this Java platform.", e);
        }
    }

    private static KeysetHandle parse(String json, KeySource source) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(json, TINK, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw damaged(source, e);
        }
    }

    private String text(Keysets sets) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (KeysetHandle handle : List.of(sets.seal, sets.lookup, sets.audit, sets.sign)) {
            text.append(TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get())
                            .replaceAll("\\s", ""))
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * From now on seals with a new key; what earlier ones sealed can still be opened.
     *
     * @return the number of the new key, as {@link #sealedWith} gives it
     */
    public synchronized int rotate() {
        try {
            KeysetHandle next = KeysetHandle.newBuilder(keysets.seal)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
            Keysets sets = Keysets.of(next, keysets.lookup, keysets.audit, keysets.sign);
            source.write(text(sets));
            keysets = sets;
            return sealingKey();
        } catch (GeneralSecurityException e) {
            throw new KeyException("The keys can't be rotated.", e);
        }
    }

    /** The number of the key that seals now. */
    public int sealingKey() {
        return keysets.seal.getPrimary().getId();
    }

    /** Whether these are the keys that a sealing key of this number belongs to. */
    public boolean holds(int sealingKey) {
        return IntStream.range(0, keysets.seal.size())
                .anyMatch(i -> keysets.seal.getAt(i).getId() == sealingKey);
    }

    /** The number of the key that sealed this. */
    public static int sealedWith(byte[] sealed) {
        if (sealed.length < 5) {
            throw new KeyException("A sealed value is damaged.");
        }
        return ByteBuffer.wrap(sealed, 1, 4).getInt();
    }

    /** Sealed so that it can be opened only with the same context: where it belongs. */
    public byte[] seal(byte[] plain, byte[] context) {
        try {
            return keysets.sealer.encrypt(plain, context);
        } catch (GeneralSecurityException e) {
            throw new KeyException("A value can't be sealed.", e);
        }
    }

    /**
     * What was sealed.
     *
     * @throws KeyException if it was not sealed by these keys for this context
     */
    public byte[] open(byte[] sealed, byte[] context) {
        try {
            return keysets.sealer.decrypt(sealed, context);
        } catch (GeneralSecurityException e) {
            throw new KeyException("A sealed value can't be opened: it was changed, or sealed with other keys.", e);
        }
    }

    /** The keyed digest by which something is found again: 32 bytes, the same for the same bytes. */
    public Digest lookup(byte[] value) {
        return mac(keysets.digester, value);
    }

    /** The keyed digest of an audit entry: 32 bytes. */
    public Digest auditSeal(Digest entry) {
        return mac(keysets.auditor, entry.bytes());
    }

    private static Digest mac(Mac mac, byte[] value) {
        try {
            return Digest.of(mac.computeMac(value));
        } catch (GeneralSecurityException e) {
            throw new KeyException("A digest can't be computed.", e);
        }
    }

    /** A signature that anybody can verify who has {@link #publicKey}. */
    public byte[] sign(byte[] message) {
        try {
            return keysets.sign.getPrimitive(TINK, PublicKeySign.class).sign(message);
        } catch (GeneralSecurityException e) {
            throw new KeyException("A head can't be signed.", e);
        }
    }

    /** Tink's JSON of the public key for {@link #verifies}. */
    public String publicKey() {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(keysets.sign.getPublicKeysetHandle(), TINK)
                    .replaceAll("\\s", "");
        } catch (GeneralSecurityException e) {
            throw new KeyException("The public key can't be written.", e);
        }
    }

    /** Whether a signature is right for a public key; false also if that isn't one. */
    public static boolean verifies(String publicKey, byte[] message, byte[] signature) {
        try {
            TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(publicKey, TINK)
                    .getPrimitive(TINK, PublicKeyVerify.class)
                    .verify(signature, message);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Tells these keys from others: hex of the first 8 bytes of a digest of a constant. Reveals nothing of them. */
    public String fingerprint() {
        return lookup("schoonnet fingerprint".getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 16);
    }

    @Override
    public String toString() {
        return "Keys[" + fingerprint() + "]";
    }
}
