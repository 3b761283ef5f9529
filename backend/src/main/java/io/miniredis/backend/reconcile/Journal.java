package io.miniredis.backend.reconcile;

import io.miniredis.backend.database.Database;
import io.miniredis.backend.database.DatabaseChanged;
import io.miniredis.backend.database.Databases;
import io.miniredis.backend.database.Deeds;
import io.miniredis.backend.host.Hosts;
import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.backend.operation.OperationStep;
import io.miniredis.backend.operation.OperationWaiters;
import io.miniredis.backend.operation.Operations;
import io.miniredis.kit.audit.Audit;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Reads what there is to do and writes what came of it: the only writer of operations that are under way. */
@Component
class Journal {

    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private final Operations operations;
    private final Databases databases;
    private final Hosts hosts;
    private final PlaceStep place;
    private final OperationWaiters waiters;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Clock clock;

    Journal(
            Operations operations,
            Databases databases,
            Hosts hosts,
            PlaceStep place,
            OperationWaiters waiters,
            ApplicationEventPublisher events,
            Audit audit,
            Clock clock) {
        this.operations = operations;
        this.databases = databases;
        this.hosts = hosts;
        this.place = place;
        this.waiters = waiters;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins or goes on with an operation. Placing calls nobody, so it is done and written in the same transaction that reads; each
     * other step is the caller's to run, outside of any transaction.
     */
    @Transactional
    Next begin(String operationId) {
        var operation = operations.findById(operationId).orElseThrow();
        if (!operation.isOpen()) return new Next.Finished();
        var work = workOn(operation, databases.lock(operation.databaseId()).orElseThrow());
        if (operation.isOverdueAt(clock.instant())) return apply(work, tooLate(operation));
        return operation.currentStep() == OperationStep.PLACE ? apply(work, place.run(work)) : new Next.Do(work);
    }

    /** Writes an outcome, unless the operation was finished by somebody else in the meantime. */
    @Transactional
    Next write(Work done, Outcome outcome) {
        var database = databases.lock(done.database().id()).orElseThrow();
        var operation = operations.findById(done.operation().id()).orElseThrow();
        return operation.isOpen() ? apply(workOn(operation, database), outcome) : new Next.Finished();
    }

    private Next apply(Work work, Outcome outcome) {
        var operation = work.operation();
        var database = work.database();
        var now = clock.instant();
        events.publishEvent(new DatabaseChanged(database.id()));
        switch (outcome) {
            case Outcome.Advance(var change) -> {
                change.accept(database);
                operation.stepDone(now);
            }
            case Outcome.Wait(var reason, var message, var change) -> {
                log.info("{} {} waits: {} {}", operation.id(), operation.currentStep(), reason, message);
                change.accept(database);
                operation.waitsFor(reason, message);
                return new Next.Waiting();
            }
            case Outcome.GiveUp(var reason, var message) -> {
                log.warn("{} {} is given up: {} {}", operation.id(), operation.currentStep(), reason, message);
                operation.fail(reason, message, now);
                audit.record(Deeds.of(operation.kind(), database).failed(reason));
                // nothing half-made stays; what a host may still have is removed when it lists its nodes
                if (operation.kind() == OperationKind.CREATE) database.removed(now);
            }
        }
        if (operation.isOpen()) return new Next.Do(workOn(operation, database));
        afterCommit(() -> waiters.finished(operation.id()));
        return new Next.Finished();
    }

    private static Outcome tooLate(Operation operation) {
        return new Outcome.GiveUp(
                operation.reason() == null ? "DEADLINE_PASSED" : operation.reason(),
                "It could not be created in ten minutes and was given up. "
                        + (operation.message() == null ? "" : operation.message()));
    }

    private Work workOn(Operation operation, Database database) {
        var hostId = database.primary().hostId();
        var host = hostId == null ? null : hosts.findById(hostId).orElse(null);
        return new Work(operation, database, host);
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
