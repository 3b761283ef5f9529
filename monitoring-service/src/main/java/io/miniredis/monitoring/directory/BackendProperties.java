package io.miniredis.monitoring.directory;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the list of nodes comes from.
 *
 * @param url base URL of the backend (BACKEND_URL)
 * @param deadline longest wait for the list
 */
@Validated
@ConfigurationProperties("miniredis.backend")
record BackendProperties(
        @NotNull @Pattern(regexp = "https?://[^\\s/]+.*", message = "BACKEND_URL must be an http:// or https:// URL")
        String url,

        @DefaultValue("3s") Duration deadline) {

    URI uri() {
        return URI.create(url);
    }
}
