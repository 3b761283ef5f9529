package io.miniredis.kit.host;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A node that the monitoring-service measures; the backend lists all of them at {@code GET /internal/targets}.
 *
 * @param databaseName for labels and charts
 * @param host where the node answers RESP
 * @param port its port there
 * @param tls whether it speaks TLS there, with a certificate of the platform's authority
 * @param maxMemoryBytes the plan's memory, in bytes
 * @param username {@code monitor}, which may read measurements only
 * @param password its password
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MonitoringTarget(
        String nodeId,
        String databaseId,
        String databaseName,
        String organizationId,
        String host,
        int port,
        boolean tls,
        long maxMemoryBytes,
        String username,
        String password) {

    @Override
    public String toString() {
        return "MonitoringTarget[" + nodeId + " of " + databaseId + " at " + host + ":" + port + "]";
    }
}
