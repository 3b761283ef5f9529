package io.miniredis.backend.database;

import io.miniredis.backend.operation.OperationKind;
import io.miniredis.backend.plan.Plan;
import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import io.miniredis.kit.secret.Ids;
import io.miniredis.kit.secret.SecretBox;
import io.miniredis.kit.secret.Tokens;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant created: a name, limits, and the wish of what it should be. The wish moves by one method for each operation, each
 * of which makes a new generation; what is observed lives in its nodes.
 */
@Entity
public class Database {

    /** The engine's user that tenants log in as. */
    public static final String USERNAME = "default";

    /** The engine's user that the monitoring-service logs in as. */
    static final String MONITOR = "monitor";

    @Id
    private String id;

    private String organizationId;
    private String name;
    private String planId;
    private String engine;

    @Enumerated(EnumType.STRING)
    private EvictionPolicy evictionPolicy;

    @Enumerated(EnumType.STRING)
    private Persistence persistence;

    private long memoryBytes;
    private int maxConnections;
    private boolean tls;

    @Enumerated(EnumType.STRING)
    private Desired desired;

    private long generation;
    private long restarts;
    private String sealedPassword;
    private @Nullable String sealedPreviousPassword;
    private @Nullable Instant previousPasswordUntil;
    private @Nullable String sealedEndedPassword;
    private String sealedMonitorPassword;
    private Instant createdAt;
    private @Nullable Instant deletedAt;

    @OneToMany(mappedBy = "database", cascade = CascadeType.ALL, fetch = FetchType.LAZY)
    @OrderBy("ordinal")
    private List<Node> nodes = new ArrayList<>();

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // JPA fills it
    protected Database() {}

    /** A database of the first generation, with one node and new passwords. */
    Database(String organizationId, NewDatabase wanted, Plan plan, SecretBox secrets, Clock clock) {
        this.id = Ids.next("db", clock);
        this.organizationId = organizationId;
        this.name = wanted.name();
        this.planId = plan.id();
        this.engine = wanted.engineOrDefault();
        this.evictionPolicy = wanted.evictionPolicyOrDefault();
        this.persistence = wanted.persistenceOrDefault();
        this.memoryBytes = plan.memoryBytes();
        this.maxConnections = plan.maxConnections();
        this.tls = wanted.tlsOrDefault();
        this.desired = Desired.RUNNING;
        this.generation = 1;
        this.sealedPassword = secrets.seal(Tokens.secret(), id);
        this.sealedMonitorPassword = secrets.seal(Tokens.secret(), id);
        this.createdAt = clock.instant();
        this.nodes.add(new Node(Ids.next("nd", clock), this, 0));
    }

    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String name() {
        return name;
    }

    String planId() {
        return planId;
    }

    /** {@code valkey}, {@code redis} or {@code any}. */
    public String engine() {
        return engine;
    }

    EvictionPolicy evictionPolicy() {
        return evictionPolicy;
    }

    Persistence persistence() {
        return persistence;
    }

    /** {@code maxmemory} of each node, in bytes. */
    public long memoryBytes() {
        return memoryBytes;
    }

    int maxConnections() {
        return maxConnections;
    }

    /** Whether its port speaks TLS, and nothing else. */
    public boolean tls() {
        return tls;
    }

