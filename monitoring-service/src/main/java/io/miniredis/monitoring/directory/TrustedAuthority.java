package io.miniredis.monitoring.directory;

import io.miniredis.kit.client.ServiceClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * The platform's certificate authority, as the backend tells it. It is asked for when a node with TLS is first connected to, every few
 * minutes after, and when a node shows a certificate that is not trusted: the authority may have changed. While the backend is away, what
 * it said last goes on.
 */
@Component
public class TrustedAuthority {

    private static final Logger log = LoggerFactory.getLogger(TrustedAuthority.class);
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** A host full of nodes that are not trusted asks once in this time. */
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(5);

    private record Trust(String pem, SSLSocketFactory sockets) {}

    private final RestClient backend;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Trust trust;
    private volatile boolean doubted;
    private volatile Instant fetchedAt = Instant.EPOCH;
    private volatile Instant triedAt = Instant.EPOCH;

    TrustedAuthority(ServiceClients clients, BackendProperties properties, Clock clock) {
        backend = clients.to(properties.uri(), properties.deadline());
        this.clock = clock;
    }

    /**
     * Makes sockets that trust nodes' certificates, and nobody else's.
     *
     * @throws IllegalStateException when the backend never said whom to trust and does not now
     */
    public SSLSocketFactory sockets() {
        var known = trust;
        if (known == null) fetching.lock();
        else if (!fetching.tryLock()) return known.sockets(); // somebody is asking; nobody need wait for that
        try {
            if (isStale()) refresh();
        } finally {
            fetching.unlock();
        }
        known = trust;
        if (known == null) throw new IllegalStateException("the backend does not tell the certificate authority");
        return known.sockets();
    }

    /** A node showed a certificate that is not trusted: it may be of a newer authority. */
    public void doubt() {
        doubted = true;
    }

    private boolean isStale() {
        var now = clock.instant();
        if (now.isBefore(triedAt.plus(BETWEEN_FETCHES))) return false;
        return trust == null || doubted || !now.isBefore(fetchedAt.plus(KEPT));
    }

    private void refresh() {
        triedAt = clock.instant();
        try {
            var pem = Objects.requireNonNull(backend.get()
                    .uri("/internal/certificate-authority")
                    .retrieve()
                    .body(String.class));
            var known = trust;
            // the same factory remembers TLS sessions
            if (known == null || !known.pem().equals(pem)) trust = new Trust(pem, socketsFor(pem));
            fetchedAt = triedAt;
            doubted = false;
        } catch (RuntimeException | GeneralSecurityException | IOException exception) {
            log.warn("no certificate authority, going on with the last one: {}", exception.toString());
        }
    }

    private static SSLSocketFactory socketsFor(String pem) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var text = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(text)) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
