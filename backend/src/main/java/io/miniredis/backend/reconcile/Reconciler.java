package io.miniredis.backend.reconcile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Runs an operation's steps one after the other, as far as they go now. No transaction is open while a step works. */
@Component
class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final Journal journal;
    private final EnsureStep ensure;
    private final VerifyStep verify;
    private final RemoveStep remove;

    Reconciler(Journal journal, EnsureStep ensure, VerifyStep verify, RemoveStep remove) {
        this.journal = journal;
        this.ensure = ensure;
        this.verify = verify;
        this.remove = remove;
    }

    /** Whether the operation is finished; if not, it wants to be run again. */
    boolean run(String operationId) {
        var next = journal.begin(operationId);
        while (next instanceof Next.Do(Work work)) {
            try {
                next = journal.write(work, step(work).run(work));
            } catch (OptimisticLockingFailureException overtaken) {
                log.info("{} was changed by another while a step ran; looking again", operationId);
                next = journal.begin(operationId);
            }
        }
        return next instanceof Next.Finished;
    }

    private Step step(Work work) {
        return switch (work.operation().currentStep()) {
            case PLACE -> throw new IllegalStateException("the journal places");
            case PROVISION, APPLY -> ensure;
            case VERIFY -> verify;
            case REMOVE -> remove;
        };
    }
}
