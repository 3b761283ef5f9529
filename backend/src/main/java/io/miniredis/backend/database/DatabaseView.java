package io.miniredis.backend.database;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationView;
import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.Persistence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A database as the API shows it.
 *
 * @param password only in the answer to its creation
 * @param url only in the answer to its creation, and null there while it has no port
 */
record DatabaseView(
        String id,
        String name,
        String plan,
        String engine,
        @Nullable String engineVersion,
        DatabaseStatus status,
        @Nullable String reason,
        @Nullable String message,
        @Nullable Endpoint endpoint,
        String username,
        long memoryLimitBytes,
        int maxConnections,
        EvictionPolicy evictionPolicy,
        Persistence persistence,
        Instant createdAt,
        @Nullable OperationView operation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String password,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url) {

    static DatabaseView of(Database database, @Nullable Operation underWay, boolean hostLost) {
        var node = database.primary();
        var status = DatabaseStatus.of(
                database.desired(), underWay == null ? null : underWay.kind(), node.state(), hostLost);
        var why = Why.of(node, underWay, hostLost);
        return new DatabaseView(
                database.id(),
                database.name(),
                database.planId(),
                database.engine(),
                node.engineVersion(),
                status,
                why.reason(),
                why.message(),
                node.endpoint(),
                Database.USERNAME,
                database.memoryBytes(),
                database.maxConnections(),
                database.evictionPolicy(),
                database.persistence(),
                database.createdAt(),
                underWay == null ? null : OperationView.of(underWay),
                null,
                null);
    }

    DatabaseView withSecrets(String password) {
        return new DatabaseView(
                id,
                name,
                plan,
                engine,
                engineVersion,
                status,
                reason,
                message,
                endpoint,
                username,
                memoryLimitBytes,
                maxConnections,
                evictionPolicy,
                persistence,
                createdAt,
                operation,
                password,
                endpoint == null ? null : endpoint.url(username, password));
    }

    /** The reason that matters most: of what is under way, of the host, of the node. */
    private record Why(@Nullable String reason, @Nullable String message) {
        static Why of(Node node, @Nullable Operation underWay, boolean hostLost) {
            if (underWay != null && underWay.reason() != null) return new Why(underWay.reason(), underWay.message());
            if (hostLost) {
                return new Why(
                        "HOST_LOST",
                        "The host of this database has not been heard of for a while. The database may well be serving; nothing"
                                + " is moved or restarted on a guess.");
            }
            return new Why(node.reason(), node.message());
        }
    }
}
