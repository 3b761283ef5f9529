package io.miniredis.auth.signing;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param rotateAfter how long a key signs before the next one does (MINIREDIS_SIGNING_ROTATE_AFTER)
 */
@Validated
@ConfigurationProperties("miniredis.signing")
record SigningProperties(Duration rotateAfter) {

    private static final Duration SHORTEST = Duration.ofHours(2);
    private static final Duration LONGEST = Duration.ofDays(366);

    @AssertTrue(message = "MINIREDIS_SIGNING_ROTATE_AFTER must be 2h to 366d")
    boolean isInRange() {
        return rotateAfter.compareTo(SHORTEST) >= 0 && rotateAfter.compareTo(LONGEST) <= 0;
    }
}
