package io.miniredis.auth.serviceclient;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The secrets with which the house's services ask for tokens, each of at least {@value #SHORTEST} characters. */
@ConfigurationProperties("miniredis.service-clients")
record ServiceClientSecrets(String apiGateway, String backend, String nodeManager, String monitoringService) {

    static final int SHORTEST = 16;

    ServiceClientSecrets {
        check("CLIENT_SECRET_API_GATEWAY", apiGateway);
        check("CLIENT_SECRET_BACKEND", backend);
        check("CLIENT_SECRET_NODE_MANAGER", nodeManager);
        check("CLIENT_SECRET_MONITORING_SERVICE", monitoringService);
    }

    private static void check(String variable, String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "%s must have at least %d characters; make one with: openssl rand -hex 32"
                            .formatted(variable, SHORTEST));
        }
    }

    /** A client's name, its secret, and the scopes that it is given. */
    record Client(String name, String secret, Set<String> scopes) {}

    List<Client> clients() {
        return List.of(
                new Client("api-gateway", apiGateway, Set.of("exchange")),
                new Client("backend", backend, Set.of("nodes", "audit")),
                new Client("node-manager", nodeManager, Set.of("hosts")),
                new Client("monitoring-service", monitoringService, Set.of("targets")));
    }

    @Override
    public String toString() {
        return "ServiceClientSecrets[…]";
    }
}
