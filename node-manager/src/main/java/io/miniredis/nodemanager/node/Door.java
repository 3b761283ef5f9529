package io.miniredis.nodemanager.node;

import io.miniredis.nodemanager.connection.AdminConnection;

/** What came of asking an engine for an admin connection. */
sealed interface Door {

    Door FULL = new Closed(Why.FULL);
    Door SILENT = new Closed(Why.SILENT);
    Door SHUT = new Closed(Why.SHUT);

    record Open(AdminConnection admin) implements Door {}

    record Closed(Why why) implements Door {}

    /** Why there is no connection. */
    enum Why {
        /** Its clients have taken all connections. The engine is well. */
        FULL,
        /** It takes the connection and does not answer. */
        SILENT,
        /** Nobody listens there, or not yet. */
        SHUT
    }
}
