package io.miniredis.gateway.shutdown;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway leaves.
 *
 * @param lameDuck how long it still answers after it said that it is not ready, until balancers have noticed (MINIREDIS_LAME_DUCK)
 */
@Validated
@ConfigurationProperties("miniredis.shutdown")
record ShutdownProperties(@DefaultValue("2s") Duration lameDuck) {}
