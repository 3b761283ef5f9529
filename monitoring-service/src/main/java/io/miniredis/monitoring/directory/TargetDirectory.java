package io.miniredis.monitoring.directory;

import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.host.MonitoringTarget;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The backend's list of nodes, asked for conditionally: an unchanged list costs one small answer. */
@Component
public class TargetDirectory {

    private static final ParameterizedTypeReference<List<MonitoringTarget>> LIST =
            new ParameterizedTypeReference<>() {};

    private final RestClient backend;
    private volatile @Nullable String etag;

    TargetDirectory(ServiceClients clients, BackendProperties properties) {
        backend = clients.to(properties.uri(), properties.deadline());
    }

    /**
     * The whole list, or empty when it is what the last call answered.
     *
     * @throws RuntimeException when backend or auth-service does not give it
     */
    public Optional<List<MonitoringTarget>> changed() {
        return Objects.requireNonNull(backend.get()
                .uri("/internal/targets")
                .headers(this::onlyIfChanged)
                .exchange((request, response) -> read(response)));
    }

    private void onlyIfChanged(HttpHeaders headers) {
        var known = etag;
        if (known != null) headers.set(HttpHeaders.IF_NONE_MATCH, known);
    }

    private Optional<List<MonitoringTarget>> read(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response)
            throws IOException {
        var status = response.getStatusCode();
        if (status.isSameCodeAs(HttpStatus.NOT_MODIFIED)) return Optional.empty();
        if (!status.is2xxSuccessful()) throw new IllegalStateException("the backend answered " + status);
        var targets = response.bodyTo(LIST);
        if (targets == null) throw new IllegalStateException("the backend's list of targets is empty of JSON");
        etag = response.getHeaders().getETag();
        return Optional.of(targets);
    }
}
