package io.miniredis.backend.reconcile;

import io.miniredis.backend.operation.OperationStep;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Runs an operation's steps one after the other, as far as they go now. No transaction is open while a step works. */
@Component
class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final Journal journal;
    private final PlaceStep place;
    private final EnsureStep ensure;
    private final RemoveStep remove;
    private final Clock clock;

    Reconciler(Journal journal, PlaceStep place, EnsureStep ensure, RemoveStep remove, Clock clock) {
        this.journal = journal;
        this.place = place;
        this.ensure = ensure;
        this.remove = remove;
        this.clock = clock;
    }

    /** Whether the operation is finished; if not, it wants to be run again. */
    boolean run(String operationId) {
        var next = journal.read(operationId);
        while (next.isPresent()) {
            var work = next.get();
            var outcome = decide(work);
            try {
                next = journal.write(work, outcome);
            } catch (OptimisticLockingFailureException overtaken) {
                log.info("{} was changed by another while a step ran; looking again", operationId);
                next = journal.read(operationId);
                continue;
            }
            if (outcome instanceof Outcome.Wait(var reason, var message, var change)) {
                log.info("{} {} waits: {} {}", operationId, work.operation().currentStep(), reason, message);
                return false;
            }
        }
        return true;
    }

    private Outcome decide(Work work) {
        if (work.operation().isOverdueAt(clock.instant())) {
            var operation = work.operation();
            return new Outcome.GiveUp(
                    operation.reason() == null ? "DEADLINE_PASSED" : operation.reason(),
                    "It could not be created in ten minutes and was given up. "
                            + (operation.message() == null ? "" : operation.message()));
        }
        return step(work.operation().currentStep()).run(work);
    }

    private Step step(OperationStep step) {
        return switch (step) {
            case PLACE -> place;
            case PROVISION, APPLY -> ensure;
            case REMOVE -> remove;
        };
    }
}
