package io.miniredis.kit.trace;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who gets the traces.
 *
 * @param endpoint OTLP over HTTP, without {@code /v1/traces} (OTEL_EXPORTER_OTLP_ENDPOINT); empty: nobody
 * @param ratio the share of traces that is recorded, 0 to 1 (OTEL_TRACES_SAMPLER_ARG)
 * @param door whether strangers call this service: then its own ratio decides, whatever a caller says. Behind a door the door has decided
 */
@Validated
@ConfigurationProperties("miniredis.tracing")
public record TracingProperties(
        @Pattern(regexp = "|https?://.+", message = "OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https URL")
        @DefaultValue("")
        String endpoint,

        @DecimalMin(value = "0", message = "OTEL_TRACES_SAMPLER_ARG must be from 0 to 1")
        @DecimalMax(value = "1", message = "OTEL_TRACES_SAMPLER_ARG must be from 0 to 1")
        @DefaultValue("0.1")
        double ratio,

        @DefaultValue("false") boolean door) {}
