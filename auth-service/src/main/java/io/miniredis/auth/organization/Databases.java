package io.miniredis.auth.organization;

import io.miniredis.kit.client.ServiceClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** What the backend knows about an organization's databases. */
@Component
class Databases {

    private static final Logger log = LoggerFactory.getLogger(Databases.class);

    private final RestClient backend;

    Databases(ServiceClients clients, OrganizationProperties properties) {
        backend = clients.to(properties.backendUrl(), properties.backendDeadline());
    }

    /**
     * Makes sure that the organization has no database and gets none for some minutes, after which it may again. May be repeated.
     *
     * @throws OrganizationException.NotEmpty when it has one
     * @throws OrganizationException.BackendDown when that cannot be known in time
     */
    void freeze(String organizationId) {
        var status = ask(organizationId);
        if (status == HttpStatus.CONFLICT.value()) throw new OrganizationException.NotEmpty();
        if (status == HttpStatus.NO_CONTENT.value()) return;
        log.warn("the backend answered {} to the freezing of {}", status, organizationId);
        throw new OrganizationException.BackendDown();
    }

    private int ask(String organizationId) {
        try {
            return backend.post()
                    .uri("/internal/organizations/{id}/freeze", organizationId)
                    .exchangeForRequiredValue(
                            (request, response) -> response.getStatusCode().value());
        } catch (RestClientException exception) {
            log.warn("the backend did not freeze {}: {}", organizationId, exception.getMessage());
            throw new OrganizationException.BackendDown();
        }
    }
}
