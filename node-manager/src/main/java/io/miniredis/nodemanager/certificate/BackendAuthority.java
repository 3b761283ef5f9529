package io.miniredis.nodemanager.certificate;

import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.host.CertificateRequest;
import io.miniredis.kit.host.IssuedCertificate;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The platform's authority, asked over the backend's internal API. */
public final class BackendAuthority implements Authority {

    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final String hostId;
    private final RestClient backend;

    public BackendAuthority(String hostId, URI backendUrl, ServiceClients clients) {
        this.hostId = hostId;
        this.backend = clients.to(backendUrl, DEADLINE);
    }

    @Override
    public IssuedCertificate issue(String nodeId, PublicKey key) {
        var request = new CertificateRequest(nodeId, Base64.getEncoder().encodeToString(key.getEncoded()));
        try {
            return Objects.requireNonNull(backend.post()
                    .uri("/internal/hosts/{id}/certificates", hostId)
                    .body(request)
                    .retrieve()
                    .body(IssuedCertificate.class));
        } catch (RestClientException | OAuth2AuthorizationException exception) {
            throw new AuthorityUnavailable(
                    "The platform's certificate authority gives no certificate: " + exception.getMessage(), exception);
        }
    }
}
