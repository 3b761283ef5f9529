package io.miniredis.auth.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A device that keeps one passkey and says yes to everything, with the browser before it. What it claims can be bent, for those who forge.
 */
public final class SoftAuthenticator {

    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int KEY_ATTACHED = 0x40;

    private static final CBORMapper cbor = new CBORMapper();

    private final KeyPair keys;
    private final byte[] credentialId = new byte[32];

    /** What its answers say of where they come from. */
    public String origin = "http://localhost:5173";

    public String host = "localhost";
    public boolean verifiesUser = true;
    public int counter = 1;

    public SoftAuthenticator() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
        new SecureRandom().nextBytes(credentialId);
    }

    /** What a browser answers to options for a new passkey, as JSON. */
    public String register(String challenge) {
        var attestation = cbor.writeValueAsBytes(ordered("fmt", "none", "attStmt", Map.of(), "authData", newKeyData()));
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","authenticatorAttachment":"platform","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%2$s","attestationObject":"%3$s","transports":["internal","hybrid"]}}
                """.formatted(url(credentialId), url(clientData("webauthn.create", challenge)), url(attestation));
    }

    /** What a browser answers to options for logging in, as JSON. */
    public String use(String challenge) {
        var clientData = clientData("webauthn.get", challenge);
        var data = data(flags(), new byte[0]);
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
                 "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s"}}
                """.formatted(url(credentialId), url(clientData), url(data), url(sign(data, sha256(clientData))));
    }

    private byte[] clientData(String type, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(type, challenge, origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private int flags() {
        return USER_PRESENT | (verifiesUser ? USER_VERIFIED : 0);
    }

    private byte[] newKeyData() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        var key = cbor.writeValueAsBytes(ordered(
                1,
                2,
                3,
                -7,
                -1,
                1,
                -2,
                coordinate(point.getAffineX().toByteArray()),
                -3,
                coordinate(point.getAffineY().toByteArray())));
        var attached = ByteBuffer.allocate(16 + 2 + credentialId.length + key.length)
                .put(new byte[16])
                .putShort((short) credentialId.length)
                .put(credentialId)
                .put(key);
        return data(flags() | KEY_ATTACHED, attached.array());
    }

    private byte[] data(int flags, byte[] attached) {
        return ByteBuffer.allocate(37 + attached.length)
                .put(sha256(host.getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt(counter)
                .put(attached)
                .array();
    }

    private byte[] sign(byte[]... parts) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            for (var part : parts) signature.update(part);
            return signature.sign();
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** 32 bytes, whatever the sign and leading zeros. */
    private static byte[] coordinate(byte[] number) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[Math.max(0, 32 - number.length)]);
        bytes.writeBytes(Arrays.copyOfRange(number, Math.max(0, number.length - 32), number.length));
        return bytes.toByteArray();
    }

    private static Map<Object, Object> ordered(Object... keysAndValues) {
        var map = new LinkedHashMap<Object, Object>();
        for (var i = 0; i < keysAndValues.length; i += 2) map.put(keysAndValues[i], keysAndValues[i + 1]);
        return map;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
