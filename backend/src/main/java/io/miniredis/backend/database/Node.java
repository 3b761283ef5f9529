package io.miniredis.backend.database;

import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One engine process of a database: where it lives and what its host saw of it last. */
@Entity
public class Node {

    @Id
    private String id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Database database;

    private int ordinal;
    private @Nullable String hostId;

    @Enumerated(EnumType.STRING)
    private @Nullable NodeState state;

    private long observedGeneration;
    private long observedRestarts;
    private @Nullable String reason;
    private @Nullable String message;
    private @Nullable String publicHost;
    private int port;
    private @Nullable String engine;
    private @Nullable String engineVersion;
    private @Nullable Instant since;

    @SuppressWarnings("NullAway.Init") // JPA fills it
    protected Node() {}

    Node(String id, Database database, int ordinal) {
        this.id = id;
        this.database = database;
        this.ordinal = ordinal;
    }

    public String id() {
        return id;
    }

    Database database() {
        return database;
    }

    /** Null until it has been placed. */
    public @Nullable String hostId() {
        return hostId;
    }

    public @Nullable NodeState state() {
        return state;
    }

    @Nullable
    String reason() {
        return reason;
    }

    @Nullable
    String message() {
        return message;
    }

    /** Null until it has a port. */
    @Nullable
    Endpoint endpoint() {
        return publicHost == null || port == 0 ? null : new Endpoint(publicHost, port, false);
    }

    @Nullable
    String engineVersion() {
        return engineVersion == null ? null : engine + " " + engineVersion;
    }

    void placeOn(String host) {
        hostId = host;
    }

    /** Takes over what the host saw, unless something newer is known already: reports and answers may overtake each other. */
    void observed(NodeStatus status) {
        if (since != null && status.since().isBefore(since)) return;
        if (status.observedGeneration() < observedGeneration) return;
        state = status.state();
        observedGeneration = status.observedGeneration();
        observedRestarts = status.observedRestarts();
        reason = status.reason();
        message = status.message();
        publicHost = status.host();
        port = status.port();
        engine = status.engine();
        engineVersion = status.engineVersion();
        since = status.since();
    }

    /** Whether the host had seen it by then; what it saw later cannot be in a list of then. */
    boolean wasKnownAt(Instant then) {
        return since != null && since.isBefore(then);
    }

    /** The host listed all its nodes, and this one was not among them. */
    void missing() {
        state = NodeState.FAILED;
        reason = "NODE_MISSING";
        message =
                "The host does not have this database's data any more. Nothing is started empty in its place; restore a backup"
                        + " or delete the database.";
        since = null;
    }

    boolean fulfils(long generation, long restarts, NodeState wished) {
        return state == wished && observedGeneration >= generation && observedRestarts >= restarts;
    }
}
