package io.miniredis.backend.database;

import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.backend.operation.OperationOpened;
import io.miniredis.backend.operation.OperationWaiters;
import io.miniredis.backend.operation.Operations;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Opens operations: at most one of a database at a time, and a repeated call opens none. Always within a wish's transaction. */
@Component
class WishBook {

    /** A wish on record, and the wait for it. */
    record Recorded(String databaseId, String operationId, OperationWaiters.Waiter waiter) {}

    private final Databases databases;
    private final Operations operations;
    private final OperationWaiters waiters;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WishBook(
            Databases databases,
            Operations operations,
            OperationWaiters waiters,
            ApplicationEventPublisher events,
            Clock clock) {
        this.databases = databases;
        this.operations = operations;
        this.waiters = waiters;
        this.events = events;
        this.clock = clock;
    }

    /** What an earlier call with the same key opened. From here to the end of the transaction the organization's wishes queue. */
    @Nullable
    Operation repeated(Asked asked) {
        databases.lockOrganization(asked.organizationId());
        var key = asked.key();
        return key == null
                ? null
                : operations
                        .findByOrganizationIdAndIdempotencyKey(asked.organizationId(), key)
                        .orElse(null);
    }

    /** The same for a wish about a database that is there. */
    @Nullable
    Operation repeated(Asked asked, OperationKind kind, String databaseId) {
        var before = repeated(asked);
        if (before != null && (before.kind() != kind || !before.databaseId().equals(databaseId))) {
            throw new DatabaseException.KeyReused();
        }
        return before;
    }

    Recorded recorded(Operation operation) {
        var waiter = waiters.register(operation.id());
        if (!operation.isOpen()) waiters.finished(operation.id());
        return new Recorded(operation.databaseId(), operation.id(), waiter);
    }

    Recorded open(OperationKind kind, Database database, Asked asked) {
        var operation = operations.save(operation(kind, database, asked));
        var waiter = waiters.register(operation.id());
        events.publishEvent(new OperationOpened(operation.id()));
        events.publishEvent(new DatabaseChanged(database.id()));
        return new Recorded(database.id(), operation.id(), waiter);
    }

    /** An operation that had nothing to do on any host, for the record. */
    Recorded done(OperationKind kind, Database database, Asked asked) {
        var operation = operation(kind, database, asked);
        operation.done(clock.instant());
        events.publishEvent(new DatabaseChanged(database.id()));
        return recorded(operations.save(operation));
    }

    private Operation operation(OperationKind kind, Database database, Asked asked) {
        return new Operation(kind, database.id(), database.organizationId(), asked.by(), asked.key(), clock);
    }

    Database require(String organizationId, String databaseId) {
        return databases
                .findOf(organizationId, databaseId)
                .orElseThrow(() -> new DatabaseException.Unknown(databaseId));
    }

    boolean isFree(String databaseId) {
        return operations.findOpen(databaseId).isEmpty();
    }

    /** A deletion takes over from whatever is under way, so that nothing that is stuck keeps a tenant from leaving. */
    void requireNothingUnderWay(Database database, OperationKind wish) {
        var underWay = operations.findOpen(database.id()).orElse(null);
        if (underWay == null) return;
        if (wish != OperationKind.DELETE || underWay.kind() == OperationKind.DELETE) {
            throw new DatabaseException.OperationUnderWay(underWay.kind().name().toLowerCase(Locale.ROOT));
        }
        underWay.fail("SUPERSEDED", "The database was deleted before this was done.", clock.instant());
        operations.saveAndFlush(underWay);
    }
}
