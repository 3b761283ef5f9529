package io.miniredis.auth.account;

import io.miniredis.kit.audit.Origin;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Runs what an answer must not wait for, because its time would tell who has an account. */
@Component
class Background {

    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private final Executor executor;

    Background(@Qualifier("applicationTaskExecutor") Executor executor) {
        this.executor = executor;
    }

    /** @param what for the log, when it fails */
    void run(String what, Runnable work) {
        executor.execute(Origin.carriedInto(() -> {
            try {
                work.run();
            } catch (RuntimeException exception) {
                log.error("{} failed after it was answered", what, exception);
            }
        }));
    }
}
