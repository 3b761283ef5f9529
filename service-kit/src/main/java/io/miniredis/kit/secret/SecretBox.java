package io.miniredis.kit.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets at rest with AES-256-GCM. A sealed text reads {@code keyId.base64(nonce ‖ ciphertext ‖ tag)}; what it belongs to
 * (the context) is authenticated with it, so that a sealed text cannot be moved to another row.
 */
public final class SecretBox {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final String current;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param configured one or more {@code keyId:base64} pairs, separated by commas; the first seals, all open. The key id may be
     *     left out of a single key and is {@code k1} then
     * @throws IllegalArgumentException when it is not that, saying what is wrong but not the value
     */
    public SecretBox(String configured) {
        for (var entry : configured.split(",", -1)) {
            var parts = entry.strip().split(":", 2);
            var id = parts.length == 2 ? parts[0] : "k1";
            if (!id.matches("[a-z0-9-]{1,20}")) {
                throw new IllegalArgumentException("MINIREDIS_SECRET_KEY: a key id is 1 to 20 of a-z, 0-9 and -");
            }
            keys.put(id, key(parts[parts.length - 1]));
        }
        current = keys.keySet().iterator().next();
    }

    private static SecretKeySpec key(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == KEY_BYTES) return new SecretKeySpec(bytes, "AES");
        } catch (IllegalArgumentException notBase64) {
            // said below, without the value
        }
        throw new IllegalArgumentException(
                "MINIREDIS_SECRET_KEY must be 32 bytes in base64; make one with: openssl rand -base64 32");
    }

    public String seal(String secret, String context) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = run(
                Cipher.ENCRYPT_MODE,
                Objects.requireNonNull(keys.get(current)),
                nonce,
                secret.getBytes(StandardCharsets.UTF_8),
                context);
        var bytes = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed);
        return current + "." + Base64.getEncoder().encodeToString(bytes.array());
    }

    /** @throws Unopened when the key is not configured any more, or it, the text or its context was changed */
    public String open(String sealed, String context) {
        var dot = sealed.indexOf('.');
        var key = dot < 0 ? null : keys.get(sealed.substring(0, dot));
        if (key == null) {
            throw new Unopened(
                    "no key \"%s\" in MINIREDIS_SECRET_KEY to open a stored secret with"
                            .formatted(dot < 0 ? "" : sealed.substring(0, dot)),
                    null);
        }
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(sealed.substring(dot + 1)));
        var nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        var rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return new String(run(Cipher.DECRYPT_MODE, key, nonce, rest, context), StandardCharsets.UTF_8);
    }

    public boolean opens(String sealed, String context) {
        try {
            open(sealed, context);
            return true;
        } catch (Unopened unopened) {
            return false;
        }
    }

    /** The id of the key that seals now, which every text that it seals begins with, followed by a dot. */
    String currentKey() {
        return current;
    }

    /** Whether this was sealed with the key that seals now; a text that was not can be opened and sealed anew. */
    public boolean isCurrent(String sealed) {
        return sealed.startsWith(current + ".");
    }

    private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, byte[] input, String context) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException exception) {
            throw new Unopened("a stored secret does not open: it or its key was changed", exception);
        }
    }
}
