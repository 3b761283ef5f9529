package io.miniredis.backend.operation;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An operation as the API shows it. */
public record OperationView(
        String id,
        String databaseId,
        OperationKind kind,
        OperationStatus status,
        List<StepView> steps,
        @Nullable String reason,
        @Nullable String message,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    record StepView(OperationStep name, OperationStatus status) {}

    public static OperationView of(Operation operation) {
        var steps = operation.kind().steps();
        return new OperationView(
                operation.id(),
                operation.databaseId(),
                operation.kind(),
                operation.status(),
                IntStream.range(0, steps.size())
                        .mapToObj(it -> new StepView(steps.get(it), statusOf(it, operation)))
                        .toList(),
                operation.reason(),
                operation.message(),
                operation.createdAt(),
                operation.finishedAt());
    }

    private static OperationStatus statusOf(int step, Operation operation) {
        // steps that a newer version added count as done with the operation
        if (operation.status() == OperationStatus.SUCCEEDED || step < operation.step())
            return OperationStatus.SUCCEEDED;
        return step == operation.step() ? operation.status() : OperationStatus.PENDING;
    }
}
