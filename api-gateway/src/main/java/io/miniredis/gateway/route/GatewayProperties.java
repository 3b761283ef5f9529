package io.miniredis.gateway.route;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services behind the gateway and how long it waits for them.
 *
 * @param authUrl base URL of the auth-service (AUTH_SERVICE_URL)
 * @param backendUrl base URL of the backend (BACKEND_URL)
 * @param monitoringUrl base URL of the monitoring-service (MONITORING_SERVICE_URL)
 * @param connectTimeout longest wait for a connection
 * @param deadline longest wait for an answer, and between two pieces of it
 * @param commandDeadline the same for commands to a database, which may take their time
 */
@Validated
@ConfigurationProperties("miniredis.gateway")
record GatewayProperties(
        @NotNull URI authUrl,
        @NotNull URI backendUrl,
        @NotNull URI monitoringUrl,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration deadline,
        @DefaultValue("10s") Duration commandDeadline) {}
