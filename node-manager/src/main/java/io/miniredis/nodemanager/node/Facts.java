package io.miniredis.nodemanager.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a node beside its state; see {@link io.miniredis.kit.node.NodeStatus}. */
record Facts(
        int port,
        long generation,
        long restarts,
        @Nullable String engine,
        @Nullable String version,
        @Nullable String upgradeTo,
        @Nullable Instant certificateExpiresAt,
        long pid,
        int crashes) {

    static final Facts NONE = new Facts(0, 0, 0, null, null, null, null, 0, 0);

    Facts onPort(int other) {
        return new Facts(other, generation, restarts, engine, version, upgradeTo, certificateExpiresAt, pid, crashes);
    }

    /** A wish is in force. */
    Facts inForce(long newGeneration, long newRestarts) {
        return new Facts(
                port, newGeneration, newRestarts, engine, version, upgradeTo, certificateExpiresAt, pid, crashes);
    }

    Facts running(String kind, String number) {
        return new Facts(port, generation, restarts, kind, number, upgradeTo, certificateExpiresAt, pid, crashes);
    }

    Facts upgradable(@Nullable String to) {
        return new Facts(port, generation, restarts, engine, version, to, certificateExpiresAt, pid, crashes);
    }

    Facts certified(@Nullable Instant until) {
        return new Facts(port, generation, restarts, engine, version, upgradeTo, until, pid, crashes);
    }

    Facts withProcess(long id) {
        return new Facts(port, generation, restarts, engine, version, upgradeTo, certificateExpiresAt, id, crashes);
    }

    Facts crashed() {
        return new Facts(port, generation, restarts, engine, version, upgradeTo, certificateExpiresAt, 0, crashes + 1);
    }
}
