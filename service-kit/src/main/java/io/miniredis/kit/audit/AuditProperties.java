package io.miniredis.kit.audit;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the audit.
 *
 * @param keep how long events are kept (MINIREDIS_AUDIT_KEEP), a day to a hundred years
 */
@Validated
@ConfigurationProperties("miniredis.audit")
public record AuditProperties(@DefaultValue("90d") Duration keep) {

    @AssertTrue(message = "MINIREDIS_AUDIT_KEEP must be 1d to 36500d")
    boolean isKeepInRange() {
        return keep.compareTo(Duration.ofDays(1)) >= 0 && keep.compareTo(Duration.ofDays(36_500)) <= 0;
    }
}
