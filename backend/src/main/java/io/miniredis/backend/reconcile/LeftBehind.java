package io.miniredis.backend.reconcile;

import io.miniredis.backend.database.NodeLeftBehind;
import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.host.NodeManagers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Removes nodes whose database is deleted. What fails is seen again in the host's next full listing. */
@Component
class LeftBehind {

    private static final Logger log = LoggerFactory.getLogger(LeftBehind.class);

    private final Hosts hosts;
    private final NodeManagers nodeManagers;

    LeftBehind(Hosts hosts, NodeManagers nodeManagers) {
        this.hosts = hosts;
        this.nodeManagers = nodeManagers;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void remove(NodeLeftBehind node) {
        // not on the thread of the report: the host waits for its answer, and we would wait for the host
        Thread.startVirtualThread(() -> hosts.findById(node.hostId()).ifPresent(host -> {
            log.info("removing {} from {}: its database is deleted", node.nodeId(), node.hostId());
            nodeManagers.remove(host, node.nodeId());
        }));
    }
}
