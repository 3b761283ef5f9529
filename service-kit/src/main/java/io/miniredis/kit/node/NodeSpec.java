package io.miniredis.kit.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/**
 * Everything that a node-manager needs to know of a node. It is whole each time, so that sending it again is harmless.
 *
 * @param nodeId {@code nd_…}
 * @param generation grows by one with each change of the wish; an older one than what is on disk is refused
 * @param databaseId the database that the node belongs to, for labels
 * @param organizationId the tenant, for labels
 * @param desired whether the engine should run
 * @param restarts how often a restart was asked for since creation; the engine is restarted once when it grows
 * @param engine {@code valkey}, {@code redis}, or {@code any} for what the host has
 * @param maxMemoryBytes {@code maxmemory} of the engine, in bytes, 1 MiB at least
 * @param maxClients {@code maxclients} of the engine, 10 at least
 * @param tls whether the port speaks TLS, and nothing else; otherwise it speaks plain RESP
 * @param tenantPasswordHashes lower-case hex SHA-256 of each password that the {@code default} user may log in with; two
 *     during a rotation's overlap
 * @param monitorPasswordHashes the same for the {@code monitor} user
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeSpec(
        @Pattern(regexp = NodeSpec.ID) String nodeId,
        @Min(1) long generation,
        @NotNull String databaseId,
        @NotNull String organizationId,
        @NotNull DesiredState desired,
        @Min(0) long restarts,
        @NotNull String engine,
        @Min(1 << 20) long maxMemoryBytes,
        @Min(10) int maxClients,
        @NotNull EvictionPolicy evictionPolicy,
        @NotNull Persistence persistence,
        boolean tls,
        @NotEmpty List<@Pattern(regexp = NodeSpec.SHA256) String> tenantPasswordHashes,
        @NotEmpty List<@Pattern(regexp = NodeSpec.SHA256) String> monitorPasswordHashes) {

    /** An id is also a folder's name, hence the narrow alphabet. */
    public static final String ID = "nd_[0-9a-z]{8,40}";

    static final String SHA256 = "[0-9a-f]{64}";
}
