package io.miniredis.backend.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node as the platform's operators see it: where it is and how it does, neither what its tenant calls it nor what is in it. */
public record NodeOverview(
        String databaseId,
        String organizationId,
        @Nullable String hostId,
        @Nullable Integer port,
        String plan,
        @Nullable String engine,
        DatabaseStatus status,
        @Nullable String reason,
        Instant createdAt) {

    static NodeOverview of(Database database, DatabaseView view) {
        var endpoint = view.endpoint();
        return new NodeOverview(
                database.id(),
                database.organizationId(),
                database.primary().hostId(),
                endpoint == null ? null : endpoint.port(),
                view.plan(),
                view.engineVersion(),
                view.status(),
                view.reason(),
                view.createdAt());
    }
}
