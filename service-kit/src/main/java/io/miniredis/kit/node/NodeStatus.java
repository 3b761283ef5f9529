package io.miniredis.kit.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as its node-manager sees it.
 *
 * @param revision grows with each change on this host and never goes back, whatever its clock does: of two pictures the one with the
 *     higher revision is the newer
 * @param observedGeneration the newest generation of the spec that is in force
 * @param observedRestarts the newest {@link NodeSpec#restarts} that was carried out
 * @param reason why it is in this state, stable and upper snake case, such as {@code PORT_POOL_EXHAUSTED}; null when READY or
 *     STOPPED as wished
 * @param message the same for people, with the engine's last words where they help
 * @param host the name or address that tenants reach the node under
 * @param port its port there; 0 while it has none
 * @param engine {@code valkey} or {@code redis}; null before the first start
 * @param engineVersion such as {@code 9.1.2}
 * @param upgradeTo the version that the next start would run, when the program on the host's disk is another than the one that runs
 * @param certificateExpiresAt when the certificate ends that the port presents; null without TLS
 * @param pid the process id, 0 without a process
 * @param crashes how often the process ended unasked since the node-manager knows it
 * @param since when it came into this state
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeStatus(
        String nodeId,
        long revision,
        long observedGeneration,
        long observedRestarts,
        NodeState state,
        @Nullable String reason,
        @Nullable String message,
        String host,
        int port,
        @Nullable String engine,
        @Nullable String engineVersion,
        @Nullable String upgradeTo,
        @Nullable Instant certificateExpiresAt,
        long pid,
        int crashes,
        Instant since) {}
