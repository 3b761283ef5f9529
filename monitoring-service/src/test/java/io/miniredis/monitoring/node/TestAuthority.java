package io.miniredis.monitoring.node;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority as the backend has one. */
final class TestAuthority {

    private final KeyPair keys = keys();
    private final X500Name name = new X500Name("CN=Authority " + keys.hashCode());
    private final X509CertificateHolder certificate;

    TestAuthority() throws Exception {
        certificate = signed(name, keys, Extension.basicConstraints, new BasicConstraints(true));
    }

    String pem() throws IOException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    /** Writes {@code node.crt} and {@code node.key} for a server at this address. */
    void certify(Path folder, String address) throws Exception {
        var node = keys();
        var names = new GeneralNames(new GeneralName(GeneralName.iPAddress, address));
        var signed = signed(new X500Name("CN=node"), node, Extension.subjectAlternativeName, names);
        Files.writeString(folder.resolve("node.crt"), pem("CERTIFICATE", signed.getEncoded()));
        Files.writeString(folder.resolve("node.key"), pem(node.getPrivate()));
    }

    private X509CertificateHolder signed(
            X500Name subject, KeyPair of, ASN1ObjectIdentifier kind, ASN1Encodable extension) throws Exception {
        var now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(64, new SecureRandom()),
                        Date.from(now.minusSeconds(3600)),
                        Date.from(now.plus(Duration.ofDays(1))),
                        subject,
                        of.getPublic())
                .addExtension(kind, true, extension)
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static KeyPair keys() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static String pem(Key key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String what, byte[] encoded) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, base64);
    }
}
