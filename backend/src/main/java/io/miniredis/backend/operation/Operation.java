package io.miniredis.backend.operation;

import io.miniredis.kit.secret.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of a database that is under way or was. At most one of a database is open at a time; the database's schema enforces
 * it. Its row version fences: whoever lost an operation to another cannot write it any more.
 */
@Entity
public class Operation {

    /** A creation that cannot be finished in this time is given up and leaves nothing behind. */
    private static final Duration LONGEST_CREATION = Duration.ofMinutes(10);

    @Id
    private String id;

    private String databaseId;
    private String organizationId;

    @Enumerated(EnumType.STRING)
    private OperationKind kind;

    @Enumerated(EnumType.STRING)
    private OperationStatus status;

    private int step;
    private @Nullable String reason;
    private @Nullable String message;
    private @Nullable String requestedBy;
    private @Nullable String idempotencyKey;
    private Instant createdAt;
    private @Nullable Instant deadline;
    private @Nullable Instant finishedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init") // JPA fills it
    protected Operation() {}

    /**
     * An operation that nobody has begun.
     *
     * @param requestedBy the user or key behind it; null for the platform itself
     */
    public Operation(
            OperationKind kind,
            String databaseId,
            String organizationId,
            @Nullable String requestedBy,
            @Nullable String idempotencyKey,
            Clock clock) {
        this.id = Ids.next("op", clock);
        this.kind = kind;
        this.databaseId = databaseId;
        this.organizationId = organizationId;
        this.requestedBy = requestedBy;
        this.idempotencyKey = idempotencyKey;
        this.status = OperationStatus.PENDING;
        this.createdAt = clock.instant();
        this.deadline = kind == OperationKind.CREATE ? createdAt.plus(LONGEST_CREATION) : null;
    }

    public String id() {
        return id;
    }

    public String databaseId() {
        return databaseId;
    }

    public String organizationId() {
        return organizationId;
    }

    public OperationKind kind() {
        return kind;
    }

    public @Nullable String requestedBy() {
        return requestedBy;
    }

    public OperationStatus status() {
        return status;
    }

    public @Nullable String reason() {
        return reason;
    }

    public @Nullable String message() {
        return message;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    int step() {
        return step;
    }

    public boolean isOpen() {
        return finishedAt == null;
    }

    public boolean isOverdueAt(Instant now) {
        return deadline != null && deadline.isBefore(now);
    }

    /** The step to be done next. Only an open operation has one. */
    public OperationStep currentStep() {
        return kind.steps().get(step);
    }

    /** The current step is done; with the last one the operation has succeeded. */
    public void stepDone(Instant now) {
        requireOpen();
        reason = null;
        message = null;
        if (step + 1 < kind.steps().size()) {
            step++;
            status = OperationStatus.RUNNING;
        } else {
            status = OperationStatus.SUCCEEDED;
            finishedAt = now;
        }
    }

    /** Everything was done in the moment of the wish; no step was needed. */
    public void done(Instant now) {
        requireOpen();
        step = kind.steps().size() - 1;
        status = OperationStatus.SUCCEEDED;
        finishedAt = now;
    }

    /** The current step has to wait, and for what. */
    public void waitsFor(String reason, String message) {
        requireOpen();
        this.status = OperationStatus.RUNNING;
        this.reason = reason;
        this.message = message;
    }

    public void fail(String reason, String message, Instant now) {
        requireOpen();
        this.status = OperationStatus.FAILED;
        this.reason = reason;
        this.message = message;
        this.finishedAt = now;
    }

    private void requireOpen() {
        if (!isOpen()) throw new IllegalStateException(id + " is finished");
    }
}
