package io.miniredis.auth.organization;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param mostOwned how many organizations one user may own (MINIREDIS_MAX_ORGANIZATIONS); each has quotas of its own
 * @param backendUrl base URL of the backend (BACKEND_URL), which knows whether an organization has databases
 * @param backendDeadline longest wait for its answer
 */
@Validated
@ConfigurationProperties("miniredis.organizations")
record OrganizationProperties(
        @Min(value = 1, message = "MINIREDIS_MAX_ORGANIZATIONS must be 1 to 10000")
        @Max(value = 10_000, message = "MINIREDIS_MAX_ORGANIZATIONS must be 1 to 10000")
        int mostOwned,

        @NotNull(message = "BACKEND_URL must be a URL") URI backendUrl,
        @DefaultValue("3s") Duration backendDeadline) {}
