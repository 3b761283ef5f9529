package io.miniredis.backend.operation;

import java.util.List;

/** What is being done to a database, and the steps that it takes. */
public enum OperationKind {
    CREATE(OperationStep.PLACE, OperationStep.PROVISION),
    START(OperationStep.APPLY),
    STOP(OperationStep.APPLY),
    RESTART(OperationStep.APPLY),
    UPDATE(OperationStep.APPLY),
    ROTATE(OperationStep.APPLY, OperationStep.VERIFY),
    DELETE(OperationStep.REMOVE);

    private final List<OperationStep> steps;

    OperationKind(OperationStep... steps) {
        this.steps = List.of(steps);
    }

    public List<OperationStep> steps() {
        return steps;
    }
}
