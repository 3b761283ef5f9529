package io.miniredis.backend.certificate;

import io.miniredis.backend.host.Host;
import io.miniredis.kit.host.IssuedCertificate;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Signs nodes' certificates. None outlives its authority. */
@Component
class Certificates {

    private static final Logger log = LoggerFactory.getLogger(Certificates.class);

    private final Authorities authorities;
    private final Duration lasts;
    private final Clock clock;

    Certificates(Authorities authorities, CertificateProperties properties, Clock clock) {
        this.authorities = authorities;
        this.lasts = Duration.ofDays(properties.days());
        this.clock = clock;
    }

    IssuedCertificate issue(String nodeId, Host host, PublicKey key) {
        var trusted = authorities.trusted();
        var authority = authorities.current();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS); // certificates count in seconds
        var end = earlier(now.plus(lasts), authority.endsAt());
        var certificate = X509.node(authority, nodeId, NodeNames.of(nodeId, host), key, now, end);
        log.info(
                "signed the certificate {} of {} until {}",
                certificate.getSerialNumber().toString(16),
                nodeId,
                end);
        var chain = new ArrayList<>(authority.between());
        chain.addFirst(certificate);
        var renewal = now.plus(Duration.between(now, end).multipliedBy(2).dividedBy(3));
        return new IssuedCertificate(Pem.of(chain), Pem.of(trusted), end, renewal);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
