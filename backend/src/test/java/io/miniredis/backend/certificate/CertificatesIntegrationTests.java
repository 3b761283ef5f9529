package io.miniredis.backend.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.miniredis.backend.BackendTest;
import io.miniredis.backend.host.Hosts;
import io.miniredis.kit.host.IssuedCertificate;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

class CertificatesIntegrationTests extends BackendTest {

    @Autowired
    private AuthorityStore store;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Hosts hosts;

    @Autowired
    private MeterRegistry meters;

    private MvcTestResult ask(String hostId, String nodeId, String publicKey) {
        return mvc.post()
                .uri("/internal/hosts/" + hostId + "/certificates")
                .header("Authorization", TokensForTests.service("node-manager", "hosts"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"nodeId\":\"" + nodeId + "\",\"publicKey\":\"" + publicKey + "\"}")
                .exchange();
    }

    private IssuedCertificate issued(String nodeId, KeyPair keys) throws Exception {
        var answer = ask("host-1", nodeId, TestKeys.base64(keys.getPublic()));
        assertThat(answer).hasStatus(200);
        return json.readValue(answer.getResponse().getContentAsString(), IssuedCertificate.class);
    }

    private static Set<String> names(IssuedCertificate issued) throws Exception {
        return Pem.certificates(issued.certificate()).getFirst().getSubjectAlternativeNames().stream()
                .map(it -> String.valueOf(it.get(1)))
                .collect(Collectors.toSet());
    }

    private Authorities authorities(String certificate, String key, Instant now) {
        return new Authorities(
                new CertificateProperties(90, certificate, key),
                store,
                transaction,
                new SimpleMeterRegistry(),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /** Each begins as a new installation does, and as one whose database was put back. */
    @BeforeEach
    void forgetAuthorities() {
        jdbc.update("delete from certificate_authority");
    }

    @Test
    void issueWhenNodeLivesThereIsTrustedByAClientThatHasTheDownload() throws Exception {
        var node = nodeOf(created("orders"));
        var download = mvc.get().uri("/api/v1/certificate-authority").exchange();
        assertThat(download).hasStatus(200).hasContentType("application/x-pem-file");
        assertThat(download.getResponse().getHeader("Content-Disposition")).contains("miniredis-ca.pem");
        assertThat(download.getResponse().getHeader("Cache-Control")).contains("max-age=300", "public");
        var trusted = download.getResponse().getContentAsString();
        for (var keys : List.of(TestKeys.ec("secp256r1"), TestKeys.rsa(2048))) {
            var issued = issued(node, keys);
            // tenants come by the public name, the house by the address in the node-manager's URL
            for (var name : List.of("redis.test", "127.0.0.1")) {
                var shown = Handshake.of(issued.certificate(), keys.getPrivate(), trusted, name);
                assertThat(shown.getPublicKey()).isEqualTo(keys.getPublic());
                assertThat(shown.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
                assertThat(shown.getBasicConstraints()).isEqualTo(-1);
            }
            assertThatThrownBy(() -> Handshake.of(issued.certificate(), keys.getPrivate(), trusted, "evil.test"))
                    .isInstanceOf(SSLHandshakeException.class);
            var stranger = Pem.of(X509.authority(Instant.now()).chain());
            assertThatThrownBy(() -> Handshake.of(issued.certificate(), keys.getPrivate(), stranger, "redis.test"))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void issueWhenCheckedByOpensslHolds(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")));
        var issued = issued(nodeOf(created("orders")), TestKeys.ec("secp256r1"));
        Files.writeString(folder.resolve("ca.pem"), issued.authority());
        Files.writeString(folder.resolve("node.pem"), issued.certificate());
        for (var name : List.of("-verify_hostname redis.test", "-verify_ip 127.0.0.1")) {
            var verify = "openssl verify -x509_strict -purpose sslserver -CAfile ca.pem " + name + " node.pem";
            var process = new ProcessBuilder(verify.split(" "))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(folder.resolve("log"))).isEqualTo("node.pem: OK\n");
        }
    }

    @Test
    void issueWhenIssuedLastsNinetyDaysAndWantsRenewalAtTwoThirds() throws Exception {
        var before = Instant.now();
        var issued = issued(nodeOf(created("orders")), TestKeys.ec("secp256r1"));
        var certificate = Pem.certificates(issued.certificate()).getFirst();
        assertThat(issued.expiresAt()).isEqualTo(certificate.getNotAfter().toInstant());
        assertThat(Duration.between(before, issued.expiresAt())).isCloseTo(Duration.ofDays(90), Duration.ofMinutes(1));
        assertThat(Duration.between(before, issued.renewAt())).isCloseTo(Duration.ofDays(60), Duration.ofMinutes(1));
        var begins = certificate.getNotBefore().toInstant();
        assertThat(Duration.between(begins, before)).isCloseTo(Duration.ofHours(1), Duration.ofMinutes(1));
        var serials = new HashSet<>();
        for (var i = 0; i < 2; i++) {
            var other = issued(nodeOf(created("orders-" + i)), TestKeys.ec("secp256r1"));
            serials.add(Pem.certificates(other.certificate()).getFirst().getSerialNumber());
        }
        serials.add(certificate.getSerialNumber());
        assertThat(serials).hasSize(3);
    }

    @Test
    void issueWhenPublicHostIsThisMachineHasItsOtherNamesToo() throws Exception {
        var node = nodeOf(created("orders"));
        assertThat(names(issued(node, TestKeys.ec("secp256r1"))))
                .containsExactlyInAnyOrder("redis.test", "127.0.0.1", node + ".nodes.miniredis");
        report("host-1", "localhost", true, false, List.of());
        assertThat(names(issued(node, TestKeys.ec("secp256r1"))))
                .containsExactlyInAnyOrder("localhost", "127.0.0.1", node + ".nodes.miniredis");
        report("host-1", "2001:db8::7", true, false, List.of());
        assertThat(names(issued(node, TestKeys.ec("secp256r1"))))
                .containsExactlyInAnyOrder("2001:db8:0:0:0:0:0:7", "127.0.0.1", node + ".nodes.miniredis");
        report("host-1", "*.test", true, false, List.of());
        assertProblem(
                ask("host-1", node, TestKeys.base64(TestKeys.ec("secp256r1").getPublic())), 422, "HOST_NAME_INVALID");
    }

    @Test
    void issueWhenNodeLivesElsewhereIsRefused() throws Exception {
        var id = created("orders");
        var node = nodeOf(id);
        var key = TestKeys.base64(TestKeys.ec("secp256r1").getPublic());
        assertProblem(ask("host-2", node, key), 403, "NODE_ELSEWHERE");
        assertProblem(ask("host-1", "nd_0000000000", key), 404, "NODE_UNKNOWN");
        jdbc.update("update database set deleted_at = now() where id = ?", id);
        assertProblem(ask("host-1", node, key), 404, "NODE_UNKNOWN");
        assertFieldProblem(ask("host-1", "../x", key), "nodeId");
    }

    @Test
    void issueWhenKeyIsWeakOrNoneNamesTheField() throws Exception {
        var node = nodeOf(created("orders"));
        for (var key : List.of(
                TestKeys.base64(TestKeys.rsa(1024).getPublic()),
                TestKeys.base64(TestKeys.ec("secp384r1").getPublic()),
                TestKeys.base64(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()),
                "AAAA",
                "not base64!")) {
            assertFieldProblem(ask("host-1", node, key), "publicKey");
        }
    }

    @Test
    void issueWhenAskedByOthersIsRefused() throws Exception {
        for (var authorization : List.of(
                TokensForTests.service("monitoring-service", "targets"),
                TokensForTests.tenant(organization, Role.OWNER))) {
            assertProblem(
                    mvc.post()
                            .uri("/internal/hosts/host-1/certificates")
                            .header("Authorization", authorization)
                            .contentType(MediaType.APPLICATION_JSON)
                            .content("{}")
                            .exchange(),
                    403,
                    "FORBIDDEN");
        }
        assertProblem(get("/internal/certificate-authority"), 403, "FORBIDDEN");
        var trusted = mvc.get()
                .uri("/internal/certificate-authority")
                .header("Authorization", TokensForTests.service("monitoring-service", "targets"))
                .exchange();
        assertThat(trusted).hasStatus(200);
        assertThat(trusted.getResponse().getContentAsString()).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void authorityWhenReplicasNeedItAtOnceIsMadeOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var signers = threads
                    .invokeAll(IntStream.range(0, 6)
                            .mapToObj(it -> (Callable<Authority>)
                                    () -> authorities("", "", Instant.now()).current())
                            .toList())
                    .stream()
                    .map(it -> it.resultNow().signer())
                    .collect(Collectors.toSet());
            assertThat(signers).hasSize(1);
            assertThat(signers.iterator().next().getSubjectX500Principal().getName())
                    .contains("MiniRedis");
        }
        assertThat(jdbc.queryForObject("select count(*) from certificate_authority", Integer.class))
                .isEqualTo(1);
        assertThat(jdbc.queryForObject("select sealed_key from certificate_authority", String.class))
                .startsWith("k1.");
    }

    @Test
    void authorityWhenOneIsSuppliedIsTrustedBesideTheOldOne() throws Exception {
        var now = Instant.now();
        var old = authorities("", "", now);
        var keys = TestKeys.ec("secp256r1");
        var oldSigner = old.current();
        var own = X509.authority(now);
        var supplied = authorities(Pem.of(own.chain()), TestKeys.pem(own.key()), now);
        assertThat(supplied.current().signer()).isEqualTo(own.signer());
        var trusted = Pem.of(supplied.trusted());
        assertThat(supplied.trusted()).contains(own.signer(), oldSigner.signer());
        var node = nodeOf(created("orders"));
        var host = hosts.findById("host-1").orElseThrow();
        for (var authorities : List.of(old, supplied)) {
            var issued = new Certificates(
                            authorities, new CertificateProperties(90, "", ""), Clock.fixed(now, ZoneOffset.UTC))
                    .issue(node, host, keys.getPublic());
            assertThat(Handshake.of(issued.certificate(), keys.getPrivate(), trusted, "redis.test"))
                    .isNotNull();
        }
    }

    @Test
    void authorityWhenItNearsItsEndAnnouncesTheNextAndHandsOverLater() {
        var now = Instant.now();
        var first = authorities("", "", now).current();
        var nearing = authorities("", "", now.plus(Duration.ofDays(3650 - 200)));
        assertThat(nearing.current().signer()).isEqualTo(first.signer());
        assertThat(nearing.trusted()).hasSize(2);
        var late = authorities("", "", now.plus(Duration.ofDays(3650 - 80)));
        assertThat(late.current().signer()).isNotEqualTo(first.signer());
        assertThat(late.trusted()).hasSize(2).contains(first.signer());
        assertThat(authorities("", "", now.plus(Duration.ofDays(3651))).trusted())
                .doesNotContain(first.signer());
    }

    @Test
    void gaugeWhenThereIsAnAuthorityTellsTheSecondsLeft() throws Exception {
        issued(nodeOf(created("orders")), TestKeys.ec("secp256r1"));
        var left = meters.get("miniredis.certificate.authority.expires").gauge().value();
        assertThat(left).isBetween(3600.0 * 24 * 3600, 3651.0 * 24 * 3600);
    }
}
