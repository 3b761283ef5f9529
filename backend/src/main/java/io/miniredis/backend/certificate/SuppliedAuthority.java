package io.miniredis.backend.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads an authority that the operator supplies. What is wrong with it stops the start, and is said without showing the key. */
final class SuppliedAuthority {

    private static final String CERTIFICATE = "MINIREDIS_CA_CERTIFICATE";
    private static final String KEY = "MINIREDIS_CA_KEY";
    private static final int KEY_CERT_SIGN = 5;

    private SuppliedAuthority() {}

    /** @throws IllegalArgumentException naming the variable and what to do */
    static Authority read(String certificatePem, String keyPem, Instant now) {
        if (certificatePem.isBlank())
            throw wrong(CERTIFICATE, "is missing, though " + KEY + " is set: set both or none");
        if (keyPem.isBlank()) throw wrong(KEY, "is missing, though " + CERTIFICATE + " is set: set both or none");
        var authority = new Authority(chain(certificatePem), key(keyPem));
        requireMaySign(authority, now);
        if (!fits(authority)) throw wrong(KEY, "is not the private key of the first certificate in " + CERTIFICATE);
        return authority;
    }

    private static List<X509Certificate> chain(String pem) {
        try {
            var chain = Pem.certificates(pem);
            if (chain.isEmpty()) throw wrong(CERTIFICATE, "holds no certificate: it must be PEM");
            for (var it = 1; it < chain.size(); it++) {
                chain.get(it - 1).verify(chain.get(it).getPublicKey());
            }
            return chain;
        } catch (CertificateException exception) {
            throw wrong(CERTIFICATE, "must be X.509 certificates in PEM, and nothing else");
        } catch (GeneralSecurityException exception) {
            throw wrong(
                    CERTIFICATE, "must list the certificate that signs first, then each one's issuer up to the root");
        }
    }

    private static void requireMaySign(Authority authority, Instant now) {
        for (var certificate : authority.chain()) {
            var usage = certificate.getKeyUsage();
            if (certificate.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
                throw wrong(
                        CERTIFICATE,
                        "must be of an authority: it needs CA:TRUE and, where it has key usages, keyCertSign");
            }
        }
        if (authority.endsAt().isBefore(now)) throw wrong(CERTIFICATE, "ended at " + authority.endsAt());
    }

    private static PrivateKey key(String pem) {
        var converter = new JcaPEMKeyConverter();
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (var part = parser.readObject(); part != null; part = parser.readObject()) {
                switch (part) {
                    case PrivateKeyInfo key -> {
                        return converter.getPrivateKey(key);
                    }
                    case PEMKeyPair pair -> {
                        return converter.getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    case PEMEncryptedKeyPair locked -> throw wrong(KEY, "must not be encrypted");
                    case PKCS8EncryptedPrivateKeyInfo locked -> throw wrong(KEY, "must not be encrypted");
                    default -> {} // curve parameters, which openssl writes before the key
                }
            }
        } catch (IOException exception) {
            throw wrong(KEY, "is not a private key in PEM that can be read");
        }
        throw wrong(KEY, "holds no private key: it must be PEM");
    }

    private static boolean fits(Authority authority) {
        var message = new byte[] {1, 2, 3};
        try {
            var signature = Signature.getInstance(authority.signatureAlgorithm());
            signature.initSign(authority.key());
            signature.update(message);
            var signed = signature.sign();
            signature.initVerify(authority.signer().getPublicKey());
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    private static IllegalArgumentException wrong(String variable, String what) {
        return new IllegalArgumentException(variable + " " + what);
    }
}
