package io.miniredis.nodemanager.node;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How nodes are watched.
 *
 * @param publicHost the name or address under which tenants reach nodes (REDIS_PUBLIC_HOST)
 * @param putPatience how long a PUT waits for the node to be as wished
 * @param pingEvery how often a ready engine is pinged, to notice a hang
 * @param pingPatience how long a ping may go unanswered before the process is looked at
 * @param hangPatience how long an engine may be hung before it is ended by force and started again (MINIREDIS_HANG_PATIENCE)
 * @param stopPatience how long an engine may take to save and exit before it is also sent SIGTERM
 * @param startsAtOnce how many engines are started at the same time
 * @param restartFirst the wait after the second crash in a row
 * @param restartLongest the longest wait between restarts
 * @param calm how long a node must be ready for its crashes to be forgotten
 */
@Validated
@ConfigurationProperties("miniredis.node")
public record NodeProperties(
        @NotBlank(message = "REDIS_PUBLIC_HOST must not be empty") @DefaultValue("localhost")
        String publicHost,

        @DefaultValue("1500ms") Duration putPatience,
        @DefaultValue("2400ms") Duration pingEvery,
        @DefaultValue("2s") Duration pingPatience,
        @DefaultValue("60s") Duration hangPatience,
        @DefaultValue("15s") Duration stopPatience,
        @Min(1) @DefaultValue("4") int startsAtOnce,
        @DefaultValue("500ms") Duration restartFirst,
        @DefaultValue("30s") Duration restartLongest,
        @DefaultValue("60s") Duration calm) {

    RestartPolicy restartPolicy() {
        return new RestartPolicy(restartFirst, restartLongest, calm);
    }
}
