package io.miniredis.nodemanager.port;

/** Every port of the pool belongs to a node or is held by a foreign process. */
public final class PortPoolExhausted extends RuntimeException {

    PortPoolExhausted(PortPoolProperties pool) {
        super("All ports from %d to %d of this host are taken. Raise REDIS_PORT_END or delete a database."
                .formatted(pool.start(), pool.end()));
    }
}
