package io.miniredis.nodemanager.node;

import io.miniredis.kit.host.IssuedCertificate;
import io.miniredis.nodemanager.certificate.Authority;
import io.miniredis.nodemanager.certificate.AuthorityUnavailable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.ThreadLocalRandom;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of the test's own, which can be away. */
public final class AuthorityForTests implements Authority {

    private final KeyPair key = newKey();
    public final X509Certificate certificate;
    public volatile boolean away;
    /** How long its certificates are valid, and from when on they are to be renewed. */
    public volatile Duration validity = Duration.ofDays(90);

    public volatile Duration renewAfter = Duration.ofDays(60);

    public AuthorityForTests() {
        certificate = sign("CN=Test authority", key.getPublic(), Duration.ofDays(365), true);
    }

    @Override
    public IssuedCertificate issue(String nodeId, PublicKey node) {
        if (away) throw new AuthorityUnavailable("The authority is away.", new IllegalStateException());
        var now = Instant.now();
        return new IssuedCertificate(
                pem(sign("CN=" + nodeId, node, validity, false)),
                pem(certificate),
                now.plus(validity),
                now.plus(renewAfter));
    }

    private X509Certificate sign(String name, PublicKey subject, Duration valid, boolean authority) {
        try {
            var now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Principal("CN=Test authority"),
                    BigInteger.valueOf(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)),
                    Date.from(now.minusSeconds(60)),
                    Date.from(now.plus(valid)),
                    new X500Principal(name),
                    subject);
            if (authority) builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            else {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorException | java.io.IOException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static KeyPair newKey() {
        try {
            var keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(256);
            return keys.generateKeyPair();
        } catch (GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static String pem(X509Certificate certificate) {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(certificate);
        } catch (java.io.IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return text.toString();
    }
}
