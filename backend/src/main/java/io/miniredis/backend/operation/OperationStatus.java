package io.miniredis.backend.operation;

/** Where an operation, or a step of it, stands. */
public enum OperationStatus {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED
}
