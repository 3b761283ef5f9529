package io.miniredis.backend.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates: of authorities, and of nodes. */
final class X509 {

    /** Clocks of hosts and clients may be behind by so much. */
    private static final Duration SKEW = Duration.ofHours(1);

    private static final Duration AUTHORITY_LASTS = Duration.ofDays(3650);
    private static final int SERIAL_BITS = 128;
    private static final SecureRandom random = new SecureRandom();

    private X509() {}

    /** A new authority with a key of its own (ECDSA, P-256), for ten years. Its name is its own, so that two are not mixed up. */
    static Authority authority(Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var keys = generator.generateKeyPair();
            var tag = new byte[4];
            random.nextBytes(tag);
            var name = new X500NameBuilder()
                    .addRDN(BCStyle.O, "MiniRedis")
                    .addRDN(BCStyle.CN, "MiniRedis CA " + HexFormat.of().formatHex(tag))
                    .build();
            var builder = new JcaX509v3CertificateBuilder(
                    name, serial(), from(now), Date.from(now.plus(AUTHORITY_LASTS)), name, keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            var unsigned = new Authority(List.of(), keys.getPrivate());
            return new Authority(List.of(sign(builder, unsigned)), keys.getPrivate());
        } catch (GeneralSecurityException | CertIOException exception) {
            throw new IllegalStateException("the authority's certificate cannot be made", exception);
        }
    }

    /** A certificate for a server with these names, signed by the authority, valid until {@code end}. */
    static X509Certificate node(
            Authority authority, String commonName, List<GeneralName> names, PublicKey key, Instant now, Instant end) {
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder = new JcaX509v3CertificateBuilder(
                    authority.signer(), serial(), from(now), Date.from(end), subject(commonName), key);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            // the key of an RSA certificate also takes part in older key exchanges
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            key instanceof RSAPublicKey
                                    ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
                                    : KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(authority.signer().getPublicKey()));
            return sign(builder, authority);
        } catch (GeneralSecurityException | CertIOException exception) {
            throw new IllegalStateException("the node's certificate cannot be made", exception);
        }
    }

    private static X500Name subject(String commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, Authority authority)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder(authority.signatureAlgorithm()).build(authority.key());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException exception) {
            throw new GeneralSecurityException(exception);
        }
    }

    private static Date from(Instant now) {
        return Date.from(now.minus(SKEW));
    }

    /** Positive and random, so that it tells nothing. */
    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    }
}