    public Desired desired() {
        return desired;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    /** The node that takes writes. */
    public Node primary() {
        return nodes.getFirst();
    }

    public String password(SecretBox secrets) {
        return secrets.open(sealedPassword, id);
    }

    String monitorPassword(SecretBox secrets) {
        return secrets.open(sealedMonitorPassword, id);
    }

    @Nullable
    Instant previousPasswordUntil() {
        return previousPasswordUntil;
    }

    /** The password that the last rotation ended; null when a login with it was seen refused, or none was ended. */
    public @Nullable String endedPassword(SecretBox secrets) {
        return sealedEndedPassword == null ? null : secrets.open(sealedEndedPassword, id);
    }

    /** A login with the ended password was seen refused. */
    public void forgetEndedPassword() {
        sealedEndedPassword = null;
    }

    /** Records the wish behind an operation of this kind. */
    void wish(OperationKind kind) {
        switch (kind) {
            case CREATE -> throw new IllegalStateException("a database is created by its constructor");
            case ROTATE -> throw new IllegalStateException("a rotation needs a password; see rotatePassword");
            case UPDATE -> throw new IllegalStateException("an update needs a change; see update");
            case START -> desired = Desired.RUNNING;
            case STOP -> desired = Desired.STOPPED;
            case RESTART -> restarts++;
            case DELETE -> desired = Desired.DELETED;
        }
        generation++;
    }

    /** Wishes a new password; the one before stays valid for {@code overlap}, and any older one ends now. */
    void rotatePassword(Duration overlap, SecretBox secrets, Instant now) {
        sealedEndedPassword = overlap.isZero() ? sealedPassword : sealedPreviousPassword;
        sealedPreviousPassword = overlap.isZero() ? null : sealedPassword;
        previousPasswordUntil = overlap.isZero() ? null : now.plus(overlap);
        sealedPassword = secrets.seal(Tokens.secret(), id);
        generation++;
    }

    /** Wishes that the password before the current one ends. */
    void endPreviousPassword() {
        sealedEndedPassword = sealedPreviousPassword;
        sealedPreviousPassword = null;
        previousPasswordUntil = null;
        generation++;
    }

    /** Its name is no matter of the engine's: no new generation. */
    void rename(String wanted) {
        name = wanted;
    }

    /** Wishes other settings; what the change leaves out stays. */
    void update(DatabaseChange change, @Nullable Plan plan) {
        if (plan != null) {
            planId = plan.id();
            memoryBytes = plan.memoryBytes();
            maxConnections = plan.maxConnections();
        }
        if (change.evictionPolicy() != null) evictionPolicy = change.evictionPolicy();
        if (change.persistence() != null) persistence = change.persistence();
        if (change.tls() != null) tls = change.tls();
        generation++;
    }

    /** What a tenant chose, for the audit to write down. */
    Map<String, ?> settings() {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("name", name);
        settings.put("plan", planId);
        settings.put("engine", engine);
        settings.put("evictionPolicy", evictionPolicy);
        settings.put("persistence", persistence);
        settings.put("tls", tls);
        return settings;
    }

    public void placeOn(String hostId) {
        primary().placeOn(hostId);
    }

    public void observed(NodeStatus status) {
        nodes.stream().filter(it -> it.id().equals(status.nodeId())).forEach(it -> it.observed(status));
    }

    public void removed(Instant now) {
        deletedAt = now;
    }

    /** Whether the host has seen the newest wish in force. */
    public boolean isAsDesired() {
        return switch (desired) {
            case RUNNING -> primary().fulfils(generation, restarts, NodeState.READY);
            case STOPPED -> primary().fulfils(generation, restarts, NodeState.STOPPED);
            case DELETED -> isDeleted();
        };
    }

    /** The whole wish for the primary's host. */
    public NodeSpec spec(SecretBox secrets) {
        var hashes = new ArrayList<String>();
        hashes.add(Tokens.sha256(password(secrets)));
        if (sealedPreviousPassword != null) hashes.add(Tokens.sha256(secrets.open(sealedPreviousPassword, id)));
        return new NodeSpec(
                primary().id(),
                generation,
                id,
                organizationId,
                switch (desired) {
                    case RUNNING -> DesiredState.RUNNING;
                    case STOPPED, DELETED -> DesiredState.STOPPED;
                },
                restarts,
                engine,
                memoryBytes,
                maxConnections,
                evictionPolicy,
                persistence,
                tls,
                List.copyOf(hashes),
                List.of(Tokens.sha256(monitorPassword(secrets))));
    }
}
