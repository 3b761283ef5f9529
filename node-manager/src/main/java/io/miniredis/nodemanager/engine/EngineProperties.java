package io.miniredis.nodemanager.engine;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings that every engine of the host shares.
 *
 * @param path the engine's program (MINIREDIS_ENGINE); blank: the first of valkey-server and redis-server on the PATH
 * @param bind the addresses that tenants reach nodes on, in the engine's own words (REDIS_BIND)
 * @param hz how often an engine looks for work of its own, per second. Below 10 a blocking command's timeout gets coarse: with 1,
 *     {@code BLPOP key 0.1} was measured to return after a whole second
 * @param idleHz the same for an engine that no tenant is connected to: a tenth of {@code hz} takes an idle engine from 0.7 ms of
 *     processor time a second to 0.1
 */
@Validated
@ConfigurationProperties("miniredis.engine")
public record EngineProperties(
        @DefaultValue("") String path,

        @NotBlank(message = "REDIS_BIND must not be empty") @DefaultValue("* -::*")
        String bind,

        @Min(1) @Max(500) @DefaultValue("10") int hz,
        @Min(1) @Max(500) @DefaultValue("1") int idleHz) {}
