package io.miniredis.backend.operation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Requests of this process that wait for an operation to finish. Those of other replicas answer with what they know. */
@Component
public class OperationWaiters {

    private final ConcurrentHashMap<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /** Must be called before the operation can finish, that is before it is committed. */
    public Waiter register(String operationId) {
        var future = new CompletableFuture<Void>();
        waiting.put(operationId, future);
        return new Waiter(operationId, future);
    }

    public void finished(String operationId) {
        var future = waiting.remove(operationId);
        if (future != null) future.complete(null);
    }

    /** One request's wait. */
    public final class Waiter implements AutoCloseable {
        private final String operationId;
        private final CompletableFuture<Void> future;

        private Waiter(String operationId, CompletableFuture<Void> future) {
            this.operationId = operationId;
            this.future = future;
        }

        /** Returns when the operation is finished or {@code longest} has passed. */
        public void await(Duration longest) {
            try {
                future.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException notYet) {
                // the caller looks at the operation and says that it is under way
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            } catch (InterruptedException exception) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            waiting.remove(operationId, future);
        }
    }
}
