package io.miniredis.nodemanager.port;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the port pool.
 *
 * @param start first port that a node may get (REDIS_PORT_START)
 * @param end last port, inclusive (REDIS_PORT_END)
 */
@Validated
@ConfigurationProperties("miniredis.ports")
public record PortPoolProperties(
        @Min(value = 1024, message = "REDIS_PORT_START must be 1024 at least") @DefaultValue("20000")
        int start,

        @Max(value = 65535, message = "REDIS_PORT_END must be 65535 at most") @DefaultValue("20999")
        int end) {

    @AssertTrue(message = "REDIS_PORT_END must not be below REDIS_PORT_START")
    public boolean isOrdered() {
        return end >= start;
    }
}
