package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a node is at the moment, as opposed to what it should be. {@link Node#become} alone makes the next one. */
record Observed(
        NodeState state, @Nullable String reason, @Nullable String message, Facts facts, Instant since) {

    static Observed nothing(Instant now) {
        return new Observed(NodeState.STOPPED, null, null, Facts.NONE, now);
    }

    Observed onPort(int port) {
        return new Observed(state, reason, message, facts.onPort(port), since);
    }

    /** @throws IllegalStateException when no node goes that way */
    Observed become(NodeState next, @Nullable String reason, @Nullable String message, Facts facts, Instant now) {
        if (state == next) return new Observed(state, reason, message, facts, since);
        if (!Transitions.allowed(state, next)) {
            throw new IllegalStateException("a node cannot go from %s to %s".formatted(state, next));
        }
        return new Observed(next, reason, message, facts, now);
    }

    NodeStatus status(String nodeId, long revision, String publicHost) {
        return new NodeStatus(
                nodeId,
                revision,
                facts.generation(),
                facts.restarts(),
                state,
                reason,
                message,
                publicHost,
                facts.port(),
                facts.engine(),
                facts.version(),
                facts.upgradeTo(),
                facts.certificateExpiresAt(),
                facts.pid(),
                facts.crashes(),
                since);
    }
}
