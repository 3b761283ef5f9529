package io.miniredis.backend.reconcile;

import io.miniredis.backend.database.Database;
import io.miniredis.backend.host.Host;
import io.miniredis.backend.operation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What a step works on: a picture of the operation and its database, taken in one transaction.
 *
 * @param host where the database's node lives; null before it is placed
 */
record Work(
        Operation operation, Database database, @Nullable Host host) {

    Host requireHost() {
        if (host == null) throw new IllegalStateException(database.id() + " is not placed");
        return host;
    }
}
