package io.miniredis.backend.database;

import io.miniredis.backend.operation.Operation;
import io.miniredis.backend.operation.OperationView;
import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.Persistence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A database as the API shows it. */
public record DatabaseView(
        String id,
        String name,
        String plan,
        String engine,
        @Nullable String engineVersion,
        @Nullable String engineUpgrade,
        DatabaseStatus status,
        @Nullable String reason,
        @Nullable String message,
        @Nullable Endpoint endpoint,
        String username,
        long memoryLimitBytes,
        int maxConnections,
        EvictionPolicy evictionPolicy,
        Persistence persistence,
        boolean tls,
        @Nullable Instant certificateExpiresAt,
        Instant createdAt,
        @Nullable OperationView operation) {

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
                node.engineUpgrade(),
                status,
                why.reason(),
                why.message(),
                node.endpoint(),
                Database.USERNAME,
                database.memoryBytes(),
                database.maxConnections(),
                database.evictionPolicy(),
                database.persistence(),
                database.tls(),
                node.certificateExpiresAt(),
                database.createdAt(),
                underWay == null ? null : OperationView.of(underWay));
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
