package io.miniredis.gateway.breaker;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a service is not asked any more for a while.
 *
 * @param calls the latest calls of a service that are judged
 * @param atLeast how many calls have to be there to judge
 * @param failures percent of them that open the circuit
 * @param openFor how long nobody asks then
 * @param probes how many calls try it after that
 */
@Validated
@ConfigurationProperties("miniredis.breaker")
record BreakerProperties(
        @DefaultValue("20") @Min(1) int calls,
        @DefaultValue("5") @Min(1) int atLeast,
        @DefaultValue("50") @Min(1) @Max(100) int failures,
        @DefaultValue("2s") Duration openFor,
        @DefaultValue("3") @Min(1) int probes) {}
