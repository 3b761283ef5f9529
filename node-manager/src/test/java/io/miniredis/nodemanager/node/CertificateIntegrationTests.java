package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.speakingTls;
import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Nodes that speak TLS, seen by a client that trusts the authority and nobody else. */
class CertificateIntegrationTests extends HostTest {

    private static final String ID = "nd_tls00001";
    private static final NodeSpec SPEC = speakingTls(spec(ID), 1, true);

    private SSLContext trusting(X509Certificate authority) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("authority", authority);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Jedis client(NodeStatus node, X509Certificate authority) throws Exception {
        return new Jedis(
                new HostAndPort("localhost", node.port()),
                DefaultJedisClientConfig.builder()
                        .ssl(true)
                        .sslSocketFactory(trusting(authority).getSocketFactory())
                        .hostnameVerifier((name, session) -> true)
                        .user("default")
                        .password(HostForTests.PASSWORD)
                        .build());
    }

    private BigInteger presented(NodeStatus node) throws Exception {
        try (var socket = (SSLSocket)
                trusting(host.authority.certificate).getSocketFactory().createSocket("localhost", node.port())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private NodeStatus status() {
        return host.nodes().find(ID).orElseThrow();
    }

    @Test
    void putWhenTlsIsWishedSpeaksTlsOnlyWithACertificateOfTheAuthority() throws Exception {
        var node = host.nodes().put(SPEC);
        assertThat(node.state()).isEqualTo(NodeState.READY);
        assertThat(node.certificateExpiresAt()).isAfter(Instant.now().plus(Duration.ofDays(80)));
        try (var client = client(node, host.authority.certificate)) {
            assertThat(client.set("key", "value")).isEqualTo("OK");
        }
        assertThatThrownBy(
                        () -> client(node, new AuthorityForTests().certificate).ping())
                .isInstanceOf(JedisConnectionException.class);
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            plain.setSoTimeout(5000);
            plain.getOutputStream().write("PING\r\n".getBytes());
            assertThat(new String(plain.getInputStream().readAllBytes())).doesNotContain("PONG");
        } catch (java.net.SocketException reset) {
            assertThat(reset).isNotNull();
        }
        try (var files = Files.list(host.nodeFolder(ID).resolve("tls"))) {
            assertThat(files.filter(it -> it.toString().endsWith(".key")))
                    .allSatisfy(it -> assertThat(Files.getPosixFilePermissions(it))
                            .noneMatch(right -> right.name().startsWith("OTHERS")));
        }
    }

    @Test
    void renewalWhenACertificateIsDueReplacesItWithoutARestartOrALostConnection() throws Exception {
        host.authority.renewAfter = Duration.ZERO;
        var node = host.nodes().put(SPEC);
        try (var client = client(node, host.authority.certificate)) {
            var before = presented(node);
            host.authority.renewAfter = Duration.ofDays(60);
            host.authority.validity = Duration.ofDays(200);
            Awaitility.await()
                    .until(() -> status().certificateExpiresAt()
                            .isAfter(Instant.now().plus(Duration.ofDays(150))));
            assertThat(presented(node)).isNotEqualTo(before);
            assertThat(client.ping()).isEqualTo("PONG");
        }
        assertThat(status().pid()).isEqualTo(node.pid());
        assertThat(host.nodes().history(ID, 50)).anyMatch(it -> it.kind() == NodeHistoryEvent.Kind.CERTIFICATE);
    }

    @Test
    void adoptionWhenTheEngineSpeaksTlsKeepsItsCertificate() throws Exception {
        var node = host.nodes().put(SPEC);
        var before = presented(node);
        host.restartNodeManager();
        var adopted = host.await(ID, NodeState.READY);
        assertThat(adopted.pid()).isEqualTo(node.pid());
        assertThat(adopted.certificateExpiresAt()).isEqualTo(node.certificateExpiresAt());
        assertThat(presented(node)).isEqualTo(before);
    }

    @Test
    void startWhenTheAuthorityIsAwayUsesTheCertificateThatIsThere() throws Exception {
        var node = host.nodes().put(SPEC);
        host.authority.away = true;
        HostForTests.kill(node.pid());
        var back = host.awaitOther(node);
        try (var client = client(back, host.authority.certificate)) {
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void putWhenTheAuthorityIsAwaySaysSoAndGoesOnWhenItIsBack() throws Exception {
        host.authority.away = true;
        assertThat(host.nodes().put(SPEC).reason()).isEqualTo("CERTIFICATE_UNAVAILABLE");
        host.authority.away = false;
        assertThat(host.await(ID, NodeState.READY).certificateExpiresAt()).isNotNull();
    }

    @Test
    void putWhenTlsIsSwitchedOnAndOffRestartsTheEngineWithItsData() throws Exception {
        var plain = host.nodes().put(spec(ID));
        host.run(plain, "SET", "key", "value");
        var secure = host.nodes().put(speakingTls(spec(ID), 2, true));
        assertThat(secure.pid()).isNotEqualTo(plain.pid());
        assertThat(secure.observedGeneration()).isEqualTo(2);
        assertThat(secure.crashes()).isZero();
        try (var client = client(secure, host.authority.certificate)) {
            assertThat(client.get("key")).isEqualTo("value");
        }
        var again = host.nodes().put(speakingTls(spec(ID), 3, false));
        assertThat(again.certificateExpiresAt()).isNull();
        try (var client = new Jedis(
                new HostAndPort("localhost", again.port()),
                DefaultJedisClientConfig.builder()
                        .password(HostForTests.PASSWORD)
                        .build())) {
            assertThat(client.get("key")).isEqualTo("value");
        }
    }
}
