package io.miniredis.gateway.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breaker of one service. Each call that {@link #begin} lets pass ends with {@link Call#answered}, {@link Call#failed} or
 * {@link Call#saysNothing}.
 */
public final class Breaker {

    private final CircuitBreaker breaker;

    Breaker(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /** @throws CircuitOpen at once, when the service is not to be asked now */
    public Call begin() throws CircuitOpen {
        if (!breaker.tryAcquirePermission()) throw new CircuitOpen(breaker.getName());
        return new Call(breaker, System.nanoTime());
    }

    /** One call that is under way. */
    public record Call(CircuitBreaker breaker, long begunAt) {

        /** The service is there. */
        public void answered() {
            breaker.onSuccess(System.nanoTime() - begunAt, TimeUnit.NANOSECONDS);
        }

        /** The service is not there, does not answer, or does not know what it says. */
        public void failed(Exception why) {
            breaker.onError(System.nanoTime() - begunAt, TimeUnit.NANOSECONDS, why);
        }

        /** How it ended is no sign of the service's health. */
        public void saysNothing() {
            breaker.releasePermission();
        }
    }

    boolean isOpen() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> true;
            case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> false;
        };
    }

    void reset() {
        breaker.reset();
    }
}
