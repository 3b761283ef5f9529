package io.miniredis.kit.host;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.miniredis.kit.node.NodeStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What a node-manager tells the backend, by {@code PUT /internal/hosts/{hostId}}: with every change of a node at once, every 5 s
 * as a heartbeat, every 30 s with all its nodes.
 *
 * @param url where the node-manager's own API answers
 * @param publicHost the name or address under which tenants reach its nodes
 * @param portStart first port of its pool
 * @param portEnd last port of its pool, inclusive
 * @param memoryBytes memory of the machine or its cgroup limit, in bytes
 * @param engine the engine found on the host: {@code valkey} or {@code redis}
 * @param engineVersion its version
 * @param tls whether that engine can speak TLS
 * @param isolation what keeps the engines of this host in their boxes, such as {@code uid} or {@code cgroup-memory}
 * @param revision how far the host had come when {@code nodes} was looked up: a node with a higher {@link NodeStatus#revision()}
 *     became known later and is not in it
 * @param complete whether {@code nodes} is all that the host has: a node that is missing from it is not there
 * @param nodes what changed, or everything
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HostReport(
        @NotBlank @Size(max = 500) String url,
        @NotBlank @Size(max = 253) String publicHost,
        @Min(1) int portStart,
        @Min(1) int portEnd,
        @Min(0) long memoryBytes,
        @NotBlank @Size(max = 20) String engine,
        @NotBlank @Size(max = 40) String engineVersion,
        boolean tls,
        @NotNull List<@NotBlank @Size(max = 40) String> isolation,
        @Min(0) long revision,
        boolean complete,
        @NotNull List<@Valid NodeStatus> nodes) {}
