package io.miniredis.gateway.shutdown;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway leaves.
 *
 * @param lameDuck how long it still answers after it said that it is not ready, until balancers have noticed (MINIREDIS_LAME_DUCK)
 */
@Validated
@ConfigurationProperties("miniredis.shutdown")
record ShutdownProperties(@DefaultValue("2s") Duration lameDuck) {

    /** The time that a phase of the shutdown may take is 20 s. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    @AssertTrue(message = "MINIREDIS_LAME_DUCK must be from 0s to 15s")
    boolean isInTime() {
        return !lameDuck.isNegative() && lameDuck.compareTo(LONGEST) <= 0;
    }
}
