package io.miniredis.backend.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Who signs.
 *
 * @param chain the certificate that signs first, each signed by the next, the one that clients trust last; often it is the only one
 * @param key the private key of the first
 */
record Authority(List<X509Certificate> chain, PrivateKey key) {

    X509Certificate signer() {
        return chain.getFirst();
    }

    /** What clients trust. */
    X509Certificate anchor() {
        return chain.getLast();
    }

    /** What clients need to get from a node's certificate to the one that they trust. */
    List<X509Certificate> between() {
        return chain.subList(0, chain.size() - 1);
    }

    /** When the first certificate of the chain ends: nothing that it signs is valid any longer. */
    Instant endsAt() {
        return chain.stream()
                .map(it -> it.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** The signature scheme that fits its key. */
    String signatureAlgorithm() {
        return switch (key) {
            case ECKey ec -> "SHA256withECDSA";
            case RSAKey rsa -> "SHA256withRSA";
            case EdECKey edwards -> edwards.getParams().getName();
            default -> key.getAlgorithm();
        };
    }

    /** Lower-case hex SHA-256 of a certificate. */
    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "Authority[" + signer().getSubjectX500Principal() + "]";
    }
}
