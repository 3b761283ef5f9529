package io.miniredis.backend.database;

import io.miniredis.kit.host.MonitoringTarget;
import io.miniredis.kit.secret.SecretBox;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the monitoring-service which nodes there are to measure. */
@RestController
class TargetsController {

    private final Databases databases;
    private final SecretBox secrets;

    TargetsController(Databases databases, SecretBox secrets) {
        this.databases = databases;
        this.secrets = secrets;
    }

    @GetMapping("/internal/targets")
    @Transactional(readOnly = true)
    public List<MonitoringTarget> targets() {
        return databases.findWished().stream()
                .map(this::target)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<MonitoringTarget> target(Database database) {
        return Optional.ofNullable(database.primary().endpoint())
                .map(endpoint -> new MonitoringTarget(
                        database.primary().id(),
                        database.id(),
                        database.name(),
                        database.organizationId(),
                        endpoint.host(),
                        endpoint.port(),
                        database.memoryBytes(),
                        Database.MONITOR,
                        database.monitorPassword(secrets)));
    }
}
