package io.miniredis.backend.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppliedAuthorityTests {

    private static final Instant NOW = Instant.now();

    private final Authority authority = X509.authority(NOW);
    private final String certificate = Pem.of(authority.chain());
    private final String key = TestKeys.pem(authority.key());

    private static void assertWrong(String certificate, String key, String variable, String why) {
        assertThatThrownBy(() -> SuppliedAuthority.read(certificate, key, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(variable)
                .hasMessageContaining(why)
                .hasMessageNotContaining("PRIVATE KEY-");
    }

    @Test
    void readWhenPairFitsIsTheAuthority() {
        var read = SuppliedAuthority.read(certificate, key, NOW);
        assertThat(read.signer()).isEqualTo(authority.signer());
        assertThat(read.key()).isEqualTo(authority.key());
    }

    @Test
    void readWhenHalfIsMissingNamesTheOther() {
        assertWrong("", key, "MINIREDIS_CA_CERTIFICATE", "set both or none");
        assertWrong(certificate, " \n", "MINIREDIS_CA_KEY", "set both or none");
    }

    @Test
    void readWhenPairDoesNotFitNamesTheKey() throws Exception {
        assertWrong(certificate, TestKeys.pem(X509.authority(NOW).key()), "MINIREDIS_CA_KEY", "not the private key");
        assertWrong(certificate, TestKeys.pem(TestKeys.rsa(2048).getPrivate()), "MINIREDIS_CA_KEY", "not the private");
    }

    @Test
    void readWhenTextIsNoPemNamesTheVariable() {
        assertWrong("nonsense", key, "MINIREDIS_CA_CERTIFICATE", "PEM");
        assertWrong(certificate, "nonsense", "MINIREDIS_CA_KEY", "PEM");
        assertWrong(
                certificate,
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "MINIREDIS_CA_KEY",
                "can be read");
    }

    @Test
    void readWhenCertificateIsOfNoAuthoritySaysSo() throws Exception {
        var keys = TestKeys.ec("secp256r1");
        var node = X509.node(authority, "nd_1", List.of(), keys.getPublic(), NOW, NOW.plus(Duration.ofDays(1)));
        assertWrong(Pem.of(List.of(node)), TestKeys.pem(keys.getPrivate()), "MINIREDIS_CA_CERTIFICATE", "CA:TRUE");
    }

    @Test
    void readWhenCertificateHasEndedSaysWhen() {
        var old = X509.authority(NOW.minus(Duration.ofDays(4000)));
        assertWrong(Pem.of(old.chain()), TestKeys.pem(old.key()), "MINIREDIS_CA_CERTIFICATE", "ended at");
    }

    @Test
    void readWhenChainIsGivenTrustsItsEndAndHandsOutWhatIsBetween() throws Exception {
        var top = TestKeys.ec("secp256r1");
        var root = signed("CN=Top", top.getPublic(), top.getPrivate());
        var between = TestKeys.ec("secp256r1");
        var signer = signed("CN=Between", between.getPublic(), top.getPrivate());
        var read = SuppliedAuthority.read(Pem.of(List.of(signer, root)), TestKeys.pem(between.getPrivate()), NOW);
        assertThat(read.anchor()).isEqualTo(root);
        assertThat(read.between()).containsExactly(signer);
        var end = NOW.plus(Duration.ofDays(1));
        var node = TestKeys.ec("secp256r1");
        var names = List.of(new GeneralName(GeneralName.dNSName, "redis.test"));
        var leaf = X509.node(read, "nd_1", names, node.getPublic(), NOW, end);
        var chain = Pem.of(List.of(leaf)) + Pem.of(read.between());
        assertThat(Handshake.of(chain, node.getPrivate(), Pem.of(List.of(root)), "redis.test"))
                .isEqualTo(leaf);
        assertWrong(Pem.of(List.of(root, signer)), key, "MINIREDIS_CA_CERTIFICATE", "then each one's issuer");
    }

    /** A certificate of an authority that "CN=Top" signed. */
    private static X509Certificate signed(String name, PublicKey key, PrivateKey signer) throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=Top"),
                new BigInteger(64, new SecureRandom()),
                Date.from(NOW.minusSeconds(60)),
                Date.from(NOW.plus(Duration.ofDays(100))),
                new X500Name(name),
                key);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    }

    @Test
    void readWhenOpensslWroteItsOldFormatsUnderstandsThem(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")));
        for (var make : List.of(
                "openssl ecparam -name prime256v1 -genkey -out ca.key",
                "openssl genrsa -traditional -out ca.key 2048",
                "openssl genpkey -algorithm ed25519 -out ca.key")) {
            shell(folder, make);
            shell(folder, "openssl req -x509 -key ca.key -out ca.pem -days 30 -subj /CN=own");
            var read = SuppliedAuthority.read(
                    Files.readString(folder.resolve("ca.pem")), Files.readString(folder.resolve("ca.key")), NOW);
            assertThat(read.signer().getSubjectX500Principal().getName()).isEqualTo("CN=own");
            var node = TestKeys.ec("secp256r1");
            var names = List.of(new GeneralName(GeneralName.dNSName, "redis.test"));
            var leaf = X509.node(read, "nd_1", names, node.getPublic(), NOW, NOW.plus(Duration.ofDays(1)));
            assertThat(Handshake.of(Pem.of(List.of(leaf)), node.getPrivate(), Pem.of(read.chain()), "redis.test"))
                    .isEqualTo(leaf);
        }
        shell(folder, "openssl genrsa -aes256 -passout pass:secret -out locked.key 2048");
        assertWrong(certificate, Files.readString(folder.resolve("locked.key")), "MINIREDIS_CA_KEY", "encrypted");
    }

    private static void shell(Path folder, String command) throws Exception {
        var process = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
    }
}
