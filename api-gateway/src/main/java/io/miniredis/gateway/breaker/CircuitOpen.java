package io.miniredis.gateway.breaker;

import java.io.IOException;

/** A service has failed so often just now that it is not asked. */
public final class CircuitOpen extends IOException {

    CircuitOpen(String service) {
        super(service + " is not asked for the moment: it failed too often");
    }

    /** Nobody needs to know where: it happens thousands of times while a service is down. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
