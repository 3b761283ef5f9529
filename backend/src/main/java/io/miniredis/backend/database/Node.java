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

    /** What is said of a node whose host does not have it. */
    public static final String MISSING =
            "The host does not have this database's data any more. Nothing is started empty in its place; restore a backup"
                    + " or delete the database.";

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
    private long revision;
    private @Nullable String upgradeTo;
    private @Nullable Instant certificateExpiresAt;
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
        return publicHost == null || port == 0 ? null : new Endpoint(publicHost, port, database.tls());
    }

    @Nullable
    String engineVersion() {
        return engineVersion == null ? null : engine + " " + engineVersion;
    }

    /** What a restart would run, such as {@code valkey 9.1.2}; null when it is what runs. */
    @Nullable
    String engineUpgrade() {
        return upgradeTo == null ? null : engine + " " + upgradeTo;
    }

    /** When the certificate ends that its port presents; null without TLS. */
    @Nullable
    Instant certificateExpiresAt() {
        return certificateExpiresAt;
    }

    void placeOn(String host) {
        hostId = host;
    }

    /**
     * Takes over what the host saw, unless something newer is known already: reports and answers may overtake each other. The host's
     * revision says which is newer, whatever its clock does.
     */
    void observed(NodeStatus status) {
        if (status.revision() < revision) return;
        revision = status.revision();
        state = status.state();
        observedGeneration = status.observedGeneration();
        observedRestarts = status.observedRestarts();
        reason = status.reason();
        message = status.message();
        publicHost = status.host();
        port = status.port();
        engine = status.engine();
        engineVersion = status.engineVersion();
        upgradeTo = status.upgradeTo();
        certificateExpiresAt = status.certificateExpiresAt();
        since = status.since();
    }

    /** Whether the host had it at that revision; what it saw later cannot be in a list of then. */
    boolean wasKnownAt(long hostRevision) {
        return state != null && revision <= hostRevision;
    }

    /** The host listed all its nodes, and this one was not among them. */
    void missing() {
        state = NodeState.FAILED;
        reason = "NODE_MISSING";
        message = MISSING;
        revision = 0; // whatever is heard of it next is news
    }

    boolean fulfils(long generation, long restarts, NodeState wished) {
        return state == wished && observedGeneration >= generation && observedRestarts >= restarts;
    }
}
