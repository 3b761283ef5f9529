package io.miniredis.nodemanager.report;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who this host is, and whom it reports to.
 *
 * @param id its id, unique among the hosts of a platform (HOST_ID)
 * @param url where the backend reaches this node-manager (NODE_MANAGER_URL)
 * @param backendUrl where the backend is (BACKEND_URL)
 * @param heartbeat how often a report is sent when nothing happens
 * @param complete how often a report lists all nodes
 */
@Validated
@ConfigurationProperties("miniredis.host")
public record HostProperties(
        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
                message = "HOST_ID must be letters, digits, dots and dashes, 63 at most")
        @DefaultValue("local")
        String id,

        @NotNull(message = "NODE_MANAGER_URL must be a URL") URI url,
        @NotNull(message = "BACKEND_URL must be a URL") URI backendUrl,
        @DefaultValue("5s") Duration heartbeat,
        @DefaultValue("30s") Duration complete) {}
