package io.miniredis.frontend.proxy;

import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where API calls go.
 *
 * @param url base URL of the api-gateway (API_GATEWAY_URL)
 * @param connectTimeout how long a connection may take to open
 * @param silence how long the gateway may stay silent, at the beginning of an answer and within a stream; its own deadlines are shorter
 */
@Validated
@ConfigurationProperties("miniredis.gateway")
record GatewayProperties(
        URI url,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("60s") Duration silence) {

    @AssertTrue(message = "API_GATEWAY_URL must be an http or https URL such as http://localhost:8080")
    boolean isUrlAbsolute() {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
    }
}
