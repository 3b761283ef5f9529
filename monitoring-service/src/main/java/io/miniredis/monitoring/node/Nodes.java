package io.miniredis.monitoring.node;

import io.miniredis.kit.host.MonitoringTarget;
import io.miniredis.kit.token.Caller;
import io.miniredis.monitoring.directory.TargetDirectory;
import io.miniredis.monitoring.directory.TrustedAuthority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The nodes there are. The backend's list is the truth; while the backend is away, the last list is. The history of a node that has left
 * the list is kept for an hour, so that a database that is stopped and started goes on with its charts.
 */
@Component
public class Nodes {

    private static final Logger log = LoggerFactory.getLogger(Nodes.class);
    private static final Duration KEPT_AFTER_LEAVING = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKUPS = Duration.ofSeconds(1);

    private final TargetDirectory directory;
    private final TrustedAuthority authority;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();

    private volatile Listing listing = new Listing(Map.of(), Map.of());
    private final Map<String, Departed> departed = new HashMap<>();
    private volatile @Nullable Instant refreshedAt;
    private @Nullable Instant lookedUpAt;
    private @Nullable RuntimeException lookupFailure;

    private record Listing(Map<String, Node> byId, Map<String, Node> byDatabase) {}

    private record Departed(Node node, Instant since) {}

    Nodes(TargetDirectory directory, TrustedAuthority authority, Clock clock) {
        this.directory = directory;
        this.authority = authority;
        this.clock = clock;
    }

    public Collection<Node> all() {
        return listing.byId().values();
    }

    /** When the backend last said what there is; null before the first time. */
    public @Nullable Instant refreshedAt() {
        return refreshedAt;
    }

    /** Those that exist for the caller. */
    public List<Node> of(Caller caller) {
        return all().stream().filter(it -> existsFor(caller, it)).toList();
    }

    private static boolean existsFor(Caller caller, Node node) {
        var target = node.target();
        return target.organizationId().equals(caller.organizationId()) && caller.reaches(target.databaseId());
    }

    /**
     * The database's node. One that is not known may be new: the backend is asked at once, though not more than once a second.
     *
     * @throws UnknownDatabase when there is none that exists for the caller
     * @throws TargetsUnavailable when it is not known and the backend does not answer
     */
    public Node ofDatabase(String databaseId, Caller caller) {
        if (!caller.reaches(databaseId)) throw new UnknownDatabase(databaseId);
        var node = listing.byDatabase().get(databaseId);
        if (node == null) node = lookUp(databaseId);
        if (node == null || !existsFor(caller, node)) throw new UnknownDatabase(databaseId);
        return node;
    }

    private @Nullable Node lookUp(String databaseId) {
        refreshing.lock();
        try {
            var meanwhile = listing.byDatabase().get(databaseId);
            if (meanwhile != null) return meanwhile;
            var last = lookedUpAt;
            if (last == null || !clock.instant().isBefore(last.plus(BETWEEN_LOOKUPS))) {
                lookedUpAt = clock.instant();
                lookupFailure = tryRefresh();
            }
            var found = listing.byDatabase().get(databaseId);
            if (found == null && lookupFailure != null) throw new TargetsUnavailable(lookupFailure);
            return found;
        } finally {
            refreshing.unlock();
        }
    }

    /** Asks the backend what there is. That it does not answer is logged once, and changes nothing. */
    void refresh() {
        if (!refreshing.tryLock()) return; // someone is at it
        try {
            tryRefresh();
        } finally {
            refreshing.unlock();
        }
    }

    private boolean backendAnswers = true;

    private @Nullable RuntimeException tryRefresh() {
        try {
            directory.changed().ifPresent(this::take);
            refreshedAt = clock.instant();
            if (!backendAnswers) log.info("the backend answers again");
            backendAnswers = true;
            return null;
        } catch (RuntimeException exception) {
            if (backendAnswers) log.warn("no list of nodes, going on with the last one: {}", exception.toString());
            backendAnswers = false;
            return exception;
        }
    }

    private void take(List<MonitoringTarget> targets) {
        var before = listing.byId();
        var byId = new LinkedHashMap<String, Node>();
        var byDatabase = new HashMap<String, Node>();
        for (var target : targets) {
            var node = nodeOf(target, before.get(target.nodeId()));
            byId.put(target.nodeId(), node);
            byDatabase.putIfAbsent(target.databaseId(), node);
        }
        listing = new Listing(byId, byDatabase);
        before.forEach((id, node) -> {
            if (byId.containsKey(id)) return;
            node.vanish();
            departed.put(id, new Departed(node, clock.instant()));
        });
        var longAgo = clock.instant().minus(KEPT_AFTER_LEAVING);
        departed.values().removeIf(it -> it.since().isBefore(longAgo));
    }

    private Node nodeOf(MonitoringTarget target, @Nullable Node known) {
        var node = known;
        if (node == null) {
            var back = departed.remove(target.nodeId());
            node = back == null ? new Node(target, authority, clock) : back.node();
        }
        node.become(target);
        return node;
    }

    /** Ends all connections. */
    void close() {
        all().forEach(Node::disconnect);
    }
}
