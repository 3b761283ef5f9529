package io.miniredis.backend.reconcile;

import io.miniredis.backend.database.Database;
import io.miniredis.backend.database.Databases;
import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.backend.operation.OperationWaiters;
import io.miniredis.backend.operation.Operations;
import io.miniredis.kit.secret.SecretBox;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Reads what there is to do and writes what came of it: the only writer of operations that are under way. */
@Component
class Journal {

    private final Operations operations;
    private final Databases databases;
    private final Hosts hosts;
    private final OperationWaiters waiters;
    private final SecretBox secrets;
    private final Clock clock;

    Journal(
            Operations operations,
            Databases databases,
            Hosts hosts,
            OperationWaiters waiters,
            SecretBox secrets,
            Clock clock) {
        this.operations = operations;
        this.databases = databases;
        this.hosts = hosts;
        this.waiters = waiters;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Empty when the operation is finished, by whomever. */
    @Transactional(readOnly = true)
    Optional<Work> read(String operationId) {
        return operations
                .findById(operationId)
                .filter(Operation::isOpen)
                .map(it -> workOn(it, databases.findById(it.databaseId()).orElseThrow()));
    }

    private Work workOn(Operation operation, Database database) {
        var hostId = database.primary().hostId();
        var host = hostId == null ? null : hosts.findById(hostId).orElse(null);
        return new Work(operation, database, database.spec(secrets), host);
    }

    /**
     * Writes an outcome, unless the operation was finished by somebody else in the meantime. What is to be done next is read in the
     * same transaction; empty when that is nothing.
     */
    @Transactional
    Optional<Work> write(Work work, Outcome outcome) {
        var database = databases.lock(work.database().id()).orElseThrow();
        var operation = operations.findById(work.operation().id()).orElseThrow();
        if (!operation.isOpen()) return Optional.empty();
        var now = clock.instant();
        switch (outcome) {
            case Outcome.Advance(var change) -> {
                change.accept(database);
                operation.stepDone(now);
            }
            case Outcome.Wait(var reason, var message, var change) -> {
                change.accept(database);
                operation.waitsFor(reason, message);
            }
            case Outcome.GiveUp(var reason, var message) -> {
                operation.fail(reason, message, now);
                // nothing half-made stays; what a host may still have is removed when it lists its nodes
                if (operation.kind() == OperationKind.CREATE) database.removed(now);
            }
        }
        if (operation.isOpen()) return Optional.of(workOn(operation, database));
        afterCommit(() -> waiters.finished(operation.id()));
        return Optional.empty();
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
