package io.miniredis.backend.database;

import io.miniredis.backend.host.Host;
import io.miniredis.backend.host.Hosts;
import io.miniredis.kit.host.MonitoringTarget;
import io.miniredis.kit.secret.SecretBox;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the monitoring-service which nodes there are to measure. */
@RestController
class TargetsController {

    private final Databases databases;
    private final Hosts hosts;
    private final SecretBox secrets;

    TargetsController(Databases databases, Hosts hosts, SecretBox secrets) {
        this.databases = databases;
        this.hosts = hosts;
        this.secrets = secrets;
    }

    @GetMapping("/internal/targets")
    @Transactional(readOnly = true)
    public List<MonitoringTarget> targets() {
        var addresses = hosts.findAll().stream().collect(Collectors.toMap(Host::id, TargetsController::address));
        return databases.findWished().stream()
                .flatMap(it -> target(it, addresses).stream())
                .toList();
    }

    private static String address(Host host) {
        return Objects.requireNonNullElse(URI.create(host.url()).getHost(), host.publicHost());
    }

    /**
     * The node where its node-manager is reached: the public host is a name for tenants, which from inside a cluster, or from another
     * container, may lead elsewhere.
     */
    private Optional<MonitoringTarget> target(Database database, Map<String, String> addresses) {
        var node = database.primary();
        var endpoint = node.endpoint();
        if (endpoint == null) return Optional.empty();
        return Optional.of(new MonitoringTarget(
                node.id(),
                database.id(),
                database.name(),
                database.organizationId(),
                addresses.getOrDefault(String.valueOf(node.hostId()), endpoint.host()),
                endpoint.port(),
                endpoint.tls(),
                database.memoryBytes(),
                Database.MONITOR,
                database.monitorPassword(secrets)));
    }
}
