package io.miniredis.backend.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.miniredis.backend.database.Database;
import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.host.NodeManagers;
import io.miniredis.backend.host.NodeManagers.HostRefused;
import io.miniredis.backend.host.NodeManagers.HostUnreachable;
import io.miniredis.backend.operation.Operations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Puts together what hosts remember of a node and what was asked for by operations. */
@Component
class History {

    /**
     * The newest events of a database.
     *
     * @param next always null: hosts keep the last events only, so there is no page after
     * @param complete whether the host's part is in it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Listing(List<DatabaseEvent> items, @Nullable String next, boolean complete) {}

    private static final Logger log = LoggerFactory.getLogger(History.class);

    /** Sorts after every id. */
    private static final String NEWEST = "op_~";

    private final Operations operations;
    private final Hosts hosts;
    private final NodeManagers nodeManagers;

    History(Operations operations, Hosts hosts, NodeManagers nodeManagers) {
        this.operations = operations;
        this.hosts = hosts;
        this.nodeManagers = nodeManagers;
    }

    /** Newest first. */
    Listing of(Database database, int limit) {
        var ofOperations =
                operations.findPage(database.organizationId(), database.id(), NEWEST, Limit.of(limit)).stream()
                        .flatMap(it -> DatabaseEvent.of(it).stream())
                        .sorted(Comparator.comparing(DatabaseEvent::at).reversed())
                        .toList();
        var ofNode = ofNode(database, limit);
        var all = merged(Objects.requireNonNullElse(ofNode, List.of()), ofOperations);
        return new Listing(all.stream().limit(limit).toList(), null, ofNode != null);
    }

    /** Null when the host does not tell; nothing before the database has one. */
    private @Nullable List<DatabaseEvent> ofNode(Database database, int limit) {
        var hostId = database.primary().hostId();
        if (hostId == null) return List.of();
        try {
            var host = hosts.findById(hostId).orElseThrow();
            return nodeManagers.events(host, database.primary().id(), limit).stream()
                    .map(DatabaseEvent::of)
                    .toList();
        } catch (HostUnreachable | HostRefused silent) {
            log.debug("no history of {} from its host", database.id(), silent);
            return null;
        }
    }

    /** Each list keeps its own order: a host's is right even where its clock jumped. */
    private static List<DatabaseEvent> merged(List<DatabaseEvent> one, List<DatabaseEvent> other) {
        var left = new ArrayDeque<>(one);
        var right = new ArrayDeque<>(other);
        var all = new ArrayList<DatabaseEvent>();
        while (!left.isEmpty() && !right.isEmpty()) {
            all.add(left.getFirst().at().isBefore(right.getFirst().at()) ? right.removeFirst() : left.removeFirst());
        }
        all.addAll(left);
        all.addAll(right);
        return all;
    }
}
