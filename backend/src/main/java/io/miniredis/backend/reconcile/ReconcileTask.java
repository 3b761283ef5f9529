package io.miniredis.backend.reconcile;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An open operation is a row in the scheduler's table, leased by the replica that works on it and taken over when that one dies. */
@Configuration(proxyBeanMethods = false)
class ReconcileTask {

    static final TaskDescriptor<Void> RECONCILE = TaskDescriptor.of("reconcile");

    /** How long a waiting operation goes unlooked at when nothing is heard of it. */
    private static final Duration LONGEST_UNHEARD = Duration.ofSeconds(2);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    @Bean
    Task<Void> reconcile(Reconciler reconciler, Clock clock) {
        return Tasks.custom(RECONCILE)
                .onDeadExecutionRevive()
                .onFailure((FailureHandler<Void>) (failed, operations) ->
                        operations.reschedule(failed, clock.instant().plus(AFTER_FAILURE)))
                .execute((instance, context) -> reconciler.run(instance.getId())
                        ? new CompletionHandler.OnCompleteRemove<>()
                        : (complete, operations) ->
                                operations.reschedule(complete, clock.instant().plus(LONGEST_UNHEARD)));
    }
}
