package io.miniredis.backend.certificate;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Reads the public keys that nodes want certificates for; weak and odd ones are refused. */
final class NodeKey {

    private static final int SHORTEST_RSA = 2048;

    private NodeKey() {}

    /** @throws CertificateRefused.BadKey saying what would be right */
    static PublicKey read(String base64) {
        for (var algorithm : List.of("EC", "RSA")) {
            try {
                var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
                return checked(KeyFactory.getInstance(algorithm).generatePublic(encoded));
            } catch (IllegalArgumentException notBase64) {
                throw new CertificateRefused.BadKey("must be base64");
            } catch (GeneralSecurityException otherKind) {
                // the next one may know it
            }
        }
        throw new CertificateRefused.BadKey(
                "must be an X.509 SubjectPublicKeyInfo of an EC key on P-256 or an RSA key, DER in base64");
    }

    private static PublicKey checked(PublicKey key) throws GeneralSecurityException {
        return switch (key) {
            case ECPublicKey ec when !isP256(ec) -> throw new CertificateRefused.BadKey("must be on the curve P-256");
            case RSAPublicKey rsa
            when rsa.getModulus().bitLength() < SHORTEST_RSA ->
                throw new CertificateRefused.BadKey("must have at least 2048 bits");
            default -> key;
        };
    }

    private static boolean isP256(ECPublicKey key) throws GeneralSecurityException {
        var known = AlgorithmParameters.getInstance("EC");
        known.init(new ECGenParameterSpec("secp256r1"));
        var p256 = known.getParameterSpec(ECParameterSpec.class);
        return key.getParams().getCurve().equals(p256.getCurve())
                && key.getParams().getGenerator().equals(p256.getGenerator());
    }
}
