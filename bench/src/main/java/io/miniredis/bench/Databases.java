package io.miniredis.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What several benchmarks do with databases. */
final class Databases {

    private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

    private Databases() {}

    /** Deletes a database and waits until it is gone. */
    static void delete(Client client, String id) {
        client.delete("/databases/" + id);
        while (client.get("/databases").path("items").findValuesAsString("id").contains(id)) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
