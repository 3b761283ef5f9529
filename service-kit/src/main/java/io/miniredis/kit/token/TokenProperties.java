package io.miniredis.kit.token;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where tokens come from.
 *
 * @param authUrl base URL of the auth-service (AUTH_SERVICE_URL)
 * @param issuer the {@code iss} claim of every token of the house
 */
@Validated
@ConfigurationProperties("miniredis.token")
public record TokenProperties(
        @NotNull URI authUrl,

        @NotBlank @DefaultValue("https://auth.miniredis.internal")
        String issuer) {}
