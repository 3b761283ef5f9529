package io.miniredis.backend.reconcile;

import io.miniredis.kit.trace.Causes;
import io.miniredis.kit.trace.Tracing;
import java.util.Locale;
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
    private final Causes causes;
    private final Tracing tracing;

    Reconciler(
            Journal journal, EnsureStep ensure, VerifyStep verify, RemoveStep remove, Causes causes, Tracing tracing) {
        this.journal = journal;
        this.ensure = ensure;
        this.verify = verify;
        this.remove = remove;
        this.causes = causes;
        this.tracing = tracing;
    }

    /** Whether the operation is finished; if not, it wants to be run again. */
    boolean run(String operationId) {
        try (var span = tracing.part("reconcile", causes.of(operationId))) {
            span.attribute("miniredis.operation.id", operationId);
            var finished = goOn(operationId);
            if (finished) causes.forget(operationId);
            return finished;
        }
    }

    private boolean goOn(String operationId) {
        var next = journal.begin(operationId);
        while (next instanceof Next.Do(Work work)) {
            try {
                next = journal.write(work, outcome(work));
            } catch (OptimisticLockingFailureException overtaken) {
                log.info("{} was changed by another while a step ran; looking again", operationId);
                next = journal.begin(operationId);
            }
        }
        return next instanceof Next.Finished;
    }

    private Outcome outcome(Work work) {
        var step = work.operation().currentStep().name().toLowerCase(Locale.ROOT);
        try (var span = tracing.part("step " + step)) {
            span.attribute("miniredis.database.id", work.database().id());
            return step(work).run(work);
        }
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
