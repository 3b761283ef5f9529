package io.miniredis.auth.serviceclient;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The secrets with which the house's services ask for tokens, each of at least {@value #SHORTEST} characters. Of one service there may be
 * two, separated by a comma: while they change, it may come with either.
 */
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
        var secrets = split(secret);
        if (secrets.size() > 2)
            throw new IllegalArgumentException("%s may hold two secrets at most".formatted(variable));
        for (var one : secrets) {
            if (one.length() < SHORTEST) {
                throw new IllegalArgumentException(
                        "%s must have at least %d characters; make one with: openssl rand -hex 32"
                                .formatted(variable, SHORTEST));
            }
        }
    }

    private static List<String> split(String secret) {
        return Arrays.stream(secret.split(",", -1)).map(String::strip).toList();
    }

    /** A client's name, its secrets, any of which it may come with, and the scopes that it is given. */
    record Client(String name, List<String> secrets, Set<String> scopes) {
        @Override
        public String toString() {
            return "Client[" + name + "]";
        }
    }

    List<Client> clients() {
        return List.of(
                new Client("api-gateway", split(apiGateway), Set.of("exchange")),
                new Client("backend", split(backend), Set.of("nodes", "audit")),
                new Client("node-manager", split(nodeManager), Set.of("hosts")),
                new Client("monitoring-service", split(monitoringService), Set.of("targets")));
    }

    @Override
    public String toString() {
        return "ServiceClientSecrets[…]";
    }
}
