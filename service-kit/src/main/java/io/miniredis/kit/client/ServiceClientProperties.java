package io.miniredis.kit.client;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this service proves to others who it is, and how long it waits for them.
 *
 * @param id its client id at the auth-service, which is its name
 * @param secret its client secret (SERVICE_CLIENT_SECRET); while secrets change it may hold two, separated by a comma
 * @param connectTimeout longest wait for a connection
 * @param readTimeout longest wait for an answer
 */
@Validated
@ConfigurationProperties("miniredis.service-client")
public record ServiceClientProperties(
        @NotBlank String id,

        @NotBlank(message = "SERVICE_CLIENT_SECRET is not set")
        String secret,

        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("5s") Duration readTimeout) {

    /** The first of them. Until every auth-service knows a new secret, the old one stands before it, and after that behind it. */
    String secretToSend() {
        return secret.split(",", 2)[0].strip();
    }

    @Override
    public String toString() {
        return "ServiceClientProperties[" + id + "]";
    }
}
