package io.miniredis.backend.operation;

/** No operation of the caller's organization has this id. */
final class OperationUnknown extends RuntimeException {

    OperationUnknown(String id) {
        super("There is no operation " + id + " in this organization.");
    }
}
