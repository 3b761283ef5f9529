package io.miniredis.backend.reconcile;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import io.miniredis.backend.database.DatabaseObserved;
import io.miniredis.backend.operation.OperationOpened;
import io.miniredis.backend.operation.Operations;
import io.miniredis.kit.trace.Causes;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Sees to it that open operations are worked on: at once when one is opened or something is heard, in any case within seconds. */
@Component
class Wake {

    private static final Logger log = LoggerFactory.getLogger(Wake.class);

    private final Scheduler scheduler;
    private final Operations operations;
    private final Causes causes;
    private final Clock clock;

    Wake(Scheduler scheduler, Operations operations, Causes causes, Clock clock) {
        this.scheduler = scheduler;
        this.operations = operations;
        this.causes = causes;
        this.clock = clock;
    }

    /** In the transaction that records the wish, so that there is never one without the other. */
    @EventListener
    void schedule(OperationOpened opened) {
        causes.remember(opened.operationId());
        scheduler.schedule(
                ReconcileTask.RECONCILE.instance(opened.operationId()).build(), clock.instant());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void begin(OperationOpened opened) {
        scheduler.triggerCheckForDueExecutions();
    }

    /** Something is heard of a database: whoever waits for it looks again. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void lookAgain(DatabaseObserved observed) {
        // on a thread of its own: the transaction that has just committed is still bound to this one, and what is
        // written through it
        // now need not be committed
        Thread.startVirtualThread(() -> lookAgain(observed.databaseId()));
    }

    private void lookAgain(String databaseId) {
        operations.findOpen(databaseId).ifPresent(operation -> {
            try {
                scheduler.reschedule(
                        ReconcileTask.RECONCILE.instance(operation.id()).build(), clock.instant());
                scheduler.triggerCheckForDueExecutions();
            } catch (TaskInstanceException atWorkOrDone) {
                log.debug("{} is being worked on already", operation.id());
            }
        });
    }

    /** Catches wishes whose row in the scheduler was lost, whatever the cause. */
    @Scheduled(fixedDelayString = "PT30S")
    void sweep() {
        for (var id : operations.findOpenIds()) {
            scheduler.scheduleIfNotExists(ReconcileTask.RECONCILE.instance(id).build(), clock.instant());
        }
    }
}
