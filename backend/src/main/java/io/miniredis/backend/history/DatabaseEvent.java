package io.miniredis.backend.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationKind;
import io.miniredis.backend.operation.OperationStatus;
import io.miniredis.kit.node.NodeHistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a database.
 *
 * @param id names it for as long as it is listed; where a stream goes on by
 * @param kind as the host named it, or {@code operation_…}
 * @param operationId the operation that it is about
 * @param by who asked for that; null where the platform did itself
 */
record DatabaseEvent(
        @JsonIgnore String id,
        Instant at,
        String kind,
        String message,
        @Nullable String operationId,
        @Nullable String by) {

    static DatabaseEvent of(NodeHistoryEvent event) {
        var kind = event.kind().name().toLowerCase(Locale.ROOT);
        return new DatabaseEvent("host-" + event.revision(), event.at(), kind, event.message(), null, null);
    }

    /** Newest first. */
    static List<DatabaseEvent> of(Operation operation) {
        var events = new ArrayList<DatabaseEvent>();
        var word = word(operation.kind());
        var end = operation.finishedAt();
        if (end != null) {
            events.add(
                    operation.status() == OperationStatus.FAILED
                            ? about(operation, end, "operation_failed", word + " failed: " + operation.message())
                            : about(operation, end, "operation_succeeded", word + " is done."));
        }
        events.add(about(operation, operation.createdAt(), "operation_requested", word + " was asked for."));
        return events;
    }

    private static DatabaseEvent about(Operation operation, Instant at, String kind, String message) {
        return new DatabaseEvent(
                operation.id() + "-" + kind, at, kind, message, operation.id(), operation.requestedBy());
    }

    private static String word(OperationKind kind) {
        return switch (kind) {
            case CREATE -> "The creation";
            case START -> "A start";
            case STOP -> "A stop";
            case RESTART -> "A restart";
            case UPDATE -> "A change of settings";
            case ROTATE -> "A change of passwords";
            case DELETE -> "The deletion";
        };
    }
}
