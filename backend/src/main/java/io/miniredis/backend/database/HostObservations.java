package io.miniredis.backend.database;

import io.miniredis.backend.host.HostReported;
import io.miniredis.kit.node.NodeStatus;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes over what hosts report about nodes, in the transaction of the report. */
@Component
class HostObservations {

    private static final Logger log = LoggerFactory.getLogger(HostObservations.class);

    private final Databases databases;
    private final ApplicationEventPublisher events;

    HostObservations(Databases databases, ApplicationEventPublisher events) {
        this.databases = databases;
        this.events = events;
    }

    @EventListener
    void on(HostReported report) {
        var reported = report.nodes().stream().collect(Collectors.toMap(NodeStatus::nodeId, it -> it, (a, b) -> b));
        if (!reported.isEmpty()) {
            for (var database : databases.findByNodeIds(reported.keySet())) take(report.hostId(), database, reported);
        }
        if (report.complete()) {
            for (var database : databases.findOnHost(report.hostId())) {
                var node = database.primary();
                if (!node.wasKnownAt(report.revision()) || reported.containsKey(node.id())) continue;
                node.missing();
                events.publishEvent(new DatabaseChanged(database.id()));
            }
        }
    }

    private void take(String hostId, Database database, Map<String, NodeStatus> reported) {
        var node = database.primary();
        if (!hostId.equals(node.hostId())) {
            log.warn("host {} reports node {}, which lives on {}; ignored", hostId, node.id(), node.hostId());
            return;
        }
        if (database.isDeleted()) {
            // a creation that was overtaken by the deletion left it behind
            events.publishEvent(new NodeLeftBehind(hostId, node.id()));
            return;
        }
        var status = reported.get(node.id());
        if (status == null) return;
        database.observed(status);
        events.publishEvent(new DatabaseObserved(database.id()));
    }
}
