package io.miniredis.backend.operation;

/** A wish was recorded that somebody has to fulfil. Published inside the transaction that records it. */
public record OperationOpened(String operationId) {}
